"""Региональная сводная таблица первичных баллов по школам: one row a school and work."""

from __future__ import annotations

from objektiv.model.reader import Reader
from objektiv.workbooks.flat_layout import FlatLayout
from objektiv.workbooks.report_cells import SCORE_COUNTS


def _are_scores(keys: frozenset[str]) -> bool:
    return {"0", "1"} <= keys and all(key.isdigit() for key in keys)


_LAYOUT = FlatLayout(SCORE_COUNTS, _are_scores)
READER = Reader(
    code="flat_scores",
    title="Региональная сводная таблица первичных баллов по школам",
    kind="report",
    recognises=_LAYOUT.recognises,
    read=_LAYOUT.read,
    source="отчёт ФИС ОКО",
)
