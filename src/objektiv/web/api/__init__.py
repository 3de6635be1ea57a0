"""The programs' door to the office: the same rights, rules and verbs as the pages, with access tokens."""
