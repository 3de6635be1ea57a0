"""The page of a year: a line for every row of a plan, by sections, with its days on a ribbon of twelve months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from objektiv.web.agenda.day_marks import school_breaks
from objektiv.web.agenda.entry import Span
from objektiv.web.agenda.month import FEW_UNDATED, MONTHS
from objektiv.web.agenda.narrowing import CalendarFilter, Choices
from objektiv.web.agenda.navigation import crumbs
from objektiv.web.agenda.sources import actions, procedures
from objektiv.web.agenda.undated import undated
from objektiv.web.assessments.models import Procedure
from objektiv.web.plans.enums import SAID
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.queries import visible_to
from objektiv.web.plans.snapshot import in_force
from objektiv.web.territory.years import school_year_of

MOST = 150  # rows of plans on one page, which is about four sheets of paper
NARROW = 1.5  # width of a mark of one day, in days


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of the ribbon of one month: where it begins and how long it is, in days."""

    x: float
    width: float
    is_due: bool


@dataclass(slots=True)
class Month:
    """One column of one line."""

    length: int
    bars: list[Bar] = field(default_factory=list)
    today: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row: ``days`` in words for those who do not see the ribbon; ``look`` is the class of its colour."""

    title: str
    url: str
    days: str
    status: str
    sign: str
    look: str
    months: Sequence[Month]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A plan, a section of it, or what belongs to none."""

    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Year:
    """A school year «2026/27» or a calendar year «2026»."""

    text: str

    @classmethod
    def read(cls, text: str, otherwise: str) -> Year:
        """From the address."""
        is_school = len(text) == 7 and text[4] == "/" and text[:4].isdecimal() and text[5:].isdecimal()
        is_good = text.isascii() and (is_school or (len(text) == 4 and text.isdecimal()))
        return cls(text if is_good and 2000 <= int(text[:4]) <= 2098 else otherwise)

    @property
    def span(self) -> Span:
        """Twelve months: from September, or from January."""
        first = int(self.text[:4])
        if "/" in self.text:
            return Span(date(first, 9, 1), date(first + 1, 8, 31))
        return Span(date(first, 1, 1), date(first, 12, 31))

    @property
    def months(self) -> list[Span]:
        """The columns."""
        first = self.span.first
        numbers = [(first.month - 1 + k) for k in range(12)]
        return [Span.of_month(date(first.year + k // 12, k % 12 + 1, 1)) for k in numbers]

    @property
    def plans(self) -> Q:
        """Rows of the plans of this year."""
        return Q(plan__school_year=self.text) if "/" in self.text else Q(plan__year=int(self.text))

    def is_of(self, plan: Plan) -> bool:
        """The plan is of this year."""
        return self.text in (plan.school_year, str(plan.year))

    def beside(self, day: date) -> str:
        """What is said of a day that the ribbon does not hold."""
        return ", до начала года" if day < self.span.first else ", после конца года"

    @property
    def title(self) -> str:
        """«2026/27 учебный год»."""
        return f"{self.text} учебный год" if "/" in self.text else f"{self.text} год"


def year_page(user: Any, chosen: CalendarFilter, asked: str) -> dict[str, Any]:
    """The variables of the page."""
    choices = Choices(user, chosen)
    usual = next(
        (one.school_year or str(one.year) for one in choices.plans if str(one.pk) == chosen.plan), ""
    )
    year = Year.read(asked, usual or school_year_of(timezone.localdate()))
    rows = rows_of(user, chosen, year)
    shown, without = in_force(rows[: MOST + 1]), undated(user, chosen)
    return {
        "asked": chosen, "choices": choices, "year": year, "years": years_of(user, year),
        "months": [(MONTHS[one.first.month - 1], one.first) for one in year.months],
        "groups": list(groups_of(user, chosen, year, shown[:MOST])), "is_cut": len(shown) > MOST, "most": MOST,
        "undated": in_force(without[:FEW_UNDATED]), "undated_count": without.count(), "today": timezone.localdate(),
        "crumbs": crumbs(user, "Год"), "tab": "year",
    }  # fmt: skip


def rows_of(user: Any, chosen: CalendarFilter, year: Year) -> QuerySet[Action]:
    """Rows with a day in the year, and of its plans all that have a day, so that none is lost beside the year."""
    rows = chosen.rows(user)
    has_day = Q(due_on__isnull=False)
    return (
        rows.filter(has_day)
        if chosen.plan
        else rows.filter(actions.touching(year.span) | (year.plans & has_day))
    )


def years_of(user: Any, shown: Year) -> list[str]:
    """Years of the plans that the person sees, the last first."""
    pairs = set(visible_to(user).order_by().values_list("school_year", "year"))
    known = {school_year or str(year) for school_year, year in pairs}
    return sorted(known | {shown.text, school_year_of(timezone.localdate())}, reverse=True)


def groups_of(user: Any, chosen: CalendarFilter, year: Year, rows: Sequence[Action]) -> Iterator[Group]:
    """Plan by plan and section by section, then procedures class by class, and the breaks."""
    for (plan, section), part in groupby(rows, key=lambda one: (one.plan, one.section)):
        heading = " · ".join(str(one) for one in (None if chosen.plan else plan.title, section) if one)
        if not chosen.plan and plan.unit_id:
            heading = f"{plan.unit}: {heading}"
        all_days = bool(chosen.plan) or year.is_of(plan)
        lines = [line for one in part if (line := _action_line(one, year, all_days=all_days))]
        if lines:
            yield Group(heading or "Без раздела", lines)
    yield Group("Процедуры и каникулы", [*_procedure_lines(user, chosen, year), _break_line(year)])


def _break_line(year: Year) -> Line:
    breaks = list(school_breaks(year.span.first, year.span.last))
    pieces = [(first, last, False) for _, first, last in breaks]
    said = "; ".join(f"{title.split()[0]} {first:%d.%m}–{last:%d.%m}" for title, first, last in breaks)
    return Line("Каникулы", "", said, "", "", "ribbon-break", _months(year, pieces))


def _procedure_lines(user: Any, chosen: CalendarFilter, year: Year) -> Iterator[Line]:
    """A line for all subjects of a class: they are many and go on side by side."""
    found: dict[tuple[str, str, int | None], list[Procedure]] = {}
    for one in procedures.shown(user, year.span, chosen):
        found.setdefault((one.school_year, one.kind, one.grade), []).append(one)
    for part in found.values():
        days = sorted({(first, one.ends_on or first) for one in part if (first := one.starts_on)})
        months = _months(year, [(first, last, False) for first, last in days])
        yield Line(_name_of(part), _address_of(part), _said(days), "", "", "ribbon-procedure", months)


def _name_of(part: Sequence[Procedure]) -> str:
    """«ВПР, 4 класс: математика, русский язык»."""
    one = part[0]
    if len(part) == 1:
        return str(one)
    head = f"{one.get_kind_display()}, {one.grade} класс" if one.grade else str(one.get_kind_display())
    subjects = sorted({str(each.get_subject_display()) for each in part if each.subject})
    return f"{head}: {', '.join(subjects)}" if subjects else head


def _address_of(part: Sequence[Procedure]) -> str:
    """The procedure, or the list in which they stand."""
    one = part[0]
    if len(part) == 1:
        return reverse("procedure", args=[one.pk])
    return f"{reverse('procedures')}?{urlencode({'year': one.school_year, 'kind': one.kind})}"


def _action_line(row: Action, year: Year, *, all_days: bool) -> Line | None:
    whole = Span(date.min, date.max)
    found = list(actions.entries_of(row, whole))
    pieces = [(one.first, one.last, one.is_due) for one in found]
    is_here = any(year.span.touches(first, last) for first, last, _ in pieces)
    if not found or not (all_days or is_here):
        return None
    spans = [(one.first, one.last) for one in found if not one.is_due]
    ends = {last for _, last in spans}
    dues = [(one.first, one.first) for one in found if one.is_due and one.first not in ends]
    is_over = row.status in SAID
    look = "ribbon-late" if row.is_overdue else "ribbon-over" if is_over else "ribbon-open"
    said = _said(sorted(spans + dues)) + ("" if is_here else year.beside(pieces[0][0]))
    return Line(
        row.text, found[0].url, said, row.status_title, row.sign, look, _months(year, pieces), row.number
    )


def _said(days: Sequence[tuple[date, date]], most: int = 4) -> str:
    """«01.02.2027–31.03.2027; до 15.04.2027»."""
    words = [f"{a:%d.%m.%Y}–{b:%d.%m.%Y}" if a != b else f"{b:%d.%m.%Y}" for a, b in days[:most]]
    return "; ".join(words) + (f" и ещё {len(days) - most}" if len(days) > most else "")


def _months(year: Year, pieces: Sequence[tuple[date, date, bool]]) -> list[Month]:
    today = timezone.localdate()
    columns = []
    for span in year.months:
        made = Month(span.last.day)
        for first, last, is_due in pieces:
            if span.touches(first, last):
                made.bars.append(_bar(span, first, last, is_due))
        if span.first <= today <= span.last:
            made.today = today.day - 0.5
        columns.append(made)
    return columns


def _bar(span: Span, first: date, last: date, is_due: bool) -> Bar:
    begin, end = max(first, span.first).day - 1, min(last, span.last).day
    if is_due:
        return Bar(max(0.0, end - NARROW), NARROW, True)
    return Bar(begin, end - begin, False)
