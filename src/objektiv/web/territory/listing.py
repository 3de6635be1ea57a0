"""The list of schools: what it may be narrowed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from objektiv.web.access.exporters import said_filters
from objektiv.web.access.queries import said
from objektiv.web.territory.models import Unit
from objektiv.web.territory.queries import schools

LONGEST = 100
STATES = {"": "действующие", "closed": "закрытые", "all": "все"}


@dataclass(frozen=True, slots=True)
class SchoolFilter:
    """What was chosen above the list. ``municipality``: its number in the database, as text."""

    words: str = ""
    municipality: str = ""
    kind: str = ""
    settlement: str = ""
    state: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> SchoolFilter:
        """From the address; what is not offered is passed by."""
        texts = {
            name: str(asked.get(name, "")).strip()[:LONGEST]
            for name in ("municipality", "kind", "settlement")
        }
        texts["municipality"] = texts["municipality"] if texts["municipality"].isdecimal() else ""
        state = str(asked.get("state", ""))
        words = str(asked.get("q", "")).strip()[:LONGEST]
        return cls(words=words, state=state if state in STATES else "", **texts)

    @property
    def is_set(self) -> bool:
        """Something was chosen."""
        return self != SchoolFilter()

    def narrow(self, units: QuerySet[Unit]) -> QuerySet[Unit]:
        """Schools that fit, by name."""
        found = schools(units)
        if self.words:
            found = found.filter(said(self.words, "title", "code"))
        if self.municipality:
            found = found.filter(parent=int(self.municipality))
        for name in ("kind", "settlement"):
            if value := getattr(self, name):
                found = found.filter(**{name: value})
        if self.state != "all":
            found = found.filter(closed_on__isnull=self.state != "closed")
        return found.order_by("order_key", "code")

    def in_words(self, municipality: str) -> str:
        """For the export."""
        return said_filters(
            (
                ("название или код", self.words), ("муниципалитет", municipality), ("вид", self.kind),
                ("населённый пункт", self.settlement), ("состояние", STATES[self.state] if self.state else ""),
            )
        )  # fmt: skip


def values_of(units: QuerySet[Unit], field: str) -> list[str]:
    """What stands in a field of the schools, each once."""
    found = schools(units).exclude(**{field: ""}).order_by(field).values_list(field, flat=True).distinct()
    return list(found)
