"""The window: all of Qt, and nothing else of this program, knows Qt."""
