"""Written down before it is sent: append, claim, settle, cancel, verify, search, export, clear."""
