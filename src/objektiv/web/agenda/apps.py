"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    """The calendar, the feed and the reminders."""

    name = "objektiv.web.agenda"
    label = "agenda"

    def ready(self) -> None:
        """Add words of the journal and of the first page; hear of people who leave; remind while the office runs."""
        from objektiv.web.agenda import navigation, periodic  # models are ready only now

        assert periodic
        navigation.add()
