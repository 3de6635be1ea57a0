"""Terms of a part of the territory: who sets them, and the open cases that follow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F

from objektiv.web.audit.domain import changes, one_writer, record
from objektiv.web.cases import rules
from objektiv.web.cases.domain.working import CONFLICT as CASE_CHANGED
from objektiv.web.cases.domain.working import journal
from objektiv.web.cases.models import Case, Terms
from objektiv.web.cases.queries import DECIDED, all_terms

FIELDS = ("reply_days", "works_kept_until", "signer_post", "signer_name")
CONFLICT = "Сроки только что изменил кто-то другой: посмотрите, что изменилось, и сохраните ещё раз."


@transaction.atomic
def set_terms(unit: Any, *, by: Any, version: int, **fields: Any) -> Terms:
    """Set the terms of a region or a municipality; open cases whose works had no order of their own follow."""
    if not rules.may_set_terms(by, unit):
        raise PermissionDenied
    one_writer()
    known = Terms.objects.filter(unit=unit).first() or Terms(unit=unit, version=0)
    if known.version != version:
        raise ValidationError(CONFLICT)
    before, kept = {name: getattr(known, name) for name in FIELDS}, _kept_dates(unit)
    for name in FIELDS:
        setattr(known, name, fields[name])
    known.version = version + 1
    known.full_clean()
    known.save()
    old, new = changes(before, {name: fields[name] for name in FIELDS})
    if new:
        record("terms.set", by=by, obj=known, unit_path=unit.path, old=old, new=new)
    _follow(kept, by)
    return known


def _kept_dates(unit: Any) -> dict[Case, date | None]:
    """Open cases of the unit that go by the common date → that date."""
    open_cases = Case.objects.filter(school__path__startswith=unit.path, works_destroyed_on=None)
    common = _common_dates(open_cases.exclude(state__in=DECIDED).select_related("school"))
    return {case: day for case, day in common.items() if case.works_kept_until == day}


def _follow(kept: dict[Case, date | None], by: Any) -> None:
    after = _common_dates(kept)
    for case, before in kept.items():
        if (day := after[case]) == before:
            continue
        read = Case.objects.filter(pk=case.pk, version=case.version)
        if not read.update(works_kept_until=day, version=F("version") + 1):
            raise ValidationError(CASE_CHANGED)
        journal(
            "case.works_kept", case, by, old={"works_kept_until": before}, new={"works_kept_until": day},
            reason="Изменены сроки территории.",
        )  # fmt: skip


def _common_dates(cases: Iterable[Case]) -> dict[Case, date | None]:
    """Each case with the date that counts at its school, in one question to the database."""
    cases = list(cases)
    counting = {unit: terms for unit, terms, _ in all_terms([case.school for case in cases])}
    return {case: counting[case.school].works_kept_until for case in cases}
