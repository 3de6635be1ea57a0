"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """People, their roles and rights."""

    name = "objektiv.web.access"
    label = "access"

    def ready(self) -> None:
        """Add the sections, the search, the words of the journal, the jobs; listen to the entrance."""
        from objektiv.web.access import jobs, navigation, signals  # models are ready only now

        assert jobs
        navigation.add()
        signals.connect()
