"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """Results of runs and the pages that show them."""

    name = "objektiv.web.findings"
    label = "findings"

    def ready(self) -> None:
        """Add the sections and the sources of the search, and listen for runs made the acting ones."""
        from objektiv.web.assessments.signals import run_activated  # models are ready only now
        from objektiv.web.findings import navigation
        from objektiv.web.findings.domain import take_in_activated

        navigation.add()
        run_activated.connect(take_in_activated, dispatch_uid="findings")
