"""Pages of the entrance, of people and of the journal."""
