"""All-day events as an iCalendar file (RFC 5545): the same events give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from objektiv.documents.docx_table import clean_text

MAKER = "-//Objektiv//Plans//RU"


@dataclass(frozen=True, slots=True)
class AllDay:
    """An event of one day, or of all through ``last``. ``uid`` stays when the day moves: a calendar moves it too."""

    uid: str
    day: date
    summary: str
    description: str = ""
    last: date | None = None


def write_calendar(title: str, events: Sequence[AllDay], stamp: date) -> bytes:
    """The file as bytes; ``stamp`` stands in it as the day on which it was made."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean_text(title))
    made = datetime.combine(stamp, time(), UTC)
    for one in events:
        calendar.add_component(_event(one, made))
    return bytes(calendar.to_ical())


def _event(one: AllDay, made: datetime) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", made)
    event.add("dtstart", one.day)
    event.add("dtend", (one.last or one.day) + timedelta(days=1))
    event.add("summary", clean_text(one.summary))
    if one.description:
        event.add("description", clean_text(one.description))
    event.add("transp", "TRANSPARENT")  # a due date does not take a person's day
    return event
