"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """The training district."""

    name = "objektiv.web.training"
    label = "training"

    def ready(self) -> None:
        """Models are there: add the words for the journal."""
        from objektiv.web.training.navigation import add  # models are needed first

        add()
