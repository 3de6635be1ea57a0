"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The interface for programs."""

    name = "objektiv.web.api"
    label = "api"
