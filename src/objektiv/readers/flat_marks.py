"""Региональная сводная таблица отметок по школам: one row a school and work."""

from __future__ import annotations

from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.workbooks.flat_table import find_flat, read_flat
from objektiv.workbooks.report_cells import MARK_COUNTS, ReportCells
from objektiv.workbooks.report_checks import as_percent, check_shares, shares


def _are_keys(keys: frozenset[str]) -> bool:
    return keys == {"2", "3", "4", "5"}


def _recognises(book: Book) -> float:
    return 0.9 if find_flat(book, _are_keys) else 0.0


def _read(book: Book, request: Request) -> Reading:
    flat = read_flat(book, request, _are_keys)
    groups = as_percent(flat.groups, flat.remarks)
    check_shares(groups, flat.table, flat.remarks)
    cells = ReportCells(MARK_COUNTS)
    for row in groups:
        for mark, share in shares(row, flat.table).items():
            cells.add(row.group, mark, share, n=row.n)
    return Reading(flat.assessment, 0, extras=(cells.extra(),), problems=flat.remarks.problems)


READER = Reader(
    code="flat_marks",
    title="Региональная сводная таблица отметок по школам",
    kind="report",
    recognises=_recognises,
    read=_read,
    source="DOMAIN §3",
)
