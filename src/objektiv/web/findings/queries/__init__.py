"""Querysets of findings."""
