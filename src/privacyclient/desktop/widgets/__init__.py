"""Parts that pages are put together from; they know nothing of policies, choices or the record."""
