"""Opening a workbook or csv: what is dangerous or damaged is refused with a sentence before it is parsed."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum

from objektiv.model.errors import RefusedFileError, disk_reason
from objektiv.model.reader import Book, Rows
from objektiv.workbooks.archive import Archive
from objektiv.workbooks.delimited import read_delimited
from objektiv.workbooks.limits import Limits

__all__ = ["CSV_SHEET", "Limits", "MemoryBook", "merged_ranges", "open_book"]

CSV_SHEET = "csv"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".ods"})
_OLE_SUFFIXES = frozenset({".xls"})
_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_SAVE_AGAIN = "Откройте файл в Excel и сохраните заново как «Книга Excel (.xlsx)» или получите его ещё раз."


@dataclass
class MemoryBook:
    """A book whose sheets are already rows: csv files, training data, tests."""

    name: str
    path: str
    sheets: Mapping[str, Rows]

    @property
    def sheet_names(self) -> Sequence[str]:
        """Names of the sheets in order."""
        return list(self.sheets)

    def rows(self, sheet: str) -> Rows:
        """Rows of a sheet from A1 on."""
        return self.sheets[sheet]


class _CalamineBook:
    """A workbook parsed sheet by sheet when asked; every sheet is parsed once."""

    def __init__(
        self, path: Path, workbook: CalamineWorkbook, archive: Archive | None, limits: Limits
    ) -> None:
        self.name = path.name
        self.path = str(path)
        self._workbook = workbook
        self._archive = archive
        self._limits = limits
        self._parsed: dict[str, Rows] = {}
        self._names = [
            sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet
        ]

    @property
    def sheet_names(self) -> Sequence[str]:
        return self._names

    def rows(self, sheet: str) -> Rows:
        if sheet not in self._parsed:
            self._parsed[sheet] = self._parse(sheet)
        return self._parsed[sheet]

    def merged(self, name: str) -> list[tuple[int, int, int, int]]:
        with _parsing(self.name, name):
            ranges = self._workbook.get_sheet_by_name(name).merged_cell_ranges
        return [(top, left, bottom, right) for (top, left), (bottom, right) in ranges or ()]

    def _parse(self, name: str) -> Rows:
        if self._archive is not None:
            self._archive.check_sheets()
            self._archive = None
        with _parsing(self.name, name):
            sheet = self._workbook.get_sheet_by_name(name)
            self._limits.check_sheet(sheet.total_height, sheet.total_width, self.name)
            return _without_empty_tail(sheet.to_python(skip_empty_area=False))


def merged_ranges(book: Book, sheet: str) -> list[tuple[int, int, int, int]]:
    """Merged cells of a sheet as 0-based (top row, left column, bottom row, right column); none where not stored."""
    return book.merged(sheet) if isinstance(book, _CalamineBook) else []


def open_book(path: Path, limits: Limits | None = None) -> Book:
    """Open a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods) or a csv file, by content rather than by extension.

    Raises RefusedFileError with a Russian sentence and a remedy for what cannot or should not be read.
    Sheets are parsed when `rows` is first called and may be refused then.
    """
    limits = limits or Limits()
    head = _read_head(path, limits)
    if head.startswith(_ZIP):
        archive = Archive(path, limits)
        archive.check_directory()
        return _open_workbook(path, archive, limits)
    if head.startswith(_OLE):
        _refuse_encrypted(path)
        return _open_workbook(path, None, limits)
    if path.suffix.lower() in _TEXT_SUFFIXES:
        return MemoryBook(path.name, str(path), {CSV_SHEET: read_delimited(path, limits)})
    raise RefusedFileError(_not_a_workbook(head), _SAVE_AGAIN, place=path.name)


def _read_head(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(512)
    except OSError as error:
        raise RefusedFileError(
            f"Файл не читается: {disk_reason(error)}.",
            "Проверьте, что файл на месте, не открыт в другой программе и доступен вам.",
            place=path.name,
        ) from error
    if not head:
        raise RefusedFileError("Файл пуст (0 байт).", "Получите или выгрузите файл ещё раз.", place=path.name)
    limits.check_size(size, path.name)
    return head


def _protected(file: str) -> RefusedFileError:
    return RefusedFileError(
        "Книга защищена паролем.", "Снимите пароль в Excel и сохраните книгу без него.", place=file
    )


def _too_large(file: str) -> RefusedFileError:
    return RefusedFileError(
        "Таблица на листе больше допустимого: где-то далеко от неё занята одинокая ячейка.",
        "Удалите лишние строки и столбцы за пределами таблицы и сохраните книгу.",
        place=file,
    )


def _refuse_encrypted(path: Path) -> None:
    if _ENCRYPTED in path.read_bytes():
        raise _protected(path.name)


def _not_a_workbook(head: bytes) -> str:
    if head.lstrip().lower().startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        return "Это веб-страница или XML с расширением книги Excel, а не книга."
    return "Это не книга Excel и не таблица CSV: содержимое не соответствует расширению."


def _open_workbook(path: Path, archive: Archive | None, limits: Limits) -> Book:
    with _parsing(path.name):
        # By path the parser trusts the extension, and only so tells a protected book from a damaged one.
        is_named_right = path.suffix.lower() in (_OLE_SUFFIXES if archive is None else _ZIP_SUFFIXES)
        workbook = CalamineWorkbook.from_object(
            str(path) if is_named_right else io.BytesIO(path.read_bytes())
        )
    book = _CalamineBook(path, workbook, archive, limits)
    limits.check_sheet_count(len(book.sheet_names), path.name)
    return book


@contextmanager
def _parsing(file: str, sheet: str = "") -> Iterator[None]:
    """Turn every failure of the parser into a sentence."""
    where = f"Лист «{sheet}» не читается" if sheet else "Книга не читается"
    damaged = RefusedFileError(
        f"{where}: файл повреждён или записан не в формате Excel.", _SAVE_AGAIN, place=file
    )
    try:
        yield
    except (RefusedFileError, MemoryError):
        raise
    except PasswordError as error:
        raise _protected(file) from error
    except Exception as error:
        raise (_too_large(file) if "limit exceeded" in str(error) else damaged) from error
    except BaseException as error:
        # A panic of the native parser is no Exception, and its type cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged from error


def _without_empty_tail(rows: list[list[Any]]) -> Rows:
    end = len(rows)
    while end and all(cell == "" for cell in rows[end - 1]):
        end -= 1
    del rows[end:]
    return rows
