"""Many rows at once into a draft: of a file, of the catalogue, of another plan. One record in the journal for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from objektiv.web.plans.domain.working import write
from objektiv.web.plans.domain.writing import WRITTEN
from objektiv.web.plans.kinds import guess_kind
from objektiv.web.plans.models import Action, Direction, Plan, Section
from objektiv.web.plans.terms import PlanCalendar, term_of

KEPT = (*WRITTEN, "suggestions", "place", "owner", "extra")


@dataclass(frozen=True, slots=True)
class Content:
    """What is laid in. ``sections`` and rows have ``key`` and ``section`` of the place they come from."""

    sections: Sequence[Mapping[str, Any]] = ()
    rows: Sequence[Mapping[str, Any]] = ()
    directions: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


def lay_in(plan: Plan, content: Content, *, by: Any, come_from: str) -> list[Action]:
    """Sections, rows with their days, directions. Inside the transaction of the verb that made the plan."""
    sections = _sections(plan, content.sections)
    for order, one in enumerate(content.directions, 1):
        known = {name: one[name] for name in ("number", "title", "bullets")}
        Direction.objects.create(plan=plan, order=order, section=sections.get(one.get("section")), **known)
    calendar = PlanCalendar(plan)
    made = [_row(plan, order, row, sections, calendar) for order, row in enumerate(content.rows, 1)]
    Action.objects.bulk_create(made, batch_size=200)
    write("plan.rows_laid", plan, by, new={"plan_rows": len(made)}, reason=come_from)
    return made


def _sections(plan: Plan, said: Iterable[Mapping[str, Any]]) -> dict[Any, Section]:
    found = {}
    for order, one in enumerate(said, 1):
        found[one["key"]] = Section.objects.create(
            plan=plan, order=order, number=one["number"][:20], title=one["title"][:500]
        )
    return found


def _row(
    plan: Plan, order: int, row: Mapping[str, Any], sections: Mapping[Any, Section], calendar: PlanCalendar
) -> Action:
    known = {name: row[name] for name in KEPT if name in row and name not in ("section", "same_as")}
    action = Action(plan=plan, order=order, section=sections.get(row.get("section")), **known)
    action.kind = row.get("kind") or guess_kind(action.text)
    action.number, action.place = action.number[:20], action.place[:200]
    action.indicator = action.indicator[:300]
    action.deadline, action.owner_text = action.deadline[:500], action.owner_text[:500]
    for name, value in term_of(action.deadline, calendar, action.text).fields.items():
        setattr(action, name, value)
    return action
