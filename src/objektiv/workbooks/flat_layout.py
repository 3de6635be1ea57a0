"""One kind of regional flat table: the keys of its value columns and the figures that they become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from objektiv.model.reader import Book, Reading, Request
from objektiv.workbooks.flat_table import find_flat, read_flat
from objektiv.workbooks.report_cells import ReportCells
from objektiv.workbooks.report_checks import as_percent, check_shares, shares


@dataclass(frozen=True)
class FlatLayout:
    """``aggregate``: what the shares are of; ``is_key_set`` knows the table by the keys of its value columns."""

    aggregate: str
    is_key_set: Callable[[frozenset[str]], bool]

    def recognises(self, book: Book) -> float:
        """.9 when the first sheet holds such a table, 0 otherwise."""
        return 0.9 if find_flat(book, self.is_key_set) else 0.0

    def read(self, book: Book, request: Request) -> Reading:
        """Shares of every school; RefusedFileError when nothing says which of several assessments is meant."""
        flat = read_flat(book, request, self.is_key_set)
        groups = as_percent(flat.groups, flat.remarks)
        check_shares(groups, flat.table, flat.remarks)
        cells = ReportCells(self.aggregate)
        for row in groups:
            for key, share in shares(row, flat.table).items():
                cells.add(row.group, key, share, n=row.n)
        return Reading(flat.assessment, 0, extras=(cells.extra(),), problems=flat.remarks.problems)
