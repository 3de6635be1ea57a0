"""What the page of one plan shows: its head, its narrative, sections with rows, counts, what may be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from objektiv.web.plans import rules
from objektiv.web.plans.enums import PUBLIC, ActionStatus, PlanState
from objektiv.web.plans.kinds import kind_choices, kind_title
from objektiv.web.plans.links import notes_of, plan_links_for
from objektiv.web.plans.listing import STATUSES, RowFilter
from objektiv.web.plans.models import Action, Edition, Plan, Section
from objektiv.web.plans.papers import KINDS as FILES
from objektiv.web.plans.papers import PAPERS
from objektiv.web.plans.queries import live, waiting_step
from objektiv.web.plans.snapshot import approved_head, as_approved, last_edition, sections_of
from objektiv.web.plans.terms import rule_words


@dataclass(slots=True)
class ShownRow:
    """One row with what is told beside it."""

    action: Action
    rule: str
    kind: str
    notes: list[str] = field(default_factory=list)
    is_changed: bool = False  # the deadline is another than the one in force, by which the days are counted


@dataclass(slots=True)
class Part:
    """A section and its rows; without a section what stands under none."""

    section: Section | None
    rows: list[ShownRow] = field(default_factory=list)


def plan_page(plan: Plan, user: Any, chosen: RowFilter) -> dict[str, Any]:
    """The variables of the template."""
    awaited = live(plan.actions.all()).filter(is_new=False) if plan.is_in_force else live(plan.actions.all())
    rows = list(awaited.values_list("status", "due_on", "is_new"))
    shown = rows_for(plan, user, with_people(chosen.narrow(live(plan.actions.all()), user)))
    head, sections = plan, list(plan.sections.all())
    if (edition := edition_for(plan, user)) is not None:
        head, sections = approved_head(plan), list(sections_of(edition).values())
    writes = rules.may_write(user, plan.unit)
    last = plan.editions.order_by("-number").first()
    step = waiting_step(plan)
    return {
        "plan": head, "parts": parts_of(shown, sections, terms_in_force(plan)), "asked": chosen, "shown": len(shown),
        "counts": counts(plan, rows), "all": len(shown) if not chosen.is_set else len(rows),
        "statuses": STATUSES, "kinds": kind_choices(),
        "directions": plan.directions.select_related("section"), "edition": last,
        "may_write": writes and plan.is_writable, "writes": writes, "may_approve": rules.may_approve(user, plan),
        "may_change_many": may_change_many(user, plan), "to_accept": to_accept(shown, user),
        "is_public": plan.state in PUBLIC, "done_percent": done_percent(rows),
        "papers": [(code, title) for code, (title, _) in PAPERS.items()], "kinds_of_files": FILES,
        "step": step, "may_agree": step is not None and rules.may_agree(user, step),
        "plan_links": plan_links_for(user, plan),
        "crumbs": [("Планы", reverse("plans")), (plan.short_title, "")],
    }  # fmt: skip


def edition_for(plan: Plan, user: Any) -> Edition | None:
    """While changes are being prepared: the text in force for everybody who does not lead the plan."""
    is_other = plan.state == PlanState.AMENDING and not rules.may_lead_plan(user, plan)
    return last_edition(plan) if is_other else None


def rows_for(plan: Plan, user: Any, rows: Iterable[Action]) -> list[Action]:
    """Rows with the words that this person is to read."""
    edition = edition_for(plan, user)
    return list(rows) if edition is None else as_approved(rows, edition)


def sections_page(plan: Plan, form: Any) -> dict[str, Any]:
    """The variables of the page of sections."""
    rows = Count("actions", filter=Q(actions__excluded_by__isnull=True))
    crumbs = [
        ("Планы", reverse("plans")),
        (plan.short_title, reverse("plan", args=[plan.pk])),
        ("Разделы", ""),
    ]
    return {
        "plan": plan, "sections": plan.sections.annotate(total=rows), "form": form, "crumbs": crumbs,
        "may_write": plan.is_writable,
    }  # fmt: skip


def may_change_many(user: Any, plan: Plan) -> bool:
    """Some verb for many rows may be open: to who leads the plan, and to who controls it."""
    if plan.state in (PlanState.AGREEMENT, PlanState.AGREED, PlanState.ARCHIVED):
        return False
    controls = user.pk == plan.controller_id and rules.belongs(user, plan.unit.path)
    return rules.may_write(user, plan.unit) or (
        plan.is_in_force and (controls or rules.may_lead_plan(user, plan))
    )


def to_accept(rows: Iterable[Action], user: Any) -> list[int]:
    """Keys of the reported rows that this person may accept."""
    reported = [one for one in rows if rules.can_say(one, ActionStatus.ACCEPTED)]
    return [one.pk for one in reported if rules.may_control(user, one)]


def with_people(rows: QuerySet[Action]) -> QuerySet[Action]:
    """With all that a row shows, in one question to the database."""
    return rows.select_related("section", "owner", "plan").annotate(proofs=Count("evidence", distinct=True))


def parts_of(rows: Iterable[Action], sections: Iterable[Section], terms: Mapping[int, str]) -> list[Part]:
    """Rows by sections in the order of the table, without empty ones; ``terms``: deadlines in force by rows."""
    parts: dict[int | None, Part] = {None: Part(None)}
    parts |= {one.pk: Part(one) for one in sections}
    shown = tuple(rows)
    notes = notes_of(shown)
    for action in shown:
        row = ShownRow(action, rule_words(action), kind_title(action.kind), notes.get(action.pk, []))
        row.is_changed = terms.get(action.pk, action.deadline) != action.deadline
        parts[action.section_id].rows.append(row)
    return [one for one in parts.values() if one.rows]


def terms_in_force(plan: Plan) -> dict[int, str]:
    """Deadlines by rows as the last document has them, while changes are being prepared."""
    edition = last_edition(plan) if plan.state == PlanState.AMENDING else None
    return {row["key"]: row["deadline"] for row in edition.content["rows"]} if edition else {}


def counts(plan: Plan, rows: Iterable[tuple[str, Any, bool]]) -> list[tuple[str, str, int]]:
    """(filter, words, number) by status, overdue first; nothing before the plan is in force."""
    if not plan.is_in_force:
        return []
    made = [Action(plan=plan, status=status, due_on=due, is_new=is_new) for status, due, is_new in rows]
    found = Counter(one.status for one in made)
    late = sum(one.is_overdue for one in made)
    by_status = [(value, label, found[value]) for value, label in ActionStatus.choices if found[value]]
    return ([("overdue", "просрочено", late)] if late else []) + by_status


def done_percent(rows: Iterable[tuple[str, Any, bool]]) -> int:
    """Accepted of those that are under control, per cent."""
    kept = [status for status, _, _ in rows if status != ActionStatus.WITHDRAWN]
    return round(100 * kept.count(ActionStatus.ACCEPTED) / len(kept)) if kept else 0
