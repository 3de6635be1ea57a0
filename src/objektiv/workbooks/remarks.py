"""Remarks about a sheet, gathered: the first of a kind one by one, the rest of it as a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from objektiv.model.tables import Array, Problem
from objektiv.workbooks.headers import address

LISTED = 20


class Remarks:
    """Problems of one sheet in the order in which they were found."""

    def __init__(self, file: str, sheet: str) -> None:
        self._file = file
        self._sheet = sheet
        self._found: list[Problem] = []

    def add(
        self,
        severity: str,
        code: str,
        message: str,
        remedy: str,
        *,
        cell: tuple[int, int] | None = None,
        school: int = 0,
    ) -> None:
        """One problem; ``cell`` is its 0-based row and column in the sheet."""
        place = address(*cell) if cell else ""
        self._found.append(Problem(severity, code, message, remedy, self._file, self._sheet, place, school))

    def add_kind(
        self,
        severity: str,
        code: str,
        rows: Array,
        sentence: Callable[[int], tuple[str, tuple[int, int], int]],
        remedy: str,
        *,
        listed: int | None = LISTED,
    ) -> None:
        """Problems of one kind: the first ``listed`` rows (None = all) by ``sentence``, then their number.

        ``sentence`` gives the message, the cell and the school of a row.
        """
        for row in rows[:listed].tolist():
            message, cell, school = sentence(row)
            self.add(severity, code, message, remedy, cell=cell, school=school)
        if listed is not None and len(rows) > listed:
            message, _, _ = sentence(int(rows[listed]))
            self.add(
                severity,
                code,
                f"Всего таких случаев {len(rows)}, первые {listed} названы по одному. Следующий: {message}",
                remedy,
            )

    def extend(self, problems: Iterable[Problem]) -> None:
        """Problems found elsewhere."""
        self._found.extend(problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that was said."""
        return tuple(self._found)
