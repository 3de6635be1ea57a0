"""One report of ФИС ОКО: how its sheet is found in a book and opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.reader import Book, Request, Rows
from objektiv.workbooks.headers import plain
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.report_head import (
    ReportHead,
    check_maximum,
    choose_assessment,
    read_head,
    top_text,
)

T = TypeVar("T")

_NAME_START = 12  # letters of a title that a sheet's name, cut to 31 characters, must keep
_LOOKED_AT = 8  # sheets of a book whose names do not tell


@dataclass(frozen=True)
class OpenReport(Generic[T]):
    """A report whose table was found and whose assessment is known."""

    rows: Rows
    table: T
    head: ReportHead
    assessment: AssessmentId
    remarks: Remarks


@dataclass(frozen=True)
class ReportLayout(Generic[T]):
    """``title``: name of the report as `plain` text; ``find`` gives its table and the 0-based row of the header.

    ``others``: titles of reports whose name begins alike and that are not this one.
    """

    title: str
    find: Callable[[Rows], tuple[T, int] | None]
    others: tuple[str, ...] = ()

    def recognises(self, book: Book) -> float:
        """.95 title and table, .5 the table alone, .3 the title alone, 0 neither."""
        return self._find_sheet(book)[1]

    def open(self, book: Book, request: Request) -> OpenReport[T]:
        """Open the report; RefusedFileError when its table is not there or nothing names its assessment."""
        sheet, _ = self._find_sheet(book)
        rows, remarks = book.rows(sheet), Remarks(book.name, sheet)
        found = self.find(rows)
        if found is None:
            raise RefusedFileError(
                f"На листе «{sheet}» не найдена таблица отчёта «{self.title}»: её заголовки не узнаны.",
                "Выгрузите отчёт из ФИС ОКО ещё раз и не меняйте его заголовки.",
                place=book.name,
            )
        table, header = found
        head = read_head(rows, header, book.name, sheet)
        assessment = choose_assessment(head, request, remarks)
        check_maximum(head, assessment, request, remarks)
        self._report_unread(book, sheet, remarks)
        return OpenReport(rows, table, head, assessment, remarks)

    def _find_sheet(self, book: Book) -> tuple[str, float]:
        named = [name for name in book.sheet_names if self._is_named(name)]
        best = ("", 0.0)
        for name in named or list(book.sheet_names[:1]):
            best = max(best, (name, self._confidence(book.rows(name), name)), key=lambda pair: pair[1])
        return best

    def _confidence(self, rows: Rows, sheet: str) -> float:
        top = top_text(rows, sheet)
        has_title = self._is_named(sheet) or self.title in top
        if any(other in top for other in self.others):
            has_title = False
        if self.find(rows) is not None:
            return 0.95 if has_title else 0.5
        return 0.3 if has_title else 0.0

    def _is_named(self, sheet: str) -> bool:
        name = plain(sheet)
        at = name.find(self.title[:_NAME_START])
        return at >= 0 and self.title.startswith(name[at:])

    def _report_unread(self, book: Book, sheet: str, remarks: Remarks) -> None:
        unread = [
            name for name in book.sheet_names[:_LOOKED_AT] if name != sheet and len(book.rows(name)) > 1
        ]
        if unread:
            remarks.add(
                "warning",
                "sheets_unread",
                f"Прочитан только лист «{sheet}», но не {', '.join(f'«{name}»' for name in unread)}.",
                "Сохраните каждый отчёт отдельным файлом, как он выгружен из ФИС ОКО.",
                cell=(0, 0),
            )
