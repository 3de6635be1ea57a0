"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """The training district."""

    name = "objektiv.web.training"
    label = "training"
