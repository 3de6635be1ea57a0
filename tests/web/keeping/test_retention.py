"""Which copies of a folder stay."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.web.keeping.retention import NAME, Retention, forget, kept

DAY = datetime(2026, 3, 31, 3)


def test_a_copy_a_day_for_two_years_leaves_days_weeks_months() -> None:
    left = sorted(kept([DAY - timedelta(days=k) for k in range(730)], Retention(7, 4, 12)), reverse=True)
    assert left[:7] == [DAY - timedelta(days=k) for k in range(7)]
    weeks = [
        datetime(2026, 3, 22, 3),
        datetime(2026, 3, 15, 3),
    ]  # Sundays; the first two weeks lie among the days
    assert [one for one in left[7:] if one in weeks] == weeks
    months = [datetime(2025, 4, 30, 3), datetime(2025, 12, 31, 3), datetime(2026, 2, 28, 3)]
    assert [one in left for one in months] == [True, True, True]
    assert len(left) == 7 + 2 + 11


@pytest.mark.parametrize("rule", [Retention(0, 0, 0), Retention(1, 0, 0), Retention(0, 1, 1)])
def test_the_newest_stays_whatever_the_rule(rule: Retention) -> None:
    assert kept([DAY - timedelta(hours=k) for k in range(30)], rule) == {DAY}


@given(
    st.sets(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), max_size=60),
    st.builds(Retention, *[st.integers(0, 12)] * 3),
)
def test_clearing_again_clears_nothing(moments: set[datetime], rule: Retention) -> None:
    left = kept(moments, rule)
    assert left <= moments
    assert kept(left, rule) == left
    assert len(left) <= max(1, rule.daily + rule.weekly + rule.monthly)


def test_other_files_are_left_alone(tmp_path) -> None:
    names = [
        NAME.format(DAY),
        NAME.format(DAY - timedelta(days=1)),
        "objektiv-2026-99-99-000000.zip",
        "заметки.txt",
    ]
    for name in names:
        (tmp_path / name).touch()
    assert forget(tmp_path, Retention(1, 0, 0)) == [names[1]]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({*names} - {names[1]})
