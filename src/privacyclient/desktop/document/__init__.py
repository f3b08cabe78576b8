"""Parts of the pages Sharing, Cookies and Privacy policy: what the company says."""
