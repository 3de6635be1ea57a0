"""Pages of a printed worksheet: a break goes where a page would end inside what stays together."""

from __future__ import annotations

import pytest

from objektiv.documents.sheet_pages import LINE_HEIGHT, PAGE_HEIGHT, PAGE_WIDTH, SheetPages, print_scale

ROWS = int(PAGE_HEIGHT / LINE_HEIGHT)  # rows of one line on a page that is not made smaller


def test_columns_are_made_smaller_only_when_they_are_too_wide() -> None:
    assert print_scale([10, 10]) == 1.0
    assert print_scale([100] * 4) == pytest.approx(PAGE_WIDTH / (4 * (5.25 * 100 + 3.75)))


@pytest.mark.parametrize(
    ("first", "end", "breaks"),
    [
        (5, 10, []),  # all on the first page
        (ROWS - 2, ROWS + 3, [ROWS - 2]),
        (ROWS, ROWS + 3, []),  # begins a page by itself
        (ROWS - 2, ROWS, []),  # ends with the page
        (0, ROWS + 5, []),  # begins where the page begins
    ],
)
def test_a_page_begins_where_something_would_be_cut(first: int, end: int, breaks: list[int]) -> None:
    pages = SheetPages([10])
    pages.keep_together(first, end)
    assert pages.breaks == breaks


def test_tall_rows_fill_a_page_sooner() -> None:
    pages = SheetPages([10])
    assert pages.set_lines(0, ROWS - 3) == LINE_HEIGHT * (ROWS - 3)
    pages.keep_together(2, 6)
    assert pages.breaks == [2]


def test_pages_are_counted_from_the_last_break() -> None:
    pages = SheetPages([10])
    pages.keep_together(ROWS - 2, ROWS + 3)
    pages.keep_together(2 * ROWS - 3, 2 * ROWS - 2)
    pages.keep_together(2 * ROWS - 3, 2 * ROWS + 2)
    assert pages.breaks == [ROWS - 2, 2 * ROWS - 3]
