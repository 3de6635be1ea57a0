"""The journal of actions: append-only and chained by hashes."""
