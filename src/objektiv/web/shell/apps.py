"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """The frame of every page: layout, navigation, background jobs, health."""

    name = "objektiv.web.shell"
    label = "shell"
