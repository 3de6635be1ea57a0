"""The calendar of a person, its feed for other programs, reminders by e-mail."""
