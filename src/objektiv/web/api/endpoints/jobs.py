"""The background job of a load or a run, as its noun tells of it."""

from __future__ import annotations

from ninja import Schema

from objektiv.web.shell.models import Job


class JobShape(Schema):
    """How far it is; ``error``: what did not work, in words."""

    state: str
    state_title: str
    stage: str
    percent: int
    error: str


def job_of(job: Job | None) -> JobShape | None:
    """None when nothing was begun."""
    if job is None:
        return None
    return JobShape(
        state=job.state,
        state_title=job.get_state_display(),
        stage=job.stage,
        percent=job.percent,
        error=job.error,
    )
