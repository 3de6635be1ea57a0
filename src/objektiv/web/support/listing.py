"""The register of the risk zone: what is narrowed, counts by state, the rows of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet

from objektiv.web.access.exporters import said_filters
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of, said
from objektiv.web.support.enums import RiskState, SupportLevel
from objektiv.web.support.models import RiskEntry
from objektiv.web.support.queries import open_entries, visible_to
from objektiv.web.territory.models import Unit

ROWS = 50
ALL = "all"
NAMES = ("state", "level", "municipality", "mine", "q")
STATES = (("", "незавершённые"), *RiskState.choices, (ALL, "все"))


@dataclass(frozen=True, slots=True)
class RiskFilter:
    """What a person narrowed the register by; an empty state: entries that are not over."""

    state: str = ""
    level: str = ""
    municipality: str = ""
    mine: str = ""
    q: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> RiskFilter:
        """From the address; what is not among the choices is left out."""
        known = {name: (asked.get(name) or "").strip()[:100] for name in NAMES}
        known["state"] = known["state"] if known["state"] in dict(STATES) else ""
        known["level"] = known["level"] if known["level"] in SupportLevel.values else ""
        known["municipality"] = known["municipality"] if known["municipality"].isdecimal() else ""
        return cls(**known)

    @property
    def is_set(self) -> bool:
        """Something was chosen."""
        return self != RiskFilter()

    def narrow(self, entries: QuerySet[RiskEntry], user: Any) -> QuerySet[RiskEntry]:
        """The rows that are left, schools by the alphabet."""
        if self.state == "":
            entries = open_entries(entries)
        elif self.state != ALL:
            entries = entries.filter(state=self.state)
        chosen = Q(level=self.level) if self.level else Q()
        if self.municipality:
            chosen &= Q(school__parent__code=self.municipality)
        if self.mine:
            chosen &= Q(curator=user)
        if self.q:
            chosen &= said(self.q, "school__title", "school__code")
        return entries.filter(chosen).order_by("school__order_key", "-pk")

    def in_words(self) -> str:
        """For a workbook: «состояние: на выходе; куратор: я»."""
        return said_filters(
            (
                ("состояние", dict(STATES)[self.state]),
                ("кто помогает", dict(SupportLevel.choices).get(self.level, "")),
                ("муниципалитет", self.municipality),
                ("куратор", "я" if self.mine else ""),
                ("школа", self.q),
            )
        )


def with_support(entries: QuerySet[RiskEntry]) -> QuerySet[RiskEntry]:
    """With the numbers of planned and of given help."""
    return entries.annotate(
        planned=Count("support"), given=Count("support", filter=Q(support__done_on__isnull=False))
    )


def risk_list(user: Any, chosen: RiskFilter, page: str | None) -> dict[str, Any]:
    """The variables of the list."""
    everything = visible_to(user)
    parents = Unit.objects.filter(pk__in=everything.order_by().values("school__parent")).order_by("order_key")
    return {
        "page": Paginator(with_support(chosen.narrow(everything, user)), ROWS).get_page(page),
        "counts": counts(everything), "asked": chosen, "states": STATES, "levels": SupportLevel.choices,
        "municipalities": list(parents), "may_lead": Permission.RISK_EDIT in permissions_of(user),
        "crumbs": [("Зона риска", "")],
    }  # fmt: skip


def counts(entries: QuerySet[RiskEntry]) -> list[tuple[str, int]]:
    """How many entries stand where, in the order of the states."""
    found = dict(entries.order_by().values_list("state").annotate(Count("pk")))
    return [(label, found[value]) for value, label in RiskState.choices if value in found]
