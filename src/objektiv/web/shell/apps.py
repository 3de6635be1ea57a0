"""The application as Django knows it."""

from __future__ import annotations

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from objektiv.web.shell.running import live_with_server


class ShellConfig(AppConfig):
    """The frame of every page: layout, navigation, background jobs, health."""

    name = "objektiv.web.shell"
    label = "shell"

    def ready(self) -> None:
        """The worker of background jobs gives signs of life and ends with its server."""
        from huey.contrib.djhuey import on_startup  # settings are complete now

        on_startup()(_live)


def _live() -> None:
    live_with_server(Path(settings.OBJEKTIV_HOME), beats=True)
