"""What readers of pupil rows share around the rules: finding the sheet, naming the work, the outcome."""

from __future__ import annotations

from collections.abc import Sequence

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.reader import Book, Reading, Request
from objektiv.model.scale import Scale
from objektiv.workbooks.headers import find_column, find_header, plain
from objektiv.workbooks.naming import assessment_from_path
from objektiv.workbooks.personal import drop_personal
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.rows import MarksOf, read_attempts
from objektiv.workbooks.sheet import PupilSheet, Roles, cut


def find_table(book: Book, wanted: Sequence[str], *, sheet: str = "") -> tuple[str, int] | None:
    """Sheet and 0-based header row of the first table with the wanted headers, of any sheet or one."""
    for name in book.sheet_names:
        if sheet and plain(name) != plain(sheet):
            continue
        header = find_header(book.rows(name), wanted)
        if header is not None:
            return name, header
    return None


def _holds(book: Book, sheet: str, wanted: Sequence[str]) -> bool:
    return find_header(book.rows(sheet), wanted) is not None


def open_table(
    book: Book, wanted: Sequence[str], *, sheet: str = "", fixed_school: int = 0
) -> tuple[PupilSheet, Remarks]:
    """The wanted table in columns, and its remarks, which begin with columns not stored and tables not read.

    Raises RefusedFileError when the book has no such table.
    """
    found = find_table(book, wanted, sheet=sheet)
    if found is None:
        raise RefusedFileError(
            "В книге нет таблицы с результатами участников.",
            "Нужна выгрузка результатов без изменений: с листом и заголовками, как её выдаёт система.",
            place=book.name,
        )
    name, header = found
    remarks = Remarks(book.name, name)
    table = cut(book.name, name, book.rows(name), header, fixed_school=fixed_school)
    drop_personal(table.header, header, remarks)
    others = [one for one in book.sheet_names if not sheet and one != name and _holds(book, one, wanted)]
    if others:
        remarks.add(
            "warning",
            "sheets_unread",
            f"Прочитан лист «{name}»; такие же таблицы не прочитаны: {', '.join(f'«{one}»' for one in others)}.",
            "Соедините таблицы на одном листе или сохраните каждую отдельным файлом.",
        )
    return table, remarks


def column(sheet: PupilSheet, *names: str) -> int | None:
    """The first column that bears one of the names."""
    return next((index for name in names if (index := find_column(sheet.header, name)) is not None), None)


def required_column(sheet: PupilSheet, *names: str) -> int:
    """The first column that bears one of the names; raises RefusedFileError when none does."""
    found = column(sheet, *names)
    if found is None:
        raise RefusedFileError(
            f"На листе «{sheet.name}» нет столбца «{names[0]}».",
            "Верните столбец и загрузите файл.",
            place=sheet.file,
        )
    return found


def named_assessment(book: Book, request: Request) -> AssessmentId:
    """The assessment the user named, or the path names; raises RefusedFileError when neither does."""
    assessment = request.assessment or assessment_from_path(book.path)
    if assessment is None:
        raise RefusedFileError(
            "Непонятно, какой это год, предмет и класс.",
            "Положите файл в папки вида 2021/4 и назовите предметом или укажите --assessment vpr-2021-ma4.",
            place=book.name,
        )
    return assessment


def read_pupils(
    sheet: PupilSheet, roles: Roles, scale: Scale, remarks: Remarks, marks_of: MarksOf | None = None
) -> Reading:
    """The outcome of a pupil-row reader: attempts under the rules, the scale used and everything said."""
    attempts = read_attempts(sheet, roles, scale, remarks, marks_of)
    if scale.trust == "headers":
        remarks.add(
            "warning",
            "no_scale",
            " ".join(
                (
                    "Шкалы этой работы нет: наибольшие баллы взяты из файла, отметки не рассчитываются.",
                    *scale.notes,
                )
            ),
            "Добавьте шкалу этой работы файлом, если отметки нужны.",
        )
    rows = len(attempts.table)
    if rows == 0:
        remarks.add(
            "warning",
            "no_rows",
            "В файле нет ни одной строки участника.",
            "Если работу писали, получите выгрузку ещё раз.",
        )
    return Reading(scale.assessment, rows, attempts, scale, (), remarks.problems)
