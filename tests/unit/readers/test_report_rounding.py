"""Honest rounding is never remarked upon, whatever the counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from objektiv.model.reader import Request
from objektiv.readers import report_marks, report_scores
from objektiv.workbooks.book import MemoryBook

NOTHING_KNOWN = Request(None, lambda assessment: None)


def book(keys, counts, digits):
    n = sum(counts)
    shares = [round(100 * count / n, digits) for count in counts]
    rows = [
        ["ВПР 2026 Русский язык 4 класс"],
        ["Группы участников", "Кол-во ОО", "Кол-во участников", *keys],
        ["Школа(edu990001)", "", n, *shares],
    ]
    return MemoryBook("отчёт.xlsx", "отчёт.xlsx", {"Лист1": rows})


@given(st.lists(st.integers(0, 300), min_size=4, max_size=4).filter(any), st.sampled_from([1, 2]))
def test_shares_of_marks(counts, digits):
    reading = report_marks.READER.read(book((2, 3, 4, 5), counts, digits), NOTHING_KNOWN)
    assert reading.problems == ()
    assert len(reading.extras[0].table) == 4


@given(st.integers(6, 50).flatmap(lambda k: st.lists(st.integers(0, 40), min_size=k, max_size=k).filter(any)))
def test_shares_of_scores(counts):
    reading = report_scores.READER.read(book(range(len(counts)), counts, 2), NOTHING_KNOWN)
    assert reading.problems == ()
    assert len(reading.extras[0].table) == len(counts)
