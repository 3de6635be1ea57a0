"""Plans of measures: read, agreed, approved, carried out, proven."""
