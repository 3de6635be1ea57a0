"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class PupilsConfig(AppConfig):
    """Pupils of a school, by code only."""

    name = "objektiv.web.pupils"
    label = "pupils"

    def ready(self) -> None:
        """Models are there: add the section and the words of the journal."""
        from objektiv.web.pupils.navigation import add  # models are needed first

        add()
