"""The language of deadlines: from the words of a plan to a rule, from a rule to days."""
