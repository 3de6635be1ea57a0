"""Where the entries of the calendar come from: one file for each kind of things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from objektiv.web.agenda.entry import Entry, Span
from objektiv.web.agenda.narrowing import CalendarFilter
from objektiv.web.agenda.sources import actions, case_days, procedures, school_tasks

Source = Callable[[Any, Span, CalendarFilter], Iterator[Entry]]
SOURCES: tuple[Source, ...] = (actions.entries, procedures.entries, case_days.entries, school_tasks.entries)


def entries(user: Any, span: Span, chosen: CalendarFilter) -> list[Entry]:
    """All that the person may see in a span of days, in order."""
    found = [one for source in SOURCES for one in source(user, span, chosen)]
    return sorted(found, key=lambda one: (one.first, not one.is_late, one.kind, one.title))
