"""States of background jobs."""

from __future__ import annotations

from django.db.models import TextChoices


class JobState(TextChoices):
    """What a background job is doing."""

    WAITING = "waiting", "ждёт очереди"
    RUNNING = "running", "идёт"
    DONE = "done", "готово"
    FAILED = "failed", "не удалось"
    CANCELLED = "cancelled", "отменено"


TRANSITIONS: dict[str, frozenset[str]] = {
    JobState.WAITING: frozenset({JobState.RUNNING, JobState.CANCELLED, JobState.FAILED}),
    JobState.RUNNING: frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED}),
    JobState.DONE: frozenset(),
    JobState.FAILED: frozenset(),
    JobState.CANCELLED: frozenset(),
}
ACTIVE = (JobState.WAITING, JobState.RUNNING)
