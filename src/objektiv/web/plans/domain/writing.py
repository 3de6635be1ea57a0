"""Composing a plan: a new one, its rows, suggestions of the reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q, QuerySet

from objektiv.web.audit.domain import one_writer
from objektiv.web.plans import rules
from objektiv.web.plans.domain.working import check, check_open, check_writable, go_action, go_plan, write
from objektiv.web.plans.enums import PlanState
from objektiv.web.plans.kinds import guess_kind, kinds
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.queries import people_for
from objektiv.web.plans.terms import PlanCalendar, term_of, waits_for_order

# What the document says of a row and a person may write while the plan is writable.
WRITTEN = (
    "row", "section", "number", "text", "sub_items", "kind", "deadline", "owner_text", "result", "indicator",
    "indicator_planned", "same_as",
)  # fmt: skip
PLAN_FIELDS = ("kind", "title", "school_year", "year", "week", "controller", "head")
# What the reading may suppose about a row, and the field that gets it.
SUGGESTED = {
    "number": "number", "text": "text", "deadline": "deadline", "responsible": "owner_text", "result": "result",
}  # fmt: skip


@transaction.atomic
def start_plan(*, unit: Any, by: Any, **fields: Any) -> Plan:
    """An empty draft; ValidationError without a title or a year."""
    check(rules.may_write(by, unit))
    plan = Plan(unit=unit, by=by, **fields)
    plan.full_clean()
    one_writer()
    plan.save()
    write("plan.started", plan, by, new={"plan_title": plan.title, "plan_period": plan.period})
    return plan


@transaction.atomic
def edit_plan(plan: Plan, *, by: Any, version: int | None = None, **fields: Any) -> Plan:
    """Change the head of a draft; of another year, the days of all rows are computed anew."""
    check_writable(rules.may_write(by, plan.unit), plan)
    known = {name: value for name, value in fields.items() if name in PLAN_FIELDS}
    for name, value in known.items():
        setattr(plan, name, value)
    plan.full_clean()
    changed = Plan.objects.get(pk=plan.pk)
    known = {name: value for name, value in known.items() if getattr(changed, name) != value}
    if not known:
        return changed
    changed = go_plan(changed, "plan.edited", by, version, **known)
    if known.keys() & {"school_year", "year", "week"}:
        is_approved = Q(is_new=False) if changed.state == PlanState.AMENDING else Q(pk__in=())
        date_rows(changed, changed.actions.exclude(is_approved))  # approved days hold until the next order
    return changed


def date_rows(plan: Plan, rows: QuerySet[Action]) -> None:
    """Compute the days of rows whose term nobody postponed."""
    dated, calendar = [], PlanCalendar(plan)
    for one in rows.prefetch_related("links__procedure"):
        if one.postponed_to is None:
            linked = [link.procedure for link in one.links.all() if link.procedure is not None]
            for name, value in term_of(one.deadline, calendar, one.text, linked or None).fields.items():
                setattr(one, name, value)
            dated.append(one)
    Action.objects.bulk_update(
        dated, ["rule", "event", "starts_on", "due_on", "intervals", "dues"], batch_size=200
    )


@transaction.atomic
def add_row(plan: Plan, *, by: Any, **fields: Any) -> Action:
    """A row at the end of its section; ValidationError without a text."""
    check_writable(rules.may_write(by, plan.unit), plan)
    action = Action(plan=plan, order=next_place(plan, "actions"), **_written(plan, fields))
    action.kind = fields.get("kind") or guess_kind(action.text)
    _check_row(action)
    for name, value in term_of(action.deadline, PlanCalendar(plan), action.text).fields.items():
        setattr(action, name, value)
    one_writer()
    action.save()
    write("action.added", action, by, new={"action_text": action.text, "deadline": action.deadline})
    return action


@transaction.atomic
def edit_row(action: Action, *, by: Any, version: int | None = None, **fields: Any) -> Action:
    """Change what the document says of a row; a new deadline gets its rule and its days."""
    plan = action.plan
    check_writable(rules.may_write(by, plan.unit), plan)
    known = {name: value for name, value in _written(plan, fields).items() if getattr(action, name) != value}
    if not known:
        return action
    for name, value in known.items():
        setattr(action, name, value)
    _check_row(action)
    before = Action.objects.select_related("plan__unit").get(pk=action.pk)
    is_dated = before.postponed_to is None and not waits_for_order(action)
    if known.keys() & {"deadline", "text"} and is_dated:
        linked = [one.procedure for one in action.links.all() if one.procedure is not None]
        known |= term_of(action.deadline, PlanCalendar(plan), action.text, linked or None).fields
    return go_action(before, "action.edited", by, version, **known)


@transaction.atomic
def take_suggestion(action: Action, *, field: str, by: Any) -> Action:
    """Write what the reading supposed; it is no supposition any more."""
    check_writable(rules.may_write(by, action.plan.unit), action.plan)
    supposed = action.suggestions.get(field, "")
    check(True, bool(supposed) and field in SUGGESTED, "Такого предположения у мероприятия нет.")
    action = edit_row(action, by=by, **{SUGGESTED[field]: supposed})
    return leave_suggestion(action, field=field, by=by)


@transaction.atomic
def leave_suggestion(action: Action, *, field: str, by: Any) -> Action:
    """Put a supposition aside; the field stays as the document has it."""
    check_writable(rules.may_write(by, action.plan.unit), action.plan)
    action.refresh_from_db(fields=["suggestions"])  # somebody may have put another one aside meanwhile
    left = {name: text for name, text in action.suggestions.items() if name != field}
    if left != action.suggestions:
        put_aside = {"action_supposition": action.suggestions[field]}
        write("action.supposition_left", action, by, old=put_aside)
        Action.objects.filter(pk=action.pk).update(suggestions=left)
        action.suggestions = left
    return action


@transaction.atomic
def remove_row(action: Action, *, by: Any) -> None:
    """Take a row out: of a draft at once, of an approved plan by the order that is being prepared."""
    plan = action.plan
    check_writable(rules.may_write(by, plan.unit), plan)
    action.refresh_from_db(fields=["is_new", "is_leaving"])
    if action.is_leaving:
        return  # it was asked twice
    write("action.removed", action, by, old={"action_text": action.text})
    if action.is_new:
        action.delete()
    else:
        Action.objects.filter(pk=action.pk).update(is_leaving=True)


@transaction.atomic
def put_back(action: Action, *, by: Any) -> None:
    """The row stays after all."""
    check_writable(rules.may_write(by, action.plan.unit), action.plan)
    if Action.objects.filter(pk=action.pk, is_leaving=True).update(is_leaving=False):
        write("action.put_back", action, by)


@transaction.atomic
def assign(
    action: Action, *, by: Any, owner: Any = None, executors: Iterable[Any] = (), controller: Any = None,
    version: int | None = None,
) -> Action:  # fmt: skip
    """Say who of the office answers, does and controls; the words of the document stay."""
    people = [one for one in (owner, controller, *executors) if one is not None]
    check_open(rules.may_lead(by, action), action)
    known = set(
        people_for(action.plan.unit.path)
        .filter(pk__in=[one.pk for one in people])
        .values_list("pk", flat=True)
    )
    if any(one.pk not in known for one in people):
        raise ValidationError("Назначить можно людей этой территории: выберите их из списка.")
    action = go_action(action, "action.assigned", by, version, owner=owner, controller=controller)
    action.executors.set(executors)
    return action


@transaction.atomic
def describe(action: Action, *, by: Any, details: Mapping[str, str], version: int | None = None) -> Action:
    """Fill in the fields of the kind; unknown ones are refused."""
    check_open(rules.may_do(by, action) or rules.may_lead(by, action), action)
    fields = {one.name for one in kinds()[action.kind].fields} if action.kind in kinds() else set()
    check(True, details.keys() <= fields, "У этого вида мероприятия таких полей нет.")
    kept = {name: text.strip() for name, text in details.items() if text.strip()}
    return go_action(action, "action.described", by, version, details=kept)


def _written(plan: Plan, fields: Mapping[str, Any]) -> dict[str, Any]:
    known = {name: value for name, value in fields.items() if name in WRITTEN}
    section, same = known.get("section"), known.get("same_as")
    if (section is not None and section.plan_id != plan.pk) or (same is not None and same.plan_id != plan.pk):
        raise ValidationError("Раздел и повтор выбирают в этом же плане.")
    return {name: value.strip() if isinstance(value, str) else value for name, value in known.items()}


def _check_row(action: Action) -> None:
    if action.kind not in kinds():
        raise ValidationError({"kind": "Такого вида мероприятия нет."})
    if action.same_as_id is not None and action.same_as_id == action.pk:
        raise ValidationError({"same_as": "Мероприятие не может повторять само себя."})
    action.full_clean(exclude=["plan", "rule"])


def next_place(plan: Plan, rows: str) -> int:
    """The place after the last of the rows or sections of a plan."""
    last = getattr(plan, rows).aggregate(last=Max("order"))["last"]
    return (last or 0) + 1
