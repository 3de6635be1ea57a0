"""Headings of the table: added, renamed, moved, taken away. Who changes them over somebody else is told."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from objektiv.web.plans import rules
from objektiv.web.plans.domain.working import CONFLICT, check, check_writable, write
from objektiv.web.plans.domain.writing import next_place
from objektiv.web.plans.models import Plan, Section

FIRST, LAST = "Раздел уже первый.", "Раздел уже последний."
ABSENT = "Такого раздела в этом плане нет."


@transaction.atomic
def add_section(plan: Plan, *, by: Any, title: str, number: str = "", version: int | None = None) -> Section:
    """A heading at the end of the table."""
    _begin(plan, by, version)
    section = Section(
        plan=plan, order=next_place(plan, "sections"), number=number.strip(), title=title.strip()
    )
    section.full_clean()
    section.save()
    write("plan.section_added", plan, by, new={"plan_section": str(section)})
    return section


@transaction.atomic
def rename_section(
    plan: Plan, section: Section, *, by: Any, title: str, number: str = "", version: int | None = None
) -> Section:
    """Another heading; its rows stay under it."""
    _begin(plan, by, version, section)
    was = str(section)
    section.number, section.title = number.strip(), title.strip()
    section.full_clean()
    if str(section) != was:
        section.save(update_fields=["number", "title"])
        write("plan.section_renamed", plan, by, old={"plan_section": was}, new={"plan_section": str(section)})
    return section


@transaction.atomic
def move_section(plan: Plan, section: Section, *, by: Any, is_up: bool, version: int | None = None) -> None:
    """The section changes places with its neighbour, together with its rows."""
    _begin(plan, by, version, section)
    sections = list(plan.sections.all())
    place = sections.index(section)
    other = place - 1 if is_up else place + 1
    check(True, 0 <= other < len(sections), FIRST if is_up else LAST)
    sections[place], sections[other] = sections[other], sections[place]
    for order, one in enumerate(sections, 1):
        one.order = order
    Section.objects.bulk_update(sections, ["order"])
    write("plan.section_moved", plan, by, new={"plan_section": str(section), "plan_section_place": other + 1})


@transaction.atomic
def remove_section(plan: Plan, section: Section, *, by: Any, version: int | None = None) -> int:
    """The heading goes; its rows stay in the plan without a section: how many they are."""
    _begin(plan, by, version, section)
    left = plan.actions.filter(section=section, excluded_by__isnull=True).count()
    write("plan.section_removed", plan, by, old={"plan_section": str(section)}, new={"plan_rows_left": left})
    section.delete()
    return left


def _begin(plan: Plan, by: Any, version: int | None, section: Section | None = None) -> None:
    """Rights, the state of the plan, its version: a second click and a second person change nothing unseen."""
    check_writable(rules.may_write(by, plan.unit), plan)
    check(True, section is None or plan.sections.filter(pk=section.pk).exists(), ABSENT)
    expected = Plan.objects.values_list("version", flat=True).get(pk=plan.pk) if version is None else version
    changed = Plan.objects.filter(pk=plan.pk, version=expected).update(version=expected + 1)
    check(True, bool(changed), CONFLICT)
    plan.version = expected + 1
