"""The calendar as an iCalendar file. It is read by programs of others: cases stand there by their numbers."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from objektiv.documents.calendar import AllDay, write_calendar
from objektiv.web.agenda.entry import Entry, Span
from objektiv.web.agenda.enums import EntryKind, FeedScope, Whose
from objektiv.web.agenda.models import Feed
from objektiv.web.agenda.narrowing import CalendarFilter
from objektiv.web.agenda.sources import entries

BACK, AHEAD = timedelta(days=90), timedelta(days=400)
LONGEST = 160
TITLE = "Объектив: сроки"


def feed_file(feed: Feed, server: str) -> bytes:
    """What the person of the address may see now. ``server``: the beginning of links, without the last slash."""
    today = timezone.localdate()
    whose = Whose.OWN if feed.scope == FeedScope.OWN else Whose.MINE
    found = entries(feed.user, Span(today - BACK, today + AHEAD), CalendarFilter(whose=whose))
    events = [_event(one, server) for one in found if one.is_due or one.kind == EntryKind.PROCEDURE]
    return write_calendar(TITLE, events, today)


def _event(one: Entry, server: str) -> AllDay:
    title = " ".join((one.plain or one.title).split())
    head = (
        f"{one.kind_title}: "
        if one.kind in (EntryKind.RESULTS, EntryKind.REPLY, EntryKind.WORKS, EntryKind.TASK)
        else ""
    )
    words = f"{head}{title}"
    words = f"{words[:1].upper()}{words[1:]}"
    summary = words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0].rstrip(',;:')} …"
    plan = f"План: {one.source}" if one.source else ""
    lines = [title, plan, "Исполнено или закрыто" if one.is_over else "", f"{server}{one.url}"]
    return AllDay(
        f"{one.uid}@{_office()}.objektiv",
        one.first,
        summary,
        "\n".join(line for line in lines if line),
        one.last,
    )


def _office() -> str:
    """What tells this office from others in one calendar; the same as long as the office has its key."""
    return salted_hmac("objektiv.agenda", "uid").hexdigest()[:8]
