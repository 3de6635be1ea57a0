"""Reading a form that came back: its code and what is written at each number, from docx or xlsx."""

from __future__ import annotations

import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from django.core.files.uploadedfile import UploadedFile
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError

from objektiv.documents.docx_table import clean_text
from objektiv.model.errors import RefusedFileError
from objektiv.web.shell.blank import ANSWER, CODE_SIGNS
from objektiv.web.shell.file_names import safe_name
from objektiv.web.shell.kept_files import LARGEST
from objektiv.workbooks.archive import Archive
from objektiv.workbooks.book import open_book
from objektiv.workbooks.limits import Limits

LIMITS = Limits(file_bytes=20 << 20, unpacked_bytes=100 << 20, rows=5_000, columns=100, cells=200_000)
CODE = re.compile(rf"\b(\d{{1,9}})-([{CODE_SIGNS}]{{4}})-([{CODE_SIGNS}]{{4}})\b")
LONGEST_ANSWER = 20_000
TAKE_BLANK = "Нужен бланк из письма: docx или xlsx, с кодом и столбцом «Ответ школы»."
# What a package, its parts and their XML raise where they are not what they should be.
SPOILT = (
    OpcError, PythonDocxError, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, LookupError, ValueError,
    TypeError, AttributeError, SyntaxError, AssertionError,
)  # fmt: skip
_PLACE = "файл"  # the name is shown beside the sentence


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as read: its code, and what stands at each number (empty texts left out)."""

    code: str
    answers: dict[int, str]


SUFFIXES = (".docx", ".xlsx")


def read_sent_blank(upload: UploadedFile[Any]) -> Filled:
    """Read a form that a person brought. RefusedFileError with a sentence, as ``read_blank``."""
    suffix = Path(safe_name(upload.name or "")).suffix.lower()
    if suffix not in SUFFIXES:
        raise RefusedFileError("Это не бланк docx или xlsx.", TAKE_BLANK, place=_PLACE)
    if (upload.size or 0) > LARGEST:
        raise RefusedFileError("Файл больше 20 МБ: бланки такими не бывают.", TAKE_BLANK, place=_PLACE)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"form{suffix}"
        path.write_bytes(b"".join(upload.chunks()))
        upload.seek(0)
        return read_blank(path)


def code_in(text: str) -> str:
    """The one code of a form that stands in a text, a file's name for one; empty when there is none or several."""
    found = {"-".join(one) for one in CODE.findall(text.upper())}
    return found.pop() if len(found) == 1 else ""


def read_blank(path: Path) -> Filled:
    """Read a form. RefusedFileError with a sentence for what is no form of ours or holds two of them."""
    rows = list(_docx_rows(path) if path.suffix.lower() == ".docx" else _xlsx_rows(path))
    codes = {"-".join(found) for row in rows for cell in row for found in CODE.findall(cell.upper())}
    if not codes:
        raise RefusedFileError("В файле нет кода бланка.", TAKE_BLANK, place=_PLACE)
    if len(codes) > 1:
        raise RefusedFileError(
            "В файле коды двух бланков.", "Разделите его: один файл — один бланк.", place=_PLACE
        )
    return Filled(codes.pop(), _answers(rows))


def _answers(rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """Number → text, from the rows below the one that has the column of answers."""
    found: dict[int, str] = {}
    column = None
    for row in rows:
        if ANSWER in row:
            column = row.index(ANSWER)
            continue
        text = clean_text(row[column]).strip() if column is not None and column < len(row) else ""
        if text and (number := _number(row[0])):
            found[number] = text[:LONGEST_ANSWER]
    if column is None:
        raise RefusedFileError(f"В бланке нет столбца «{ANSWER}».", TAKE_BLANK, place=_PLACE)
    return found


def _number(text: str) -> int:
    whole = text.strip().rstrip(".").removesuffix(".0")
    return int(whole) if whole.isdecimal() and len(whole) <= 3 else 0


def _docx_rows(path: Path) -> list[list[str]]:
    Archive(path, LIMITS).check_directory()
    try:
        return list(_cells(docx.Document(str(path))))
    except SPOILT as error:
        raise RefusedFileError("Файл Word повреждён.", TAKE_BLANK, place=_PLACE) from error


def _cells(file: Any) -> Iterable[list[str]]:
    """Keywords, paragraphs, rows of tables. Parts are unpacked and looked into only as they are read."""
    yield [file.core_properties.keywords or ""]
    for paragraph in file.paragraphs:
        yield [paragraph.text]
    for table in file.tables:
        for row in table.rows:
            yield [cell.text.strip() for cell in row.cells]


def _xlsx_rows(path: Path) -> Iterable[list[str]]:
    book = open_book(path, LIMITS)
    for sheet in book.sheet_names:
        for row in book.rows(sheet):
            yield [str(cell).strip() for cell in row]
