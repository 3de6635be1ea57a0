"""Region, municipalities, schools, class groups."""
