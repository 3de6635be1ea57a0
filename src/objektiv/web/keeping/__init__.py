"""Keeping the office: copies of all its state, restoring one, and the page that tells how the server is."""
