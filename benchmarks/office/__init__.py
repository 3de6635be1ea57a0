"""The office under load: a region of a thousand schools on PostgreSQL, a hundred people at once."""
