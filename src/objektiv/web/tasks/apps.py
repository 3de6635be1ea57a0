"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Tasks of schools."""

    name = "objektiv.web.tasks"
    label = "tasks"

    def ready(self) -> None:
        """Models are there: add links, the search, the week, the words of the journal, the background job."""
        from objektiv.web.tasks import jobs, navigation  # models are needed first

        assert jobs
        navigation.add()
