"""Days that follow a procedure: computed anew when it moves, with a trail, and its people are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from objektiv.web.assessments.models import Procedure
from objektiv.web.audit.domain import one_writer
from objektiv.web.plans import rules
from objektiv.web.plans.domain.working import check, write
from objektiv.web.plans.enums import PlanState
from objektiv.web.plans.models import Action, DateChange, Plan
from objektiv.web.plans.terms import PlanCalendar, calendar_for, recomputed
from objektiv.web.shell.jobs import start_job

MOST_AT_ONCE = 100  # more rows than this are not counted while a person waits for the page
REDATE = "plans.redate"
DATED = ("rule", "event", "starts_on", "due_on", "intervals", "dues")


def on_procedure_changed(sender: Any, *, procedure: Procedure, by: Any, **kwargs: Any) -> None:
    """Heard inside the transaction in which the calendar changed; many rows are counted after it, in the background."""
    one_writer()
    keys = list(hanging_on(procedure).values_list("pk", flat=True))
    if len(keys) > MOST_AT_ONCE and by is not None:
        start_job(
            REDATE, f"Пересчёт сроков планов: {procedure}"[:200], by=by, procedure=procedure.pk, by_pk=by.pk
        )
    else:
        redate_rows(keys, by=by, procedure=procedure)


@transaction.atomic
def redate_rows(keys: Collection[int], *, by: Any, procedure: Procedure) -> int:
    """Compute the days of rows anew, as they stand now; returns of how many they are others."""
    one_writer()  # what is read from here on nobody changes before it is written
    calendars: dict[tuple[int, bool], PlanCalendar] = {}
    changed = 0
    for action in _fetched(Action.objects.filter(pk__in=keys)):
        place = (action.plan_id, action.is_new)
        calendar = calendars[place] if place in calendars else calendar_for(action)
        calendars[place] = calendar
        changed += redate(action, by=by, procedure=procedure, calendar=calendar)
    return changed


def _fetched(rows: QuerySet[Action]) -> QuerySet[Action]:
    return rows.select_related("plan__unit").prefetch_related("links__procedure")


def hanging_on(procedure: Procedure) -> QuerySet[Action]:
    """Rows whose term hangs on an event, of the plans that a procedure concerns, and those linked with it.

    Rows that have days of events already are asked in every year: the procedure may have left theirs.
    """
    of_year = Q(school_year=procedure.school_year)
    if procedure.starts_on:
        of_year |= Q(school_year="", year=procedure.starts_on.year)
    below = Plan.objects.filter(unit__path__startswith=procedure.unit.path).exclude(state=PlanState.ARCHIVED)
    concerned = Q(plan__in=below.filter(of_year).values("pk")) | Q(links__procedure=procedure)
    concerned |= Q(plan__in=below.values("pk")) & ~Q(dues=[])
    rows = Action.objects.filter(concerned, excluded_by__isnull=True, postponed_to__isnull=True)
    return rows.exclude(event="").exclude(plan__state=PlanState.ARCHIVED).distinct()


@transaction.atomic
def redate(
    action: Action, *, by: Any, procedure: Procedure | None, calendar: PlanCalendar | None = None
) -> bool:
    """Compute the days of one row anew; True when they are others now."""
    before = {name: getattr(action, name) for name in DATED}
    fields = recomputed(action, calendar).fields
    if before == fields:
        return False
    Action.objects.filter(pk=action.pk).update(version=action.version + 1, **fields)
    for name, value in fields.items():
        setattr(action, name, value)
    action.version += 1
    if before["due_on"] != action.due_on:
        _tell(action, before["due_on"], by, procedure)
    return True


def _tell(action: Action, was: Any, by: Any, procedure: Procedure | None) -> None:
    reason = f"Изменилась процедура: {procedure}" if procedure else "Изменились связи мероприятия"
    write(
        "action.redated",
        action,
        by,
        old={"action_due_on": was},
        new={"action_due_on": action.due_on},
        reason=reason,
    )
    if rules.is_carried_out(action):
        DateChange.objects.create(action=action, procedure=procedure, was=was, became=action.due_on)


@transaction.atomic
def see_changes(action: Action, changes: Iterable[DateChange], *, by: Any) -> int:
    """The person has seen the new days: this person is not reminded of them any more, others are."""
    check(rules.may_see_changes(by, action))
    keys = [one.pk for one in changes if one.action_id == action.pk]
    through = DateChange.seen_by.through
    known = set(through.objects.filter(datechange__in=keys, user=by.pk).values_list("datechange", flat=True))
    fresh = [through(datechange_id=key, user_id=by.pk) for key in keys if key not in known]
    return len(through.objects.bulk_create(fresh, ignore_conflicts=True))
