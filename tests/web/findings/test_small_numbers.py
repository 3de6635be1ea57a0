"""Rows of the overview: exact for those who see cases, for others nothing that would tell a school's result."""

from __future__ import annotations

import pytest

from objektiv.web.findings.enums import Zone
from objektiv.web.findings.shown.overview import Overview, OverviewRow, make_row
from objektiv.web.findings.small_numbers import HIDDEN, NO_TOTAL
from objektiv.web.territory.models import Unit

PLACE = Unit(title="Район", path="/1/2/")


def row(*numbers: int, is_open: bool = False) -> OverviewRow:
    """Numbers in the order of the zones; three more schools have no results."""
    counts = dict(zip(Zone.values, numbers, strict=True))
    return make_row(PLACE, sum(numbers) + 3, 3, counts, is_open=is_open)


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ((1, 0, 0, 0), (NO_TOTAL, NO_TOTAL, HIDDEN, HIDDEN, HIDDEN, HIDDEN)),
        ((6, 0, 0, 0), (NO_TOTAL, NO_TOTAL, NO_TOTAL, HIDDEN, HIDDEN, HIDDEN)),
        ((7, 3, 30, 9), (NO_TOTAL, NO_TOTAL, 7, HIDDEN, 30, 9)),
        ((7, 5, 30, 9), (51, 3, 7, 5, 30, 9)),
    ],
)
def test_small_numbers_and_nearly_all_are_hidden_with_their_totals(numbers, shown) -> None:
    made = row(*numbers)
    assert (made.schools, made.with_results, made.without_results, *made.by_zone) == (
        sum(numbers) + 3,
        *shown,
    )
    whole = row(*numbers, is_open=True)
    assert (whole.with_results, whole.without_results, *whole.by_zone) == (sum(numbers), 3, *numbers)


def test_a_total_is_there_only_where_every_row_shows_its_number() -> None:
    total = Overview([row(1, 2, 3, 4, is_open=True), row(7, 3, 30, 9)]).total
    assert total is not None
    assert (total.schools, total.with_results, total.without_results) == (10 + 3 + 49 + 3, NO_TOTAL, NO_TOTAL)
    assert total.by_zone == (8, NO_TOTAL, 33, 13)
