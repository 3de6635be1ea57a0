"""The iCalendar file: whole days, own names of events, long and odd texts, the same bytes."""

from __future__ import annotations

from datetime import date

from icalendar import Calendar

from objektiv.documents.calendar import AllDay, write_calendar

STAMP = date(2023, 9, 1)
ODD = "Запятая, точка с запятой; обратная черта \\ и\nновая строка: " + "длинный текст " * 20
EVENTS = (
    AllDay("a@objektiv", date(2024, 2, 29), "1.1. Приказ", ODD),
    AllDay("b@objektiv", date(2024, 12, 31), "1.2. Отчёт\x00"),
)


def test_events_are_whole_days() -> None:
    calendar = Calendar.from_ical(write_calendar("План, проба", EVENTS, STAMP))
    shown = [
        (str(one["uid"]), one["dtstart"].dt, one["dtend"].dt, str(one["summary"]))
        for one in calendar.walk("VEVENT")
    ]
    assert shown == [
        ("a@objektiv", date(2024, 2, 29), date(2024, 3, 1), "1.1. Приказ"),
        ("b@objektiv", date(2024, 12, 31), date(2025, 1, 1), "1.2. Отчёт"),
    ]
    assert str(calendar["x-wr-calname"]) == "План, проба"


def test_texts_come_back_as_they_were() -> None:
    calendar = Calendar.from_ical(write_calendar("П", EVENTS, STAMP))
    assert str(calendar.walk("VEVENT")[0]["description"]) == ODD


def test_lines_are_folded_by_octets() -> None:
    lines = write_calendar("П", EVENTS, STAMP).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")  # no letter is cut in two


def test_the_same_events_give_the_same_bytes() -> None:
    first, second = (write_calendar("П", EVENTS, STAMP) for _ in range(2))
    assert first == second
    assert b"DTSTAMP:20230901T000000Z" in first
