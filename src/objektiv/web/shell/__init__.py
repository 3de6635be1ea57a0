"""The frame of every page: layout, navigation, background jobs, health."""
