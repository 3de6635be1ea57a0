"""Days of the calendar of procedures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.agenda.entry import Entry, Span
from objektiv.web.agenda.enums import EntryKind
from objektiv.web.agenda.narrowing import CalendarFilter
from objektiv.web.assessments.enums import ProcedureState
from objektiv.web.assessments.models import Procedure
from objektiv.web.assessments.queries import ancestors, visible_procedures
from objektiv.web.territory.models import Unit

NOTHING = Q(pk__in=())


def entries(user: Any, span: Span, chosen: CalendarFilter) -> Iterator[Entry]:
    """Procedures of the span, and for those who load results the day by which they are due."""
    loads = Permission.IMPORTS_LOAD in permissions_of(user)
    for one in shown(user, span, chosen, Q(results_due_on__range=(span.first, span.last))):
        yield from _entries_of(one, span, loads=loads)


def shown(user: Any, span: Span, chosen: CalendarFilter, also: Q = NOTHING) -> QuerySet[Procedure]:
    """Procedures that go on in the span, or have ``also`` something in it, as far as the person sees them."""
    if Permission.PROCEDURES_VIEW not in permissions_of(user):
        return Procedure.objects.none()
    goes_on = Q(starts_on__lte=span.last) & (
        Q(ends_on__gte=span.first) | Q(ends_on=None, starts_on__gte=span.first)
    )
    seen = visible_procedures(user).filter(goes_on | also).exclude(state=ProcedureState.CANCELLED)
    return _of_unit(seen, chosen)


def _of_unit(seen: QuerySet[Procedure], chosen: CalendarFilter) -> QuerySet[Procedure]:
    """With a chosen organisation: its own procedures and those of the parts of the territory above it."""
    path = Unit.objects.filter(pk=chosen.unit).values_list("path", flat=True).first() if chosen.unit else None
    return seen if path is None else seen.filter(unit__path__in=[*ancestors(path), path])


def _entries_of(one: Procedure, span: Span, *, loads: bool) -> Iterator[Entry]:
    url, today = reverse("procedure", args=[one.pk]), timezone.localdate()
    last = one.ends_on or one.starts_on
    if one.starts_on is not None and last is not None and span.touches(one.starts_on, last):
        yield Entry(
            f"procedure-{one.pk}", EntryKind.PROCEDURE, one.starts_on, last, str(one), url,
            is_due=False, is_over=last < today, note=str(one.unit),
        )  # fmt: skip
    due = one.results_due_on
    if loads and due is not None and span.first <= due <= span.last:
        yield Entry(
            f"results-{one.pk}",
            EntryKind.RESULTS,
            due,
            due,
            str(one),
            url,
            is_over=due < today,
            note=str(one.unit),
        )
