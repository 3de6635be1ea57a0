"""The lists of cases: what is narrowed, counts by state, the rows of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from objektiv.plans.working_days import add_working_days
from objektiv.web.access.exporters import said_filters
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of, reachable, said
from objektiv.web.cases.enums import REGISTER_OF, REGISTER_SIGNS, CaseState, LetterKind
from objektiv.web.cases.models import Case, Letter
from objektiv.web.cases.queries import DECIDED, in_analysis, unanswered, visible_to
from objektiv.web.territory.models import Unit

ROWS = 50
SOON_WORKING_DAYS = 3
WORKS_DAYS = 14
TERMS = (
    ("over", "срок ответа истёк"),
    ("soon", f"ответить в ближайшие {SOON_WORKING_DAYS} рабочих дня"),
    ("works", f"работы хранятся ещё не больше {WORKS_DAYS} дней"),
)
# «7-И» as the letter itself prints it: a request is always an outgoing letter.
_SHOWN_NUMBER = Concat(Cast("number", CharField()), Value(f"-{REGISTER_SIGNS[REGISTER_OF[LetterKind.ASK]]}"))
NAMES = ("year", "state", "municipality", "term", "mine", "q")


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a person narrowed a list of cases by; empty texts narrow nothing."""

    year: str = ""
    state: str = ""
    municipality: str = ""
    term: str = ""
    mine: str = ""
    q: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> CaseFilter:
        """From the address; what is not among the choices is left out."""
        known = {name: (asked.get(name) or "").strip()[:100] for name in NAMES}
        known["state"] = known["state"] if known["state"] in CaseState.values else ""
        known["term"] = known["term"] if known["term"] in dict(TERMS) else ""
        known["municipality"] = known["municipality"] if known["municipality"].isdecimal() else ""
        return cls(**known)

    def narrow(self, cases: QuerySet[Case], user: Any) -> QuerySet[Case]:
        """The rows that are left."""
        if self.year:
            cases = cases.filter(school_year=self.year)
        if self.state:
            cases = cases.filter(state=self.state)
        if self.municipality:
            cases = cases.filter(school__parent__code=self.municipality)
        if self.term:
            cases = cases.filter(in_term(self.term, timezone.localdate()))
        if self.mine:
            cases = cases.filter(responsible=user)
        return cases.filter(said(self.q, "school__title", "school__code")) if self.q else cases

    @property
    def address(self) -> str:
        """The same as a part of an address."""
        return urlencode({name: value for name in NAMES if (value := getattr(self, name))})

    def in_words(self) -> str:
        """For a workbook: «учебный год: 2020/21; состояние: признак»."""
        return said_filters(
            (
                ("учебный год", self.year),
                ("состояние", dict(CaseState.choices).get(self.state, "")),
                ("муниципалитет", self.municipality),
                ("срок", dict(TERMS).get(self.term, "")),
                ("ответственный", "я" if self.mine else ""),
                ("школа", self.q),
            )
        )


def in_term(term: str, today: date) -> Q:
    """Cases whose term is over, near, or whose works are kept only a little longer."""
    asked = Q(state=CaseState.ASKED)
    if term == "over":
        return asked & Q(reply_due_on__lt=today)
    if term == "soon":
        return asked & Q(reply_due_on__range=(today, add_working_days(today, SOON_WORKING_DAYS)))
    last = today + timedelta(days=WORKS_DAYS)
    return ~Q(state__in=DECIDED) & Q(works_destroyed_on=None, works_kept_until__lte=last)


def with_rows(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With all that a row shows, in one question to the database."""
    reminders = Letter.objects.filter(case=OuterRef("pk"), kind=LetterKind.REMIND).order_by("-pk")
    requests = Letter.objects.filter(case=OuterRef("pk"), kind=LetterKind.ASK).order_by("-pk")
    return cases.select_related("school__parent", "responsible").annotate(
        reminded_on=Subquery(reminders.values("made_on")[:1]),
        letter_number=Subquery(requests.annotate(shown=_SHOWN_NUMBER).values("shown")[:1]),
        letter_on=Subquery(requests.values("made_on")[:1]),
    )


def case_list(user: Any, chosen: CaseFilter, page: str | None) -> dict[str, Any]:
    """The variables of the list."""
    everything = visible_to(user, timezone.localdate())
    listed = chosen.narrow(everything, user)
    return {
        "page": Paginator(with_rows(listed), ROWS).get_page(page),
        "may_open": Permission.CASES_ASK in permissions_of(user),
        "to_ask": askable(listed, user).count(),
        "counts": counts(everything),
        "hidden": in_analysis(user, timezone.localdate()),
        "crumbs": [("Карточки анализа признаков", "")],
        **choices(everything, chosen),
    }


def waiting_list(user: Any, chosen: CaseFilter, page: str | None) -> dict[str, Any]:
    """The variables of «кто не ответил»: who was asked and has not answered, the nearest term first."""
    everything = unanswered(visible_to(user, timezone.localdate()))
    listed = chosen.narrow(everything, user)
    today = timezone.localdate()
    return {
        "page": Paginator(in_order_of_terms(with_rows(listed)), ROWS).get_page(page),
        "may_remind": Permission.CASES_ASK in permissions_of(user),
        "to_remind": remindable(listed, user).count(),
        "over": everything.filter(in_term("over", today)).count(),
        "soon": everything.filter(in_term("soon", today)).count(),
        "all": everything.count(),
        "today": today,
        "crumbs": [("Карточки", "/cases/"), ("Кто не ответил", "")],
        **choices(everything, chosen),
    }


def in_order_of_terms(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The nearest term first, schools by the alphabet within a day."""
    return cases.order_by("reply_due_on", "school__order_key", "pk")


def choices(cases: QuerySet[Case], chosen: CaseFilter) -> dict[str, Any]:
    """What may be chosen above a list."""
    parents = Unit.objects.filter(pk__in=cases.order_by().values("school__parent")).order_by("order_key")
    years = cases.order_by("-school_year").values_list("school_year", flat=True).distinct()
    return {
        "years": years, "states": CaseState.choices, "terms": TERMS, "municipalities": list(parents), "asked": chosen,
    }  # fmt: skip


def askable(cases: QuerySet[Case], user: Any) -> QuerySet[Case]:
    """Those whose school may be asked by this person now."""
    return cases.filter(reachable(user, Permission.CASES_ASK, "school__path"), state=CaseState.SIGN)


def remindable(cases: QuerySet[Case], user: Any) -> QuerySet[Case]:
    """Those that this person may remind today: asked, not answered, not reminded today."""
    today = Letter.objects.filter(kind=LetterKind.REMIND, made_on=timezone.localdate()).values("case")
    led = unanswered(cases).filter(reachable(user, Permission.CASES_ASK, "school__path"))
    return led.exclude(pk__in=today)


def counts(cases: QuerySet[Case]) -> list[tuple[str, int]]:
    """How many cases stand where, in the order of the states."""
    found = dict(cases.order_by().values_list("state").annotate(Count("pk")))
    return [(label, found[value]) for value, label in CaseState.choices if value in found]
