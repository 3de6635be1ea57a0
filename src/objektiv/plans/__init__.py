"""Plans and their language of deadlines, without the office."""
