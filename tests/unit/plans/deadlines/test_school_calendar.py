"""The table of terms and breaks, and tables of one's own."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from objektiv.model.errors import UsageError
from objektiv.plans.deadlines.dates import Frame, resolve
from objektiv.plans.deadlines.language import understand
from objektiv.plans.deadlines.school_calendar import packaged_calendar, read_calendar

OWN = """
[usual]
autumn = ["10-28", "11-04"]
winter = ["12-30", "01-09"]
spring = ["03-24", "03-31"]

[[year]]
begins = 2026
autumn = [2026-10-26, 2026-11-01]
winter = [2026-12-28, 2027-01-10]
spring = [2027-03-22, 2027-03-28]

[transfers]
2026-11-03 = false
"""


@pytest.mark.parametrize("begins", [2020, 2021, 2022, 2023, 2024, 2025])
def test_terms_and_breaks_fill_the_school_year_without_gaps(begins: int) -> None:
    calendar = packaged_calendar()
    pieces = sorted((*calendar.terms_of(begins), *calendar.holidays_of(begins)[:3]))
    assert calendar.knows(begins)
    assert (pieces[0][0], pieces[-1][1]) == calendar.school_year(begins)
    for (_, end), (start, _) in pairwise(pieces):
        assert start == end + timedelta(days=1)


def test_a_year_beyond_the_table_takes_the_usual_breaks_and_says_so() -> None:
    dates = resolve(understand("осенние каникулы"), Frame(school_year=2040))
    assert dates.intervals == ((date(2040, 10, 28), date(2040, 11, 4)),)
    assert "Каникулы 2040/41 учебного года ещё не внесены: взяты обычные сроки." in dates.remarks


def test_a_table_of_ones_own_sets_terms_and_days_off(tmp_path: Path) -> None:
    file = tmp_path / "свои.toml"
    file.write_text(OWN, encoding="utf-8")
    frame = Frame(school_year=2026, terms=read_calendar(file))
    assert resolve(understand("1 четверть"), frame).intervals == ((date(2026, 9, 1), date(2026, 10, 25)),)
    assert resolve(understand("3 ноября"), frame).due_working == date(2026, 11, 2)


@pytest.mark.parametrize(
    "text", ["", "usual = 1", OWN.replace("2026-11-01", "2026-10-01"), OWN.replace("[[year]]", "[[y")]
)
def test_a_table_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "свои.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"таблица четвертей и каникул свои\.toml не прочитана"):
        read_calendar(file)


def test_the_years_of_the_table_know_their_transferred_days() -> None:
    assert not [year for year in range(2020, 2027) if Frame(year=year).lacks_transfers(year)]
