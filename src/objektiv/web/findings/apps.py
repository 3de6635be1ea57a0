"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """Findings, cases, the register of risk zones."""

    name = "objektiv.web.findings"
    label = "findings"
