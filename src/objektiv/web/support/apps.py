"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class SupportConfig(AppConfig):
    """Help to schools: the risk zone, notes of methodical support."""

    name = "objektiv.web.support"
    label = "support"

    def ready(self) -> None:
        """Models are there: add sections, links, the search and the words of the journal."""
        from objektiv.web.support.navigation import add  # models are needed first

        add()
