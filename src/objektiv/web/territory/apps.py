"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """Region, municipalities, schools, class groups."""

    name = "objektiv.web.territory"
    label = "territory"
