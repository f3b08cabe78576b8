"""The acts of a person: each one transaction, in which what it takes back is taken back."""
