"""The company's privacy policy as data: items, purposes, channels, recipients, lists, topics, rights."""
