"""A zipped workbook looked at from outside: bombs and far lone cells are found before parsing."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from objektiv.model.errors import RefusedFileError
from objektiv.workbooks.limits import Limits

_DAMAGED = "Откройте файл в Excel и сохраните заново или получите его ещё раз."
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s[^>]*?ref=[\"'](?:[A-Z]+\d+:)?([A-Z]{1,3})(\d{1,7})[\"']")
# A row, or a cell that is not closed at once and so may hold something.
_TOKEN = re.compile(rb"<(?:\w+:)?(?:(row)|c)(\s[^>]*[^/>])?>")
_ROW_NUMBER = re.compile(rb"\sr=[\"'](\d{1,7})[\"']")
_CELL_PLACE = re.compile(rb"\sr=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_FAR = re.compile(rb"r=[\"'](?:[A-Z]{3}|[A-Z]{0,2}\d{5})")
_CHUNK = 1 << 20
_HEAD = 4096
_SMALL = 1 << 20
# What a damaged, encrypted or unknown archive raises, sooner or later in reading.
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError, RuntimeError)
# Bytes of XML for one cell of the declared range; outside of this the declaration is not believed.
_BYTES_PER_CELL = (0.5, 400.0)


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said of a refused archive. ``bomb`` holds places for MiB and the count of parts."""

    damaged: str = "Книга повреждена: архив оборван или испорчен."
    mend: str = _DAMAGED
    bomb: str = "Книга раскрывается в {size} МиБ (частей: {entries}): такой файл не открываем."
    entities: str = "В книге есть определения сущностей XML, которых Excel не пишет: такой файл не открываем."
    get_again: str = "Скорее всего, это не выгрузка результатов; получите файл ещё раз из первоисточника."


class Archive:
    """The zip directory of a workbook or document and its XML, read only as far as needed."""

    def __init__(self, path: Path, limits: Limits, sentences: Sentences | None = None) -> None:
        self._path = path
        self._limits = limits
        self._sentences = sentences or Sentences()

    def check_directory(self) -> None:
        """Refuse by the directory alone: damaged, too many entries, too large, too tightly packed."""
        try:
            with zipfile.ZipFile(self._path) as archive:
                entries = archive.infolist()
        except _DAMAGE as error:
            raise self._damaged() from error
        unpacked, packed = (
            sum(entry.file_size for entry in entries),
            sum(entry.compress_size for entry in entries),
        )
        if len(entries) > self._limits.entries or unpacked > self._limits.unpacked_bytes:
            raise self._bomb(unpacked, len(entries))
        if unpacked > 32 * _SMALL and unpacked > self._limits.unpacked_ratio * max(packed, 1):
            raise self._bomb(unpacked, len(entries))

    def _bomb(self, unpacked: int, entries: int) -> RefusedFileError:
        said = self._sentences.bomb.format(size=unpacked >> 20, entries=entries)
        return RefusedFileError(said, self._sentences.get_again, place=self._path.name)

    def _damaged(self) -> RefusedFileError:
        return RefusedFileError(self._sentences.damaged, self._sentences.mend, place=self._path.name)

    def read_part(self, name: str) -> bytes | None:
        """A part of the archive, free of entity definitions; None when there is none of this name.

        Raises RefusedFileError for a damaged part and for one larger than the directory says.
        """
        try:
            with zipfile.ZipFile(self._path) as archive:
                if name not in archive.namelist():
                    return None
                entry = archive.getinfo(name)
                self._refuse_entities(archive, entry)
                with archive.open(entry) as file:
                    content = file.read(min(entry.file_size, self._limits.unpacked_bytes) + 1)
        except _DAMAGE as error:
            raise self._damaged() from error
        if len(content) > entry.file_size:
            raise self._damaged()
        return content

    def check_sheets(self) -> None:
        """Refuse a sheet whose used range is too large; a declared range is believed where plausible."""
        try:
            with zipfile.ZipFile(self._path) as archive:
                for entry in archive.infolist():
                    self._refuse_entities(archive, entry)
                    if re.fullmatch(r"/?xl/worksheets/[^/]+\.xml", entry.filename, re.IGNORECASE):
                        self._check_sheet(archive, entry)
        except _DAMAGE as error:
            raise self._damaged() from error

    def _refuse_entities(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        if not entry.filename.lower().endswith((".xml", ".rels")):
            return
        with archive.open(entry) as file:
            if b"<!DOCTYPE" in file.read(_HEAD).upper():
                raise RefusedFileError(
                    self._sentences.entities, self._sentences.get_again, place=self._path.name
                )

    def _check_sheet(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
        with archive.open(entry) as file:
            head = file.read(_SMALL if entry.file_size <= _SMALL else _HEAD)
        if len(head) == entry.file_size and not _FAR.search(head):
            return
        if entry.file_size > _SMALL and self._is_believable(head, entry.file_size):
            return
        with archive.open(entry) as file:
            rows, columns = used_range(iter(lambda: file.read(_CHUNK), b""))
        self._limits.check_sheet(rows, columns, self._path.name)

    def _is_believable(self, head: bytes, size: int) -> bool:
        declared = _DIMENSION.search(head)
        if not declared:
            return False
        cells = int(declared[2]) * column_number(declared[1])
        return (
            cells <= self._limits.cells and _BYTES_PER_CELL[0] * cells <= size <= _BYTES_PER_CELL[1] * cells
        )


def used_range(chunks: Iterable[bytes]) -> tuple[int, int]:
    """Last row and column with a cell that holds something, from pieces of a sheet's XML; (0, 0) if none."""
    row = column = rows = columns = 0
    rest = b""
    for chunk in chunks:
        text = rest + chunk
        end = text.rfind(b"<")
        rest = text[end:] if end >= 0 and b">" not in text[end:] else b""
        for token in _TOKEN.finditer(text, 0, len(text) - len(rest)):
            attributes = token[2] or b""
            if token[1]:
                number = _ROW_NUMBER.search(attributes)
                row, column = (int(number[1]) if number else row + 1), 0
                continue
            place = _CELL_PLACE.search(attributes)
            row, column = (int(place[2]), column_number(place[1])) if place else (row, column + 1)
            rows, columns = max(rows, row), max(columns, column)
    return rows, columns


def column_number(letters: bytes) -> int:
    """1-based number of a column: A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
