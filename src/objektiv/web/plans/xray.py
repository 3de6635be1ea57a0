"""The X-ray of a plan: what the checks of the library see in it, each with the row it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from objektiv.plans.check import Finding
from objektiv.plans.inspection import inspect, what_is_good
from objektiv.web.plans.document import as_document
from objektiv.web.plans.enums import RowKind
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.snapshot import text_of
from objektiv.web.plans.terms import PlanCalendar

SIGNS = {"ошибка": "sign-high", "вопрос": "sign-middle", "замечание": "sign-unknown"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding with the rows that it is about and the mark that stands beside its word."""

    finding: Finding
    rows: list[Action]
    sign: str


def xray_page(plan: Plan) -> dict[str, Any]:
    """The variables of the template."""
    calendar = PlanCalendar(plan)
    text = text_of(plan)
    document, frame = as_document(text), calendar.frame(tuple(_events(calendar)))
    rows = text.rows
    ordered = [one for one in rows if one.row == RowKind.ACTION] + [
        one for one in rows if one.row == RowKind.DECISION
    ]
    found = [
        Seen(one, [ordered[place] for place in one.rows if place < len(ordered)], SIGNS[one.severity.value])
        for one in inspect(document, frame)
    ]
    return {
        "plan": plan, "found": found, "good": what_is_good(document, frame),
        "crumbs": [("Планы", reverse("plans")), (plan.short_title, reverse("plan", args=[plan.pk])), ("Проверка", "")],
    }  # fmt: skip


def _events(calendar: PlanCalendar) -> Any:
    for one in calendar.procedures:
        if one.starts_on:
            yield f"проведение {one.get_kind_display()}", one.starts_on
        if one.results_due_on:
            yield f"результаты {one.get_kind_display()}", one.results_due_on
