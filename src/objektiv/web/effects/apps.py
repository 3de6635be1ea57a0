"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class EffectsConfig(AppConfig):
    """The effect of actions of plans."""

    name = "objektiv.web.effects"
    label = "effects"

    def ready(self) -> None:
        """Models are there: add links, the week, the words of the journal, the background job."""
        from objektiv.web.effects import jobs, navigation  # models are needed first

        assert jobs
        navigation.add()
