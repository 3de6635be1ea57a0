"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """The calendar of procedures, imports of results, runs of the analysis."""

    name = "objektiv.web.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Add the sections, the source of the search and the background jobs."""
        from objektiv.web.assessments import checks, jobs, navigation  # models are ready only now

        assert checks
        assert jobs
        navigation.add()
