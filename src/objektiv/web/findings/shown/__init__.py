"""What a person is shown of findings: pages and exports are made of these, never of the rows themselves."""
