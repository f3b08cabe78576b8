"""Parts of the page Data being sent."""
