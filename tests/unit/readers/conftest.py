"""Drawn books: a report with its head, a real xlsx written to disk, a request with what is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from objektiv.model.assessment import AssessmentId
from objektiv.model.reader import Book, Request
from objektiv.model.scale import Scale
from objektiv.workbooks.book import MemoryBook, open_book

Rows = Sequence[Sequence[Any]]


@pytest.fixture
def report() -> Callable[..., Book]:
    """A report as ФИС ОКО writes it: title, work, subject, maximum and date above the table."""

    def draw(
        title: str,
        table: Rows,
        *,
        work: str = "ВПР 2026 Русский язык 4 класс",
        maximum: int | str = 24,
        sheet: str | None = None,
        file: str = "отчёт.xlsx",
        above: Rows = ((),),
    ) -> Book:
        head: Rows = (
            [title],
            [],
            [work],
            ["Предмет:", "Русский язык"],
            ["Максимальный первичный балл:", maximum],
            ["Дата:", "20.04.2026"],
        )
        return MemoryBook(file, file, {(sheet or f"РУ 4 {title}")[:31]: [*head, *above, *table]})

    return draw


@pytest.fixture
def request_of() -> Callable[..., Request]:
    """A request by assessment id and scale."""

    def make(assessment: str = "", *, scale: Scale | None = None, said_by_user: bool = False) -> Request:
        chosen = AssessmentId.parse(assessment) if assessment else None
        return Request(chosen, lambda wanted: scale, said_by_user)

    return make


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Book]:
    """The same rows as a real xlsx on disk, opened again."""

    def write(name: str, sheets: dict[str, Rows]) -> Book:
        path = tmp_path / name
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                for index, row in enumerate(rows):
                    sheet.write_row(index, 0, row)
        return open_book(path)

    return write
