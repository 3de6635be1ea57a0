"""A new plan that does not begin with nothing: from the catalogue, from a case, from last year's plan."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from objektiv.plans.catalogue import ActionEntry, Suggestion, load_catalogue, suggest
from objektiv.web.audit.domain import one_writer
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case
from objektiv.web.findings.models import IndicatorResult
from objektiv.web.plans.domain.laying import Content, lay_in
from objektiv.web.plans.domain.writing import start_plan
from objektiv.web.plans.enums import PlanKind, PlanState
from objektiv.web.plans.kinds import kind_of_catalogue
from objektiv.web.plans.models import Plan
from objektiv.web.plans.snapshot import SAID_BY_DOCUMENT
from objektiv.web.plans.years import moved_year, moved_years

THERE_IS_ONE = "По этой карточке план мер уже составлен: «{title}». Дополните его."
CHOOSE = "Отметьте хотя бы одно мероприятие."
# Priorities of a result and the conditions of the catalogue that they meet.
PRIORITIES = {"red": "high_priority", "amber": "middle_priority"}


@transaction.atomic
def start_from_catalogue(*, unit: Any, numbers: Collection[int], by: Any, **fields: Any) -> Plan:
    """A draft of typical actions, a section for each direction."""
    entries = chosen_entries(numbers)
    plan = start_plan(unit=unit, by=by, **fields)
    lay_in(plan, content_of(entries), by=by, come_from="из каталога типовых мероприятий")
    return plan


@transaction.atomic
def start_from_case(case: Case, *, numbers: Collection[int], by: Any, **fields: Any) -> Plan:
    """«Причина → меры»: a draft of the school's own measures, tied to the case that asks for them."""
    entries = chosen_entries(numbers)
    one_writer()
    if there := case.plans.exclude(state=PlanState.ARCHIVED).first():
        raise ValidationError(THERE_IS_ONE.format(title=there.title))
    plan = start_plan(unit=case.school, by=by, case=case, kind=PlanKind.COMPLEX, **fields)
    rows = lay_in(plan, content_of(entries), by=by, come_from=f"по карточке № {case.pk}")
    for one in rows:
        one.links.create(case=case)
    return plan


def asked_by(case: Case, causes: Collection[str] = ()) -> Sequence[Suggestion]:
    """Typical actions that the signs of a case and the causes that a person sees ask for."""
    signs = IndicatorResult.objects.filter(result=case.result_id, is_finding=True)
    indicators = set(signs.values_list("indicator", flat=True))
    conditions = {"any_finding"} if indicators else set()
    conditions |= {PRIORITIES[case.result.zone]} if case.result.zone in PRIORITIES else set()
    conditions |= {"confirmed_finding"} if case.outcome == CaseState.CONFIRMED else set()
    known = load_catalogue().causes
    return suggest(
        indicators=indicators, conditions=conditions, causes=[one for one in causes if one in known]
    )


def chosen_entries(numbers: Collection[int]) -> list[ActionEntry]:
    """Entries of the catalogue in its order; ValidationError when nothing is chosen."""
    known = load_catalogue().actions
    entries = [known[one] for one in sorted(set(numbers)) if one in known]
    if not entries:
        raise ValidationError(CHOOSE)
    return entries


def content_of(entries: Sequence[ActionEntry]) -> Content:
    """Rows with the usual deadline, owner and document, numbered within their direction."""
    catalogue = load_catalogue()
    directions = [code for code in catalogue.directions if any(one.direction == code for one in entries)]
    sections = [
        {"key": code, "number": str(place), "title": catalogue.directions[code]}
        for place, code in enumerate(directions, 1)
    ]
    rows = []
    for place, code in enumerate(directions, 1):
        for number, one in enumerate((one for one in entries if one.direction == code), 1):
            rows.append(
                {
                    "section": code, "number": f"{place}.{number}", "text": one.title,
                    "kind": kind_of_catalogue(one.kind, one.title), "deadline": catalogue.deadlines(one)[0],
                    "owner_text": ", ".join(one.owners), "result": ", ".join(one.evidence),
                }
            )  # fmt: skip
    return Content(sections, rows)


@transaction.atomic
def copy_plan(source: Plan, *, unit: Any, by: Any, **fields: Any) -> Plan:
    """A draft by an earlier plan: its rows with the years moved, nothing of what was done."""
    plan = start_plan(unit=unit, by=by, copied_from=source, head={}, **fields)
    years = years_between(source, plan)
    rows = [
        {
            "key": one.pk, "section": one.section_id, "same_as": None,
            "owner": one.owner if unit == source.unit else None,
            **{name: getattr(one, name) for name in SAID_BY_DOCUMENT if name != "order"},
            "deadline": moved_years(one.deadline, years), "text": moved_year(one.text, years),
            "result": moved_year(one.result, years),
        }
        for one in source.actions.filter(excluded_by__isnull=True)
    ]  # fmt: skip
    sections = [
        {"key": one.pk, "number": one.number, "title": moved_year(one.title, years)}
        for one in source.sections.all()
    ]
    directions = [
        {
            "number": one.number,
            "title": moved_year(one.title, years),
            "section": one.section_id,
            "bullets": [{**said, "text": moved_year(said["text"], years)} for said in one.bullets],
        }
        for one in source.directions.all()
    ]
    lay_in(plan, Content(sections, rows, directions), by=by, come_from=f"по плану «{source}»")
    return plan


def years_between(source: Plan, plan: Plan) -> int:
    """By how many years the copy lies later."""
    return _first_year(plan) - _first_year(source)


def _first_year(plan: Plan) -> int:
    return int(re.sub(r"/.*", "", plan.school_year)) if plan.school_year else int(plan.year or 0)
