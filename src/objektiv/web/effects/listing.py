"""«Эффект мер»: actions with a question, narrowed, page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse

from objektiv.web.access.exporters import said_filters
from objektiv.web.access.queries import said
from objektiv.web.effects.enums import Standing
from objektiv.web.effects.models import Question
from objektiv.web.effects.phrases import TITLE
from objektiv.web.effects.queries import visible_to
from objektiv.web.effects.standing import ShownQuestion, standings
from objektiv.web.plans.enums import Effect

ROWS = 50
NAMES = ("state", "effect", "q")


@dataclass(frozen=True, slots=True)
class EffectFilter:
    """What a person narrowed the list by."""

    state: str = ""
    effect: str = ""
    q: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> EffectFilter:
        """From the address; what is not among the choices is left out."""
        known = {name: (asked.get(name) or "").strip()[:100] for name in NAMES}
        known["state"] = known["state"] if known["state"] in Standing.values else ""
        known["effect"] = known["effect"] if known["effect"] in Effect.values else ""
        return cls(**known)

    @property
    def is_set(self) -> bool:
        """Something was chosen."""
        return self != EffectFilter()

    def narrow(self, questions: QuerySet[Question]) -> QuerySet[Question]:
        """By what the database knows, plans by the alphabet of organisations; the standing is computed later."""
        chosen = Q(action__effect=self.effect) if self.effect else Q()
        if self.q:
            chosen &= said(
                self.q, "action__text", "action__number", "action__plan__title", "action__plan__unit__title"
            )
        order = ("action__plan__unit__order_key", "action__plan", "action__order", "action")
        return questions.filter(chosen).order_by(*order)

    def in_words(self) -> str:
        """For a workbook."""
        return said_filters(
            (
                ("состояние", dict(Standing.choices).get(self.state, "")),
                ("эффект", dict(Effect.choices).get(self.effect, "")),
                ("слова", self.q),
            )
        )


def listed(user: Any, chosen: EffectFilter) -> tuple[list[ShownQuestion], Counter[str]]:
    """Rows under the filter, and how many of each standing there are before it is asked for."""
    found = standings(chosen.narrow(visible_to(user)))
    counts = Counter(one.standing for one in found)
    return [one for one in found if chosen.state in ("", one.standing)], counts


def effect_list(user: Any, chosen: EffectFilter, page: str | None) -> dict[str, Any]:
    """The variables of the template."""
    rows, counts = listed(user, chosen)
    shown: Sequence[tuple[str, str, int]] = [
        (value, str(label), counts[value]) for value, label in Standing.choices if counts[value]
    ]
    return {
        "page": Paginator(rows, ROWS).get_page(page), "asked": chosen, "counts": shown, "states": Standing.choices,
        "effects": Effect.choices, "crumbs": [("Планы", reverse("plans")), (TITLE, "")],
    }  # fmt: skip
