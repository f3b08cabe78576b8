"""Edges of the operating system, without opinions: paths, files, locks, the database file, resources."""
