"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases."""

    name = "objektiv.web.cases"
    label = "cases"

    def ready(self) -> None:
        """Models are there: add the section, the search, the rule of who was heard."""
        from objektiv.web.cases.navigation import add  # models are needed first

        add()
