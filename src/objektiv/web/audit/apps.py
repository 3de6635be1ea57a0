"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The journal of actions: append-only and chained by hashes."""

    name = "objektiv.web.audit"
    label = "audit"
