"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """Region, municipalities, schools, class groups."""

    name = "objektiv.web.territory"
    label = "territory"

    def ready(self) -> None:
        """Add the section, the search, the words of the journal, the background jobs."""
        from objektiv.web.territory import jobs, navigation  # models are ready only now

        assert jobs
        navigation.add()
