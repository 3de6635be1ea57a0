"""Giving one action to schools."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from objektiv.web.audit.domain import one_writer, record
from objektiv.web.plans import domain as plans
from objektiv.web.plans import rules as plan_rules
from objektiv.web.plans.enums import ActionStatus
from objektiv.web.plans.models import Action
from objektiv.web.shell.blank import new_code
from objektiv.web.tasks import rules
from objektiv.web.tasks.domain.numbering import write_letter
from objektiv.web.tasks.domain.working import check, check_day, write
from objektiv.web.tasks.enums import LetterKind, TaskState
from objektiv.web.tasks.expected import Expected
from objektiv.web.tasks.models import Letter, Task
from objektiv.web.tasks.queries import schools_of
from objektiv.web.territory.models import Unit

NOT_NOW = "Поручать можно исполняемое мероприятие утверждённого плана; это — «{status}», план «{state}»."
NO_DAY = "У мероприятия нет вычисленного дня: назначьте срок поручения."
GIVEN = "Отмеченным школам это уже поручено с тем же сроком письмом № {number}. Спросить ещё можно с другим сроком."
RECALLED = (
    "Поручение с этим сроком отозвано: {names}. Откройте его и выберите «Поручить снова» или смените срок."
)
FOREIGN = "Среди выбранных есть школы не этой территории или закрытые: отметьте школы заново."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What schools are to report: words, answers to ``expected``, a document."""

    words: str = ""
    expected: tuple[Expected, ...] = ()
    is_paper_needed: bool = False


@transaction.atomic
def give(
    action: Action, *, schools: Iterable[Unit], by: Any, due: date | None = None, what_to_report: Wanted = Wanted(),
) -> Letter:  # fmt: skip
    """Give an action to schools by one numbered letter; due: the action's own day unless told.

    A school that has the task with this day already is left out; when all have it, that letter is the answer.
    """
    check(rules.may_give(by, action))
    one_writer()  # of two people at once the second finds the tasks of the first
    action.refresh_from_db(fields=["status", "due_on", "excluded_by", "is_new"])
    action.plan.refresh_from_db(fields=["state"])
    state = {"status": action.get_status_display(), "state": action.plan.get_state_display()}
    check(True, rules.can_give(action), NOT_NOW.format(**state))
    chosen, day = _checked_schools(action, schools), _checked_day(action, due)
    given = list(
        Task.objects.filter(action=action, due_on=day, school__in=chosen).select_related("letter", "school")
    )
    _check_recalled(given)
    fresh = [one for one in chosen if one.pk not in {task.school_id for task in given}]
    if not fresh:
        return _same_letter(given, what_to_report)
    letter = write_letter(
        action, LetterKind.GIVE, by=by, due_on=day, words=what_to_report.words.strip(),
        expected=[one.stored for one in what_to_report.expected], is_paper_needed=what_to_report.is_paper_needed,
    )  # fmt: skip
    _write_tasks(letter, fresh, day, by)
    _take_up(action, by)
    return letter


def _checked_schools(action: Action, schools: Iterable[Unit]) -> list[Unit]:
    keys = {one.pk for one in schools}
    if not keys:
        raise ValidationError({"schools": "Отметьте хотя бы одну школу."})
    known = list(schools_of(action).filter(pk__in=keys))
    if len(known) != len(keys):
        raise ValidationError({"schools": FOREIGN})
    return known


def _check_recalled(given: Iterable[Task]) -> None:
    names = ", ".join(one.school.title for one in given if one.state == TaskState.RECALLED)
    if names:
        raise ValidationError({"schools": RECALLED.format(names=names)})


def _same_letter(given: Iterable[Task], wanted: Wanted) -> Letter:
    """The letter by which all have the task: a second click; ValidationError when other words are meant now."""
    letters = sorted({one.letter for one in given}, key=lambda one: one.pk)
    for one in letters:
        said = Wanted(one.words, one.questions, one.is_paper_needed)
        if said != replace(wanted, words=wanted.words.strip()):
            raise ValidationError({"schools": GIVEN.format(number=one.shown_number)})
    return letters[-1]


def _checked_day(action: Action, due: date | None) -> date:
    day = due or action.due_on
    if day is None:
        raise ValidationError({"due": NO_DAY})
    check_day(day, "due")
    return day


def _write_tasks(letter: Letter, schools: Collection[Unit], day: date, by: Any) -> None:
    told = {"task_letter": str(letter), "task_schools": len(schools), "task_due_on": day}
    record("task.letter", by=by, obj=letter.action, unit_path=letter.organisation.path, new=told)
    for school in schools:
        task = Task(letter=letter, action=letter.action, school=school, due_on=day, code=new_code(letter.pk))
        task.full_clean()
        task.save()
        write(
            "task.given",
            task,
            by,
            new={"task_state": TaskState.GIVEN, "task_letter": str(letter), "task_due_on": day},
        )


def _take_up(action: Action, by: Any) -> None:
    """What schools work on is begun."""
    if action.status == ActionStatus.NOT_STARTED and plan_rules.may_say(by, action, ActionStatus.IN_WORK):
        plans.take_up(action, by=by)
