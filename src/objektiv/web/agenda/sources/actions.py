"""Due days and intervals of the rows of plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from objektiv.web.agenda.entry import Entry, Span
from objektiv.web.agenda.enums import EntryKind
from objektiv.web.agenda.narrowing import CalendarFilter
from objektiv.web.agenda.schedule import due_days
from objektiv.web.plans.enums import SAID
from objektiv.web.plans.models import Action
from objektiv.web.plans.snapshot import in_force

MOST = 600  # rows of plans on one page; a person narrows the calendar when there are more


def entries(user: Any, span: Span, chosen: CalendarFilter) -> Iterator[Entry]:
    """Of rows that touch the span: each due day in it, and the days between of an interval."""
    for row in in_force(within(chosen.rows(user), span)[:MOST]):
        yield from entries_of(row, span)


def within(rows: QuerySet[Action], span: Span) -> QuerySet[Action]:
    """Rows that may have a day in the span."""
    return rows.filter(touching(span))


def touching(span: Span) -> Q:
    """The same as a condition."""
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=span.last) | ~Q(dues=[])
    return begun & Q(due_on__gte=span.first)


def entries_of(row: Action, span: Span) -> Iterator[Entry]:
    """The entries of one row in a span."""
    today = timezone.localdate()
    url, is_over = reverse("plan_action", args=[row.plan_id, row.pk]), row.status in SAID
    words = f"{row.number} {row.text}".strip()
    note = f"{row.plan.unit}: {row.plan.title}"
    days = due_days(row.due_on, row.postponed_to, row.dues, row.intervals)
    for name, day in zip(names_of(row, days), days, strict=True):
        if span.first <= day <= span.last:
            is_late = day == days[-1] and row.is_late_on(today)
            yield Entry(
                f"action-{row.pk}{name}", EntryKind.ACTION, day, day, words, url,
                is_late=is_late, is_over=is_over, note=note, source=row.plan.title,
            )  # fmt: skip
    for first, last in intervals_of(row):
        if last > first and span.touches(first, last):
            yield Entry(
                f"action-{row.pk}-span", EntryKind.ACTION, first, last, words, url,
                is_due=False, is_over=is_over, note=note, source=row.plan.title,
            )  # fmt: skip


def intervals_of(row: Action) -> list[tuple[date, date]]:
    """The days on which the row goes on; a postponed one goes on to its new day."""
    known = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in row.intervals]
    if row.postponed_to is not None and known:
        return [(known[0][0], row.postponed_to)]
    return known


def names_of(row: Action, days: tuple[date, ...]) -> list[str]:
    """What tells several days of one row apart, also when they move: the event they hang on, else their number."""
    if len(days) == 1:
        return [""]
    events = {
        date.fromisoformat(day): one["event"] for one in row.dues if (day := one["due_working"] or one["due"])
    }
    seen: Counter[str] = Counter()
    names = []
    for day in days:
        name = sha256(events[day].encode()).hexdigest()[:8] if day in events else "n"
        seen[name] += 1
        names.append(f"-{name}{seen[name]}")
    return names
