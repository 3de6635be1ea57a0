"""What every verb does: check, write unless somebody else did meanwhile, put it into the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from objektiv.web.audit.domain import one_writer, record
from objektiv.web.plans.enums import PlanState
from objektiv.web.plans.models import Action, Plan

CONFLICT = "План только что изменил кто-то другой. Ваш текст остался: посмотрите, что изменилось, и отправьте ещё раз."
ROW_CONFLICT = (
    "Мероприятие только что изменил кто-то другой. "
    "Ваш текст остался: посмотрите, что изменилось, и отправьте ещё раз."
)
ARCHIVED = "План в архиве: в нём ничего не меняют. Верните его из архива, если он ещё действует."
LOCKED = "План сейчас не меняют: он «{state}». Изменения в утверждённый план вносят новым приказом."


def check(may: bool, can: bool = True, sentence: str = "") -> None:
    """PermissionDenied when the person may not, ValidationError with the sentence when it cannot be done now."""
    if not may:
        raise PermissionDenied
    if not can:
        raise ValidationError(sentence)


def check_writable(may: bool, plan: Plan) -> None:
    """The same for what the plan says; nobody approves or sends it away until the transaction ends."""
    _see_state(plan)
    check(may, plan.is_writable, LOCKED.format(state=plan.get_state_display()))


def check_action(may: bool, action: Action, can: Callable[[Action], bool], sentence: str) -> None:
    """The same for what an action allows while its plan stands as it does now. ``sentence`` names {status}, {state}."""
    check(may)
    _see_state(action.plan)
    if not can(action):
        state = action.plan.get_state_display()
        raise ValidationError(sentence.format(status=action.get_status_display(), state=state))


def check_open(may: bool, action: Action) -> None:
    """The same for what surrounds an action, people, links, fields of its kind: nothing in the archive changes."""
    check(may)
    _see_state(action.plan)
    check(True, action.plan.state != PlanState.ARCHIVED, ARCHIVED)


def _see_state(plan: Plan) -> None:
    one_writer()  # what was fetched before may have changed: from here on it cannot
    plan.refresh_from_db(fields=["state"])


def said(reason: str, sentence: str = "Напишите причину или основание.", field: str = "reason") -> str:
    """The words without spaces at the ends; ValidationError when there are none."""
    if not reason.strip():
        raise ValidationError({field: sentence})
    return reason.strip()


def go_plan(
    plan: Plan, verb: str, by: Any, version: int | None = None, *, reason: str = "", **fields: Any
) -> Plan:
    """Write fields of a plan unless somebody else did meanwhile."""
    one_writer()  # every verb takes the journal before the plan: no two of them wait for each other
    expected = plan.version if version is None else version
    old = {name: getattr(plan, name) for name in fields}
    changed = Plan.objects.filter(pk=plan.pk, version=expected).update(version=expected + 1, **fields)
    if not changed:
        raise ValidationError(CONFLICT)
    plan.refresh_from_db()
    write(verb, plan, by, old=_plain(old, "plan_"), new=_plain(fields, "plan_"), reason=reason)
    return plan


def go_action(
    action: Action, verb: str, by: Any, version: int | None = None, *, reason: str = "", **fields: Any
) -> Action:
    """Write fields of a row unless somebody else did meanwhile."""
    one_writer()
    expected = action.version if version is None else version
    old = {name: getattr(action, name) for name in fields}
    changed = Action.objects.filter(pk=action.pk, version=expected).update(version=expected + 1, **fields)
    if not changed:
        raise ValidationError(ROW_CONFLICT)
    action.refresh_from_db()
    differing = [name for name in fields if old[name] != fields[name]]
    before = {name: old[name] for name in differing}
    after = {name: fields[name] for name in differing}
    write(verb, action, by, old=_plain(before), new=_plain(after), reason=reason)
    return action


def write(verb: str, thing: Plan | Action, by: Any, **told: Any) -> None:
    """A record about a plan or one of its rows."""
    plan = thing.plan if isinstance(thing, Action) else thing
    record(verb, by=by, obj=thing, unit_path=plan.unit.path, **told)


# Fields of an action that the journal knows under names of its own: other apps have such words too.
_JOURNAL_NAMES = {
    "status": "action_status", "kind": "action_kind", "row": "action_row",
    "text": "action_text", "number": "action_number",
    "result": "action_result", "owner": "action_owner", "controller": "action_controller", "effect": "action_effect",
    "plan_state": "plan_state", "order": "action_order", "report": "action_report", "due_on": "action_due_on",
    "done_on": "action_done_on",
}  # fmt: skip
_SILENT = frozenset(
    {"rule", "intervals", "dues", "suggestions", "record", "reported_by", "starts_on", "event"}
)


def _plain(fields: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    known = {f"{prefix}{name}": _told(value) for name, value in fields.items() if name not in _SILENT}
    return {_JOURNAL_NAMES.get(name, name): value for name, value in known.items()}


def _told(value: Any) -> Any:
    if hasattr(value, "full_name"):
        return value.full_name
    return str(value) if hasattr(value, "pk") else value
