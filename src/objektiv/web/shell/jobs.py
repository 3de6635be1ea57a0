"""Kinds of background jobs, and running one with progress, cancel and an error in words.

A kind is a function ``work(parameters, progress) -> address of the result``; an app registers it in ``jobs.py``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from huey.contrib.djhuey import HUEY as QUEUE
from huey.contrib.djhuey import db_task

from objektiv.model.errors import ObjektivError
from objektiv.web.shell.enums import ACTIVE, JobState
from objektiv.web.shell.models import Job

Progress = Callable[[int, int, str], None]
Work = Callable[[Mapping[str, Any], Progress], str]
STOPPED = "Программа была остановлена, пока работа шла. Запустите её снова."
UNEXPECTED = "Непредвиденная ошибка. Запись о ней есть в журнале сервера, сообщите её время администратору."

_kinds: dict[str, Work] = {}
log = logging.getLogger(__name__)


class JobCancelled(Exception):  # noqa: N818  # it is no error: a person asked for it
    """Raised by ``progress`` when a person asked to stop; the work leaves nothing behind and lets it through."""


def job(kind: str) -> Callable[[Work], Work]:
    """Register the function that does jobs of ``kind``."""

    def register(work: Work) -> Work:
        _kinds[kind] = work
        return work

    return register


def start_job(kind: str, title: str, *, by: Any, **parameters: Any) -> Job:
    """Put a job into the queue once the present transaction is through; parameters are plain JSON values."""
    started = Job.objects.create(kind=kind, title=title, owner=by, parameters=parameters)
    transaction.on_commit(lambda: _enqueue(started.pk))
    return started


def cancel_job(asked: Job) -> None:
    """Ask a job to stop: one that waits is over at once, one that runs stops at its next step."""
    waiting = Job.objects.filter(pk=asked.pk, state=JobState.WAITING)
    if not waiting.update(state=JobState.CANCELLED, finished_at=timezone.now()):
        Job.objects.filter(pk=asked.pk, state=JobState.RUNNING).update(is_cancel_asked=True)


def fail_abandoned_jobs() -> int:
    """At the start of the server: jobs that were running when it stopped are told so; returns how many."""
    abandoned = Job.objects.filter(state__in=ACTIVE)
    QUEUE.flush()
    return abandoned.update(state=JobState.FAILED, error=STOPPED, finished_at=timezone.now())


def _enqueue(key: UUID) -> None:
    run_job(str(key))


@db_task()  # type: ignore[untyped-decorator]  # huey has no types
def run_job(key: str) -> None:
    """Do one job of the queue."""
    if not Job.objects.filter(pk=key, state=JobState.WAITING).update(state=JobState.RUNNING):
        return
    running = Job.objects.get(pk=key)
    _tell(running, JobState.RUNNING)
    try:
        address = _kinds[running.kind](running.parameters, _progress_of(key))
    except JobCancelled:
        _finish(running, state=JobState.CANCELLED)
    except ObjektivError as error:
        text = str(error)
        _finish(running, state=JobState.FAILED, error=text[:1].upper() + text[1:])
    except Exception:
        log.exception("job failed", extra={"job": key, "kind": running.kind})
        _finish(running, state=JobState.FAILED, error=UNEXPECTED)
        if getattr(settings, "RAISE_JOB_ERRORS", False):
            raise
    else:
        _finish(running, state=JobState.DONE, result_url=address)


def _progress_of(key: str) -> Progress:
    def progress(done: int, total: int, stage: str) -> None:
        mine = Job.objects.filter(pk=key)
        if mine.filter(is_cancel_asked=True).exists():
            raise JobCancelled
        mine.update(done=done, total=total, stage=stage[:200])

    return progress


def _finish(told: Job, **fields: Any) -> None:
    Job.objects.filter(pk=told.pk).update(finished_at=timezone.now(), **fields)
    _tell(told, fields["state"])


def _tell(told: Job, state: str) -> None:
    ms = round(1000 * (timezone.now() - told.created_at).total_seconds())
    facts = {"job": str(told.pk), "kind": told.kind, "user": told.owner_id, "state": state, "ms": ms}
    log.info("job", extra=facts)
