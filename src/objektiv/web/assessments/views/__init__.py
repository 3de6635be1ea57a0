"""Pages of the calendar, of imports, of who has submitted, of runs."""
