"""Региональная сводная таблица отметок по школам: one row a school and work."""

from __future__ import annotations

from objektiv.model.reader import Reader
from objektiv.workbooks.flat_layout import FlatLayout
from objektiv.workbooks.report_cells import MARK_COUNTS


def _are_marks(keys: frozenset[str]) -> bool:
    return keys == {"2", "3", "4", "5"}


_LAYOUT = FlatLayout(MARK_COUNTS, _are_marks)
READER = Reader(
    code="flat_marks",
    title="Региональная сводная таблица отметок по школам",
    kind="report",
    recognises=_LAYOUT.recognises,
    read=_LAYOUT.read,
    source="отчёт ФИС ОКО",
)
