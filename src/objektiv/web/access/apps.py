"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """People, their roles and rights."""

    name = "objektiv.web.access"
    label = "access"
