"""How numbers and dates are written for people."""
