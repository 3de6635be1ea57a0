"""Sheets of answers: headers are questions, one row a school, several uploads of a school possible."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from objektiv.model.organisation import parse_school
from objektiv.model.reader import Book, Rows
from objektiv.workbooks.headers import find_header, plain
from objektiv.workbooks.remarks import Remarks

_LOGIN, _SCHOOL, _UPLOADED = "пользователь", "школа", "дата загрузки"
_SEARCHED_ROWS = 12
_DATE_FORMATS = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d")


@dataclass(frozen=True)
class AnswerSheet:
    """One sheet; ``header`` is its 0-based header row."""

    name: str
    rows: Rows
    header: int
    remarks: Remarks

    @cached_property
    def questions(self) -> list[str]:
        """Plain text of every header."""
        return [plain(cell) for cell in self.rows[self.header]]

    def columns(self, is_wanted: Callable[[str], bool]) -> list[int]:
        """0-based columns whose plain question is wanted."""
        return [column for column, question in enumerate(self.questions) if is_wanted(question)]

    def cell(self, row: int, column: int | None) -> object:
        """A cell, empty where the sheet has no such column or the row is short."""
        return "" if column is None or column >= len(self.rows[row]) else self.rows[row][column]


def answer_sheets(book: Book, names: Sequence[str]) -> Iterator[AnswerSheet]:
    """Sheets with columns «Пользователь» and «Школа» in one of the top rows."""
    for name in names:
        rows = book.rows(name)
        header = find_header(rows, (_LOGIN, _SCHOOL), _SEARCHED_ROWS)
        if header is not None:
            yield AnswerSheet(name, rows, header, Remarks(book.name, name))


def newest_rows(sheet: AnswerSheet) -> dict[int, int]:
    """School → 0-based row of its newest upload; earlier uploads and rows without a login are reported."""
    login, named = (next(iter(sheet.columns(title.__eq__)), None) for title in (_LOGIN, _SCHOOL))
    uploaded = next(iter(sheet.columns(lambda question: question.startswith(_UPLOADED))), None)
    newest: dict[int, int] = {}
    for row in range(sheet.header + 1, len(sheet.rows)):
        school = parse_school(str(sheet.cell(row, login))) or parse_school(str(sheet.cell(row, named)))
        if school is None:
            _report_no_login(sheet, row)
        elif school not in newest:
            newest[school] = row
        else:
            earlier, later = sorted(
                (newest[school], row), key=lambda r: (_moment(sheet.cell(r, uploaded)), r)
            )
            newest[school] = later
            _report_repeated(sheet, school, earlier, later)
    return newest


def _moment(cell: object) -> datetime:
    """Moment of an upload; the earliest there is when the cell tells none."""
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)
    for shape in _DATE_FORMATS:
        try:
            return datetime.strptime(str(cell).strip(), shape)
        except ValueError:
            continue
    return datetime.min


def _report_no_login(sheet: AnswerSheet, row: int) -> None:
    if any(str(cell).strip() for cell in sheet.rows[row]):
        sheet.remarks.add(
            "error",
            "no_login",
            f"В строке {row + 1} нет логина школы: её ответы пропущены.",
            "Впишите логин в столбец «Пользователь», например edu990001.",
            cell=(row, 0),
        )


def _report_repeated(sheet: AnswerSheet, school: int, earlier: int, later: int) -> None:
    sheet.remarks.add(
        "warning",
        "questionnaire_repeated",
        f"Школа {school:06d} прислала анкету дважды: взята строка {later + 1}, а не {earlier + 1}.",
        "Взята самая поздняя по дате загрузки; если верна другая, удалите лишнюю строку.",
        cell=(earlier, 0),
        school=school,
    )
