"""The workbook «код участника — постоянный код»: its columns, reading it, and what makes it be refused whole."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from objektiv.model.errors import RefusedFileError
from objektiv.model.reader import Book
from objektiv.web.pupils.rows import Key, PupilRow
from objektiv.workbooks import fill_in_cells as cells
from objektiv.workbooks.book import open_book
from objektiv.workbooks.fill_in import DATA_SHEET, Field, FillIn
from objektiv.workbooks.headers import address, find_header, plain
from objektiv.workbooks.limits import Limits
from objektiv.workbooks.personal import is_personal
from objektiv.workbooks.privacy import NAMED, class_name, pupil_code
from objektiv.workbooks.school_fields import CLASS_GROUP, PUPIL

LIMITS = Limits(file_bytes=10 << 20, unpacked_bytes=100 << 20, rows=20_000, columns=50, cells=500_000)
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
LONGEST = 40
# It stands in the address of the pupil's page, where «.» and «..» mean the folder and the one above it.
_PERMANENT = re.compile(r"[^\W_][^\W_.-]*(?:[.-]+[^\W_.-]+)*")
NUMBERING = ("", "№", "№ п/п", "n")
NOT_STORED = "Файл не принят, из него ничего не сохранено."
KEEP_AT_SCHOOL = "Ключ «код — ФИО» остаётся в школе: уберите столбец и загрузите книгу снова."
OUR_BOOK = "Возьмите книгу на этой странице."


def _code(cell: object) -> str:
    said = str(cells.pupil(cell))
    if len(said) > LONGEST:
        raise cells.BadCellError(f"код длиннее {LONGEST} знаков")
    return said


def _permanent(cell: object) -> str:
    said = _code(cell)
    if not _PERMANENT.fullmatch(said):
        raise cells.BadCellError(
            "в постоянном коде могут быть только буквы, цифры, а между ними дефис и точка"
        )
    return said


FORM = FillIn(
    "codes",
    (
        Field(
            "grade", "Параллель", "Номер параллели, в которой ученик учился в этом году. Обязательно.", "4",
            cells.whole(1, 12), np.int8, is_required=True,
        ),
        Field(PUPIL.name, PUPIL.header, "Код из процедур этого года. Обязательно.", "4001", _code, object,
              is_required=True),
        CLASS_GROUP,
        Field(
            "permanent", "Постоянный код",
            "Код, который школа дала ученику раз и навсегда. Не имя и не номер документа. Пусто — ученик не связан.",
            "У-0417", _permanent, object,
        ),
    ),
    key=("grade", "pupil"),
)  # fmt: skip
HEADERS = tuple(one.header for one in FORM.fields)
TELLING = tuple(one.header for one in FORM.fields if one.is_required)


@dataclass(frozen=True, slots=True)
class Line:
    """One accepted row."""

    grade: int
    code: str
    permanent: str

    @property
    def key(self) -> Key:
        """Whose code it is within the school and year."""
        return self.grade, self.code


def read_codes(upload: UploadedFile[Any]) -> list[Line]:
    """Rows with a stable code; ValidationError in one sentence for a foreign book, or one that may hold names."""
    suffix = Path(upload.name or "").suffix.lower()
    if suffix not in SUFFIXES:
        raise ValidationError({"file": "Нужна книга Excel (.xlsx) или таблица CSV."})
    if (upload.size or 0) > LIMITS.file_bytes:
        raise ValidationError({"file": f"Файл больше {LIMITS.file_bytes >> 20} МиБ."})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"codes{suffix}"
        path.write_bytes(upload.read())
        try:
            return _lines(open_book(path, LIMITS))
        except RefusedFileError as error:
            remedy = OUR_BOOK if "objektiv template" in error.remedy else error.remedy
            raise ValidationError({"file": f"{error.message} {remedy}"}) from error


def check_clashes(lines: Iterable[Line], works: Mapping[Key, Sequence[PupilRow]]) -> None:
    """ValidationError when one stable code would be two pupils who wrote the same work."""
    seen: dict[tuple[str, str], Line] = {}
    for line in lines:
        for row in works.get(line.key, ()):
            other = seen.setdefault((line.permanent, str(row.work)), line)
            if other != line:
                raise ValidationError(
                    {
                        "file": f"Постоянный код «{line.permanent}» стоит у двух участников: {other.code} и "
                        f"{line.code}. Дайте каждому ученику свой код и загрузите книгу снова."
                    }
                )


def _lines(book: Book) -> list[Line]:
    _refuse_names(book)
    filled = FORM.read(book)
    wrong = [one for one in filled.remarks.problems if one.severity == "error"]
    if wrong:
        more = f" Всего таких ячеек: {len(wrong)}." if len(wrong) > 1 else ""
        raise ValidationError({"file": f"Ячейка {wrong[0].cell}: {wrong[0].message}{more} {NOT_STORED}"})
    lines = [
        Line(int(row["grade"]), row["pupil"], row["permanent"])
        for row in filled.table.rows()
        if row["permanent"]
    ]
    if not lines:
        raise ValidationError(
            {"file": "В книге ни у кого не вписан постоянный код. Впишите и загрузите снова."}
        )
    return lines


def _refuse_names(book: Book) -> None:
    """ValidationError for a column of names, for any column but ours, and for a cell that looks like a name."""
    known = [name for name in book.sheet_names if plain(name) == plain(DATA_SHEET)] or [*book.sheet_names[:1]]
    rows = book.rows(known[0]) if known else []
    head = find_header(rows, TELLING, 12)
    if head is None:
        return  # refused by the form in its own words
    for column, cell in enumerate(rows[head]):
        if is_personal(cell):
            raise ValidationError(
                {
                    "file": f"Столбец «{str(cell).strip()}» похож на персональные данные. {NOT_STORED} {KEEP_AT_SCHOOL}"
                }
            )
        below = [row[column] for row in rows[head + 1 :] if column < len(row)]
        _check_column(cell, below, (head, column))


def _check_column(header: object, below: Sequence[object], place: tuple[int, int]) -> None:
    title, (row, column) = plain(header), place
    if title in {plain(one) for one in HEADERS}:
        said = class_name if title == plain(CLASS_GROUP.header) else pupil_code
        named = next((i for i, cell in enumerate(below) if said(cell) == NAMED), None)
        if named is not None:
            where = address(row + 1 + named, column)
            raise ValidationError(
                {"file": f"Ячейка {where}: это похоже на имя или номер документа. {NOT_STORED}"}
            )
    elif title not in NUMBERING or any(pupil_code(cell) == NAMED for cell in below):
        named_title = f"Столбца «{str(header).strip()}»" if title else "Столбца без названия"
        raise ValidationError(
            {"file": f"{named_title} в книге быть не должно: только {', '.join(HEADERS)}. {NOT_STORED}"}
        )
