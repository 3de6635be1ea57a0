"""Tasks: one action of a plan given to schools, their reports, who has not reported."""
