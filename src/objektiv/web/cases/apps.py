"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases."""

    name = "objektiv.web.cases"
    label = "cases"

    def ready(self) -> None:
        """Models are there: add the section, the search, the rule of who was heard, the background jobs."""
        from objektiv.web.cases import jobs, navigation  # models are needed first

        assert jobs
        navigation.add()
