"""What every verb of a task does: check, write unless somebody else did meanwhile, put it into the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from objektiv.web.audit.domain import one_writer, record
from objektiv.web.tasks import rules
from objektiv.web.tasks.models import Task

CONFLICT = (
    "Поручение только что изменил кто-то другой. "
    "Ваш текст остался: посмотрите, что изменилось, и отправьте ещё раз."
)
NOT_NOW = "Сейчас это невозможно: поручение «{state}»."
_JOURNAL_NAMES = {"state": "task_state", "due_on": "task_due_on"}
_TOLD = ("state", "due_on")


def check(may: bool, can: bool = True, sentence: str = "") -> None:
    """PermissionDenied when the person may not, ValidationError with the sentence when it cannot be done now."""
    if not may:
        raise PermissionDenied
    if not can:
        raise ValidationError(sentence)


def check_task(task: Task, can: Callable[[Task], bool]) -> None:
    """ValidationError when the state of the task or of its plan does not allow it; nobody changes them from here on."""
    one_writer()
    task.refresh_from_db(fields=["state", "version", "due_on"])
    task.action.refresh_from_db(fields=["status", "excluded_by", "is_new"])
    task.action.plan.refresh_from_db(fields=["state"])
    if not can(task):
        stopped = rules.why_stopped(task.action)
        state = NOT_NOW.format(state=task.get_state_display())
        raise ValidationError(f"Сейчас это невозможно. {stopped}" if stopped else state)


def said(words: str, sentence: str = "Напишите причину или основание.", field: str = "reason") -> str:
    """The words without spaces at the ends; ValidationError when there are none."""
    if not words.strip():
        raise ValidationError({field: sentence})
    return words.strip()


def go(task: Task, verb: str, by: Any, version: int | None, *, ground: str = "", **fields: Any) -> Task:
    """Write the fields unless somebody else did meanwhile."""
    one_writer()  # every verb takes the journal before the task: no two of them wait for each other
    expected = task.version if version is None else version
    old = {name: getattr(task, name) for name in fields}
    if not Task.objects.filter(pk=task.pk, version=expected).update(version=expected + 1, **fields):
        raise ValidationError(CONFLICT)
    for name, value in fields.items():
        setattr(task, name, value)
    task.version = expected + 1
    changed = {name: value for name, value in fields.items() if old[name] != value}
    write(
        verb, task, by, old=_plain({name: old[name] for name in changed}), new=_plain(changed), reason=ground
    )
    return task


def write(verb: str, task: Task, by: Any, **told: Any) -> None:
    """A record about a task."""
    record(verb, by=by, obj=task, unit_path=task.school.path, **told)


def check_day(until: date, field: str) -> None:
    """ValidationError for a term in the past."""
    if until < timezone.localdate():
        raise ValidationError({field: "Срок уже прошёл: назначьте сегодняшний день или позже."})


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        _JOURNAL_NAMES.get(name, name): value
        for name, value in fields.items()
        if name in _TOLD and value not in ("", None)
    }
