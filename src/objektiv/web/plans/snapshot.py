"""The plan as a document: what an edition freezes, what a difference compares, what is restored."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Exists, OuterRef

from objektiv.web.plans.enums import PlanState
from objektiv.web.plans.models import Action, Direction, Edition, Plan, Section

# What the document says of a row; everything else is about carrying it out.
SAID_BY_DOCUMENT = (
    "row", "order", "number", "text", "sub_items", "kind", "deadline", "owner_text", "result", "indicator",
    "indicator_planned",
)  # fmt: skip

# What an edition says of the plan as a whole.
SAID_BY_HEAD = ("title", "kind", "school_year", "year", "week", "head")

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """A plan with its parts as they are to be printed; none of it is meant to be saved."""

    plan: Plan
    sections: tuple[Section, ...]
    directions: tuple[Direction, ...]
    rows: tuple[Action, ...]


def snapshot(plan: Plan) -> Content:
    """Everything that the plan says now, as JSON; rows that leave by the coming order are left out."""
    rows = plan.actions.filter(excluded_by__isnull=True, is_leaving=False)
    return {
        **{name: getattr(plan, name) for name in SAID_BY_HEAD},
        "sections": [section_of(one) for one in plan.sections.all()],
        "directions": [
            {"number": one.number, "title": one.title, "bullets": one.bullets, "section": one.section_id}
            for one in plan.directions.all()
        ],
        "rows": [row_of(one) for one in rows],
    }


def section_of(section: Section) -> dict[str, Any]:
    """One heading."""
    return {"key": section.pk, "order": section.order, "number": section.number, "title": section.title}


def row_of(action: Action) -> dict[str, Any]:
    """One row; ``key`` tells it from others in every edition."""
    said = {name: getattr(action, name) for name in SAID_BY_DOCUMENT}
    due = action.due_on.isoformat() if action.due_on else ""
    return {
        "key": action.pk, "section": action.section_id, "due_on": due, "same_as": action.same_as_id, **said,
    }  # fmt: skip


def digest_of(plan: Plan) -> str:
    """Tells one text of a plan from another; days, which follow the calendar, are no part of the text."""
    content = snapshot(plan)
    for row in content["rows"]:
        del row["due_on"]
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def last_edition(plan: Plan) -> Edition | None:
    """The text in force."""
    return plan.editions.order_by("-number").first()


def approved_head(plan: Plan) -> Plan:
    """The plan with the title and the years of the edition in force: while changes are prepared, the row has others."""
    edition = last_edition(plan) if plan.state == PlanState.AMENDING else None
    return plan if edition is None else _headed(plan, edition)


def heads_in_force(plans: Iterable[Plan]) -> list[Plan]:
    """The same of many plans with one question."""
    rows = list(plans)
    said = {one.plan_id: one for one in _last_editions(rows)}
    return [_headed(one, said[one.pk]) if one.pk in said else one for one in rows]


def _last_editions(plans: Iterable[Plan]) -> Iterable[Edition]:
    """The texts in force of those plans that somebody is changing."""
    changing = [one.pk for one in plans if one.state == PlanState.AMENDING]
    later = Edition.objects.filter(plan=OuterRef("plan"), number__gt=OuterRef("number"))
    return Edition.objects.filter(~Exists(later), plan__in=changing) if changing else ()


def _headed(plan: Plan, edition: Edition) -> Plan:
    approved = copy.copy(plan)
    for name in SAID_BY_HEAD:
        setattr(approved, name, edition.content.get(name, getattr(plan, name)))
    return approved


def text_of(plan: Plan) -> Text:
    """The plan as it stands now, with the changes that are being prepared."""
    rows = plan.actions.filter(excluded_by__isnull=True, is_leaving=False)
    return Text(plan, tuple(plan.sections.all()), tuple(plan.directions.all()), tuple(_fetched(rows)))


def text_in_force(plan: Plan) -> Text:
    """The plan as the last document approved it; as it stands now where no changes are being prepared."""
    edition = last_edition(plan) if plan.state == PlanState.AMENDING else None
    if edition is None:
        return text_of(plan)
    sections = sections_of(edition)
    rows = as_approved(_fetched(plan.actions.all()), edition)
    return Text(approved_head(plan), tuple(sections.values()), tuple(plan.directions.all()), tuple(rows))


def sections_of(edition: Edition) -> dict[int, Section]:
    """The headings of an edition by their keys."""
    said = edition.content["sections"]
    return {
        one["key"]: Section(
            pk=one["key"],
            plan_id=edition.plan_id,
            order=one["order"],
            number=one["number"],
            title=one["title"],
        )
        for one in said
    }


def as_approved(actions: Iterable[Action], edition: Edition) -> list[Action]:
    """Those rows that an edition has, with its words, in its order; what was done with them is as it is now."""
    known = {one.pk: one for one in actions}
    sections = sections_of(edition)
    found = []
    for row in edition.content["rows"]:
        if (action := known.get(row["key"])) is not None:
            for name in SAID_BY_DOCUMENT:
                setattr(action, name, row[name])
            action.section = sections.get(row["section"])
            action.is_leaving = False
            found.append(action)
    return found


def in_force(actions: Iterable[Action]) -> list[Action]:
    """Rows of any plans, in their order, as the last documents approved them; where nobody changes a plan, as they are.

    Rows that a coming document is to add are left out.
    """
    rows = list(actions)
    changing = {one.plan_id: one.plan for one in rows if one.plan.state == PlanState.AMENDING}
    kept = {one.pk for one in rows if one.plan_id not in changing}
    for edition in _last_editions(changing.values()):
        head = _headed(changing[edition.plan_id], edition)
        for one in as_approved((row for row in rows if row.plan_id == head.pk), edition):
            one.plan = head
            kept.add(one.pk)
    return [one for one in rows if one.pk in kept]


def _fetched(rows: Any) -> Any:
    return rows.select_related("section", "owner").prefetch_related("evidence")
