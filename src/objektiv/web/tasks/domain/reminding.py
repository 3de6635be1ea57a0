"""Reminding schools of their tasks, each once a day."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from objektiv.web.audit.domain import one_writer
from objektiv.web.tasks import rules
from objektiv.web.tasks.domain.numbering import write_letter
from objektiv.web.tasks.domain.working import check, check_task, write
from objektiv.web.tasks.enums import LetterKind
from objektiv.web.tasks.models import Letter, Reminder, Task

TODAY = "Сегодня этой школе уже напомнили."


@transaction.atomic
def remind(task: Task, *, by: Any) -> Letter:
    """Remind a school that has not reported; once a day."""
    check(rules.may_lead(by, task))
    check_task(task, rules.can_remind)
    if task.reminders.filter(on=timezone.localdate()).exists():
        raise ValidationError(TODAY)
    return _write([task], by)


@transaction.atomic
def remind_many(tasks: Iterable[Task], *, by: Any) -> list[Letter]:
    """Remind all that have not reported and were not reminded today: one letter an action, to all of its schools."""
    one_writer()  # of two people at once the second finds the reminders of the first
    fresh = Task.objects.filter(pk__in=[one.pk for one in tasks]).exclude(reminders__on=timezone.localdate())
    rows = fresh.select_related("school", "action__plan__unit", "action__excluded_by").order_by(
        "action", "school__order_key"
    )
    waiting = [one for one in rows if rules.may_lead(by, one) and rules.can_remind(one)]
    return [_write(list(some), by) for _, some in groupby(waiting, key=lambda one: one.action_id)]


def _write(tasks: list[Task], by: Any) -> Letter:
    letter = write_letter(tasks[0].action, LetterKind.REMIND, by=by, due_on=min(one.due_on for one in tasks))
    for task in tasks:
        Reminder.objects.create(task=task, letter=letter)
        write("task.reminded", task, by, new={"task_letter": str(letter)})
    return letter
