"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """Copies of the office and the state of its server."""

    name = "objektiv.web.keeping"
    label = "keeping"

    def ready(self) -> None:
        """Add what the frame shows of this app."""
        from objektiv.web.keeping import navigation  # models are loaded now

        navigation.add()
