"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans of measures: from a file to the report on fulfilment."""

    name = "objektiv.web.plans"
    label = "plans"

    def ready(self) -> None:
        """Models are there: add the section, links, the search, the week, the words of the journal, the job."""
        from objektiv.web.plans import jobs, navigation  # models are needed first

        assert jobs
        navigation.add()
