"""Parts of the page General."""
