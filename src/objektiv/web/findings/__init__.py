"""Findings, cases, the register of risk zones."""
