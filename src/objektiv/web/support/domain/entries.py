"""Entries of the risk zone: proposing, taking in, helping, leading out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from objektiv.web.audit.domain import changes, one_writer, record
from objektiv.web.cases.models import Case
from objektiv.web.findings.models import SchoolResult
from objektiv.web.support import rules
from objektiv.web.support.enums import Basis, RiskState, SupportLevel
from objektiv.web.support.models import RiskEntry, SupportItem
from objektiv.web.support.queries import curators_for
from objektiv.web.territory.models import Unit

CONFLICT = (
    "Запись только что изменил кто-то другой. "
    "Ваш текст остался: посмотрите, что изменилось, и отправьте ещё раз."
)
OVER = "Запись завершена: её больше не меняют. Если школе снова нужна помощь, предложите её заново."
NOT_READY = "Сначала назначьте куратора и запишите критерии выхода: без них школу в зону риска не включают."
WRONG_STATE = "Сейчас это невозможно: запись в состоянии «{state}»."


@transaction.atomic
def propose(
    *, school: Unit, reason: str, by: Any, level: str = SupportLevel.MUNICIPALITY, result: SchoolResult | None = None,
    case: Case | None = None, exit_criteria: str = "",
) -> RiskEntry:  # fmt: skip
    """Propose a school; ValidationError without a reason, with an open entry, on signs before the school was heard."""
    if not rules.may_lead(by, school.path):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError({"reason": "Напишите, почему школе нужна помощь."})
    if result is not None and (result.school_id != school.pk or not rules.can_stand_on_result(by, result)):
        raise ValidationError("На признаки можно сослаться после пояснений школы или когда истёк их срок.")
    one_writer()  # of two proposals at once the second finds the first
    basis = Basis.CASE if case else Basis.FINDING if result else Basis.FACT
    entry = RiskEntry(
        school=school, reason=reason.strip(), level=level, basis=basis, case=case, result=result,
        exit_criteria=exit_criteria.strip(), proposed_by=by,
    )  # fmt: skip
    entry.full_clean()
    entry.save()
    _write("risk.proposed", entry, by, new={"risk_state": entry.state, "basis": basis}, reason=entry.reason)
    return entry


@transaction.atomic
def propose_from_case(case: Case, *, by: Any) -> RiskEntry:
    """Propose the school of a case that a person decided «подтверждены перепроверкой»."""
    if not rules.may_lead(by, case.school.path):
        raise PermissionDenied
    if not rules.can_stand_on_case(case):
        raise ValidationError(
            "Из карточки в зону риска предлагают после решения «подтверждены перепроверкой»."
        )
    act = f", акт перепроверки № {case.act_number} от {case.act_date:%d.%m.%Y}" if case.act_date else ""
    reason = f"Карточка № {case.pk} за {case.school_year}: {case.get_outcome_display()}{act}. {case.ground}"
    return propose(school=case.school, reason=reason, by=by, case=case)


@transaction.atomic
def edit_entry(entry: RiskEntry, *, by: Any, version: int | None = None, **fields: Any) -> RiskEntry:
    """Say who helps (``level``, ``curator``), until when (``review_on``, ``exit_planned_on``), ``exit_criteria``."""
    _check(rules.may_lead(by, entry.school.path), rules.can_change(entry), OVER)
    curator = fields.get("curator")
    if curator is not None and not curators_for(entry.school.path).filter(pk=curator.pk).exists():
        raise ValidationError(
            {"curator": "Куратор — человек с доступом к реестру этой территории, не из самой школы."}
        )
    _check_days(entry, fields)
    known = {name: getattr(entry, name) for name in fields}
    old, new = changes(_plain(known), _plain(fields))
    return _go(entry, entry.state, "risk.edited", by, version, old=old, new=new, **fields) if new else entry


@transaction.atomic
def enter(entry: RiskEntry, *, by: Any, version: int | None = None) -> RiskEntry:
    """Take the school into the zone: with a curator and criteria of the exit."""
    _check_way(entry, RiskState.IN_ZONE, rules.may_decide(by, entry), RiskState.PROPOSED)
    if not rules.is_ready(entry):
        raise ValidationError(NOT_READY)
    return _go(entry, RiskState.IN_ZONE, "risk.entered", by, version, entered_on=timezone.localdate())


@transaction.atomic
def reject(entry: RiskEntry, *, reason: str, by: Any, version: int | None = None) -> RiskEntry:
    """Say that the school needs no such help, and why."""
    _check_way(entry, RiskState.REJECTED, rules.may_decide(by, entry))
    return _go(
        entry, RiskState.REJECTED, "risk.rejected", by, version, _said(reason), ended_on=timezone.localdate()
    )


@transaction.atomic
def lead_out(entry: RiskEntry, *, reason: str, by: Any, version: int | None = None) -> RiskEntry:
    """The criteria seem to be met: the school is watched for a while yet."""
    _check_way(entry, RiskState.LEAVING, rules.may_lead(by, entry.school.path))
    return _go(entry, RiskState.LEAVING, "risk.leaving", by, version, _said(reason))


@transaction.atomic
def return_to_zone(entry: RiskEntry, *, reason: str, by: Any, version: int | None = None) -> RiskEntry:
    """It was too early to leave."""
    _check_way(entry, RiskState.IN_ZONE, rules.may_lead(by, entry.school.path), RiskState.LEAVING)
    return _go(entry, RiskState.IN_ZONE, "risk.returned", by, version, _said(reason))


@transaction.atomic
def release(entry: RiskEntry, *, reason: str, by: Any, version: int | None = None) -> RiskEntry:
    """The criteria are met: the entry is over."""
    _check_way(entry, RiskState.LEFT, rules.may_decide(by, entry))
    return _go(
        entry, RiskState.LEFT, "risk.released", by, version, _said(reason), ended_on=timezone.localdate()
    )


@transaction.atomic
def add_support(entry: RiskEntry, *, title: str, due_on: date, by: Any) -> SupportItem:
    """Plan one more help."""
    _check(rules.may_help(by, entry), rules.can_change(entry), OVER)
    if not title.strip():
        raise ValidationError({"title": "Напишите, что сделать."})
    one_writer()
    item = SupportItem.objects.create(entry=entry, title=title.strip(), due_on=due_on)
    _write("risk.support_planned", entry, by, new={"support": item.title, "due_on": due_on})
    return item


@transaction.atomic
def complete_support(item: SupportItem, *, by: Any) -> SupportItem:
    """Write down that the help was given today."""
    entry = item.entry
    _check(rules.may_help(by, entry), rules.can_change(entry), OVER)
    today = timezone.localdate()
    one_writer()
    if not SupportItem.objects.filter(pk=item.pk, done_on=None).update(done_on=today):
        raise ValidationError("Это уже отмечено.")
    item.refresh_from_db()
    _write("risk.support_done", entry, by, new={"support": item.title, "done_on": today})
    return item


def _check(may: bool, can: bool = True, sentence: str = "") -> None:
    if not may:
        raise PermissionDenied
    if not can:
        raise ValidationError(sentence)


def _check_way(entry: RiskEntry, state: str, may: bool, only_from: str = "") -> None:
    can = rules.can_go(entry, state) and only_from in ("", entry.state)
    _check(may, can, WRONG_STATE.format(state=entry.get_state_display()))


def _check_days(entry: RiskEntry, fields: Mapping[str, Any]) -> None:
    """A day that is changed lies ahead; one that stays may have passed."""
    for name in ("review_on", "exit_planned_on"):
        said = fields.get(name)
        if said and said != getattr(entry, name) and said < timezone.localdate():
            raise ValidationError({name: "Дата не может быть в прошлом."})


def _said(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": "Напишите, на чём основано решение."})
    return reason.strip()


def _go(
    entry: RiskEntry, state: str, verb: str, by: Any, version: int | None, reason: str = "", *,
    old: Mapping[str, Any] | None = None, new: Mapping[str, Any] | None = None, **fields: Any,
) -> RiskEntry:  # fmt: skip
    """Write the new state and fields unless somebody else did meanwhile."""
    one_writer()  # every verb takes the journal before the entry: no two of them wait for each other
    expected = entry.version if version is None else version
    before = entry.state
    changed = RiskEntry.objects.filter(pk=entry.pk, version=expected).update(
        state=state, version=expected + 1, **fields
    )
    if not changed:
        raise ValidationError(CONFLICT)
    entry.refresh_from_db()
    moved = ({"risk_state": before}, {"risk_state": state}) if state != before else ({}, {})
    _write(verb, entry, by, old={**moved[0], **(old or {})}, new={**moved[1], **(new or {})}, reason=reason)
    return entry


def _write(verb: str, entry: RiskEntry, by: Any, **said: Any) -> None:
    record(verb, by=by, obj=entry, unit_path=entry.school.path, **said)


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one.full_name if hasattr(one, "full_name") else one for name, one in fields.items()}
