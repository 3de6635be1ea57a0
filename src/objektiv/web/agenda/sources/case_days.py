"""Terms of cases: the day by which a school answers, the day until which works are kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may_above_school, permissions_of, reachable
from objektiv.web.agenda.entry import Entry, Span
from objektiv.web.agenda.enums import EntryKind, Whose
from objektiv.web.agenda.narrowing import CalendarFilter, own_paths
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import DECIDED, visible_to


def entries(user: Any, span: Span, chosen: CalendarFilter) -> Iterator[Entry]:
    """For those who answer and those who lead; a calendar of one plan holds none."""
    held = permissions_of(user)
    if chosen.plan or not {Permission.CASES_REPLY, Permission.CASES_ASK} & held:
        return
    today = timezone.localdate()
    reply = Q(state=CaseState.ASKED, reply_due_on__range=(span.first, span.last))
    works = ~Q(state__in=DECIDED) & Q(
        works_destroyed_on=None, works_kept_until__range=(span.first, span.last)
    )
    keeps = may_above_school(user, Permission.CASES_ASK)
    seen = visible_to(user, today).filter(_whose(user, chosen)).filter(reply | works if keeps else reply)
    for one in seen:
        yield from _entries_of(one, span, today, keeps=keeps)


def _whose(user: Any, chosen: CalendarFilter) -> Q:
    """Mine: those I answer or am responsible for."""
    narrowed = Q(school=int(chosen.unit)) if chosen.unit else Q()
    answers = reachable(user, Permission.CASES_REPLY, "school__path")
    if chosen.whose == Whose.MINE:
        return narrowed & (answers | Q(responsible=user))
    if chosen.whose == Whose.OWN:
        leads = Q(school__path__in=own_paths(user)) | Q(school__parent__path__in=own_paths(user))
        return narrowed & (answers | Q(responsible=user) | leads)
    return narrowed


def _entries_of(one: Case, span: Span, today: Any, *, keeps: bool) -> Iterator[Entry]:
    url, title = reverse("case", args=[one.pk]), f"{one.school.title}, {one.school_year}"
    due, kept, plain = one.reply_due_on, one.works_kept_until, f"карточка № {one.pk}"
    if one.state == CaseState.ASKED and due is not None and span.first <= due <= span.last:
        yield Entry(
            f"reply-{one.pk}", EntryKind.REPLY, due, due, title, url, is_late=due < today, plain=plain
        )
    if keeps and kept is not None and not one.are_works_destroyed and span.first <= kept <= span.last:
        yield Entry(
            f"works-{one.pk}", EntryKind.WORKS, kept, kept, title, url, is_late=kept < today, plain=plain
        )
