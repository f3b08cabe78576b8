"""Parts of the pages Outbox and What was sent."""
