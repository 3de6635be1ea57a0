"""What is done to procedures, imports, reminders and runs; every verb writes the journal in its own transaction."""
