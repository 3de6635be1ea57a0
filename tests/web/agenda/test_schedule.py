"""When a person is reminded, without a database."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from objektiv.web.agenda.day_marks import mark_of, school_breaks
from objektiv.web.agenda.schedule import (
    due_days,
    may_leave,
    monday_of,
    next_departure,
    occasion_of,
)
from objektiv.web.mailing import QuietHours

DUE = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("today", "occasion"),
    [
        (date(2026, 11, 17), ""),
        (date(2026, 11, 18), "before_7"),
        (date(2026, 11, 21), "before_7"),
        (date(2026, 11, 22), "before_3"),
        (date(2026, 11, 23), "before_3"),
        (date(2026, 11, 24), "before_1"),
        (date(2026, 11, 25), "on_day"),
        (date(2026, 11, 26), "overdue_1"),
        (date(2026, 12, 2), "overdue_1"),
        (date(2026, 12, 3), "overdue_8"),
        (date(2026, 12, 10), "overdue_15"),
    ],
)
def test_a_day_asks_for_one_reminder(today: date, occasion: str) -> None:
    assert occasion_of(DUE, today) == occasion


def test_only_the_last_of_several_days_is_overdue() -> None:
    assert occasion_of(DUE, date(2026, 11, 26), is_last=False) == ""


def test_days_of_an_action() -> None:
    dues = [
        {"event": "а", "date": "2027-04-20", "due": "2027-04-18", "due_working": "2027-04-16"},
        {"event": "б", "date": "2027-04-22", "due": "2027-04-20", "due_working": ""},
    ]
    quarters = [["2026-10-01", "2026-12-31"], ["2027-01-01", "2027-03-31"]]
    moved = date(2027, 5, 1)
    assert due_days(date(2027, 4, 20), None, dues, []) == (date(2027, 4, 16), date(2027, 4, 20))
    assert due_days(date(2027, 3, 31), None, [], quarters) == (date(2026, 12, 31), date(2027, 3, 31))
    assert due_days(DUE, None, [], [["2026-09-01", "2026-11-25"]]) == (DUE,)
    assert due_days(moved, moved, dues, quarters) == (moved,)
    assert due_days(None, None, [], []) == ()


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        (datetime(2026, 11, 24, 12, 30), datetime(2026, 11, 24, 12, 30)),
        (datetime(2026, 11, 24, 7, 59), datetime(2026, 11, 24, 8)),
        (datetime(2026, 11, 24, 20, 0), datetime(2026, 11, 25, 8)),
        (datetime(2026, 11, 27, 21, 0), datetime(2026, 11, 30, 8)),  # Friday evening
        (datetime(2026, 11, 28, 12, 0), datetime(2026, 11, 30, 8)),  # Saturday
        (datetime(2027, 2, 22, 21, 0), datetime(2027, 2, 24, 8)),  # 23 February is a holiday
    ],
)
def test_night_and_days_off_wait_for_the_working_morning(now: datetime, leaves: datetime) -> None:
    assert next_departure(now, QuietHours()) == leaves
    assert may_leave(now, QuietHours()) == (now == leaves)


def test_quiet_hours_within_a_day_and_none() -> None:
    noon = QuietHours(12, 14)
    assert [noon.holds(hour) for hour in (11, 12, 13, 14)] == [False, True, True, False]
    assert not any(QuietHours(0, 0).holds(hour) for hour in range(24))


def test_a_week_begins_on_monday() -> None:
    assert [monday_of(date(2026, 11, day)) for day in (22, 23, 29)] == [
        date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 23),
    ]  # fmt: skip


def test_marks_of_days() -> None:
    assert mark_of(date(2026, 11, 24)) == ""
    assert mark_of(date(2026, 11, 28)) == "выходной"
    assert mark_of(date(2026, 11, 4)) == "День народного единства"
    assert mark_of(date(2024, 4, 27)) == "рабочий день"  # a working Saturday


def test_breaks_of_a_month() -> None:
    found = list(school_breaks(date(2025, 10, 1), date(2025, 10, 31)))
    assert found == [("осенние каникулы", date(2025, 10, 25), date(2025, 11, 2))]
