"""Working days against the production calendars that the government published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from objektiv.plans.working_days import (
    add_working_days,
    has_transfers,
    is_working_day,
    nearest_working_day,
    working_days_left,
)

# Working days of a year in the published calendars (five-day week).
PUBLISHED = {2019: 247, 2020: 248, 2021: 247, 2022: 247, 2023: 247, 2024: 248, 2025: 247}


@pytest.mark.parametrize(("year", "published"), PUBLISHED.items())
def test_a_year_has_as_many_working_days_as_published(year: int, published: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=k) for k in range(366))
    assert sum(is_working_day(day) for day in days if day.year == year) == published


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2025, 4, 30), 1, date(2025, 5, 5)),  # 1 May, a day off moved from January, a weekend
        (date(2025, 12, 30), 1, date(2026, 1, 12)),
        (date(2024, 12, 27), 1, date(2024, 12, 28)),  # a working Saturday
        (date(2026, 11, 23), 10, date(2026, 12, 7)),
        (date(2025, 5, 5), -1, date(2025, 4, 30)),
        (date(2025, 5, 3), 0, date(2025, 5, 3)),
    ],
)
def test_a_term_ends_on_a_working_day(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count) == end


def test_a_table_of_moved_days_overrides_the_calendar() -> None:
    moved = {date(2026, 11, 24): False, date(2026, 11, 28): True}
    assert add_working_days(date(2026, 11, 23), 4, moved) == date(2026, 11, 28)


def test_days_left_count_from_tomorrow_and_never_below_zero() -> None:
    today = date(2026, 11, 20)  # a Friday
    assert [working_days_left(today, today + timedelta(days=k)) for k in (-3, 0, 2, 3, 4)] == [0, 0, 0, 1, 2]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 9), True),  # a day off moved from Saturday 3 January
        (date(2026, 12, 31), False),  # moved from Sunday 4 January
        (date(2026, 3, 9), False),  # instead of Sunday 8 March
        (date(2026, 5, 11), True),  # instead of Saturday 9 May
        (date(2026, 5, 9), False),
        (date(2026, 5, 16), True),  # a Saturday
        (date(2026, 5, 17), False),
        (date(2024, 4, 27), True),
        (date(2024, 4, 29), True),  # moved from the working Saturday before it
        (date(2024, 12, 31), False),  # moved from Sunday 7 January
    ],
)
def test_a_six_day_week_loses_no_day_for_a_saturday(day: date, works: bool) -> None:
    assert is_working_day(day, week=6) is works


def test_terms_of_a_six_day_week_count_saturdays() -> None:
    friday = date(2026, 5, 15)
    assert add_working_days(friday, 1, week=6) == date(2026, 5, 16)
    assert add_working_days(friday, 2, week=6) == date(2026, 5, 18)
    assert working_days_left(friday, date(2026, 5, 18), week=6) == 2


@pytest.mark.parametrize(("forward", "day"), [(False, date(2024, 4, 27)), (True, date(2024, 5, 2))])
def test_the_nearest_working_day_lies_on_the_side_that_is_asked_for(forward: bool, day: date) -> None:
    assert nearest_working_day(date(2024, 4, 30), forward=forward) == day
    assert nearest_working_day(day, forward=forward) == day


def test_only_years_with_a_decree_on_days_off_are_known() -> None:
    assert [has_transfers(year) for year in (2019, 2026, 2050)] == [True, True, False]
