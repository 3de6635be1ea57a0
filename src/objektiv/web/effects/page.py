"""What the page of one effect shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.urls import reverse

from objektiv.documents.blocks import Figure
from objektiv.web.effects import rules
from objektiv.web.effects.controls import rule_in_words
from objektiv.web.effects.disclosure import ShownReading, show_reading
from objektiv.web.effects.forms import VerdictForm
from objektiv.web.effects.models import Question, Reading
from objektiv.web.effects.phrases import TITLE
from objektiv.web.effects.queries import all_readings, question_of
from objektiv.web.effects.shown import (
    figure_of,
    how_of,
    lead_of,
    numbers_of,
    picture_tables,
    proposal_of,
)
from objektiv.web.effects.standing import standings
from objektiv.web.findings.shown.tables import ShownTable
from objektiv.web.plans.models import Action
from objektiv.web.territory.models import Unit


@dataclass(frozen=True)
class OpenReading:
    """The reading that the page shows at length."""

    reading: Reading
    shown: ShownReading
    lead: str
    how: list[str]
    numbers: ShownTable | None
    figure: Figure | None
    tables: list[ShownTable]


def effect_page(
    action: Action, user: Any, chosen: str = "", refused: django_forms.Form | None = None
) -> dict[str, Any]:
    """The variables of the template; ``chosen``: the number of an earlier reading."""
    question = question_of(action)
    (standing,) = standings([question]) if question else (None,)
    readings = list(all_readings(action))
    last = readings[0] if readings else None
    reading = next((one for one in readings if str(one.pk) == chosen), last)
    opened = open_reading(user, reading) if reading else None
    is_current = last is not None and question is not None and last.question_id == question.pk
    may_lead = rules.may_lead(user, action)
    form = None
    if may_lead and rules.can_read(action) and is_current and reading is last and opened:
        form = refused or VerdictForm(thing=action, proposal=proposal_of(opened.shown))
    return {
        "action": action, "plan": action.plan, "question": question, "standing": standing, "opened": opened,
        "readings": readings, "is_last": reading is last, "is_current": is_current, "form": form,
        "treated": treated_of(question) if question else [], "sees_schools": rules.may_see_schools(user, action),
        "controls": rule_in_words(action),
        "wordings": list(action.effect_questions.select_related("by").order_by("-number")),
        "may_ask": rules.may_ask(user, action) and rules.can_ask(action), "may_lead": may_lead,
        "may_count": standing is not None and standing.may_count(user),
        "crumbs": [
            ("Планы", reverse("plans")), (TITLE, reverse("effects")),
            (f"Мероприятие {action.number}".strip(), ""),
        ],
    }  # fmt: skip


def open_reading(user: Any, reading: Reading) -> OpenReading:
    """A reading as far as the person is shown it."""
    shown = show_reading(user, reading)
    has_numbers = shown.has_numbers and shown.is_applicable
    figure = figure_of(shown) if shown.has_picture else None
    return OpenReading(
        reading, shown, lead_of(shown), how_of(shown), numbers_of(shown) if has_numbers else None, figure,
        list(picture_tables(figure)) if figure else [],
    )  # fmt: skip


def treated_of(question: Question) -> list[Unit]:
    """Schools with the action, by the alphabet."""
    codes = [f"{one:06d}" for one in question.record["treated"]]
    return list(Unit.objects.filter(level="school", code__in=codes).order_by("order_key", "code"))
