"""Text tables: encoding and delimiter found out, cells as text."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from objektiv.model.errors import RefusedFileError
from objektiv.model.reader import Rows
from objektiv.workbooks.limits import Limits

_DELIMITERS = (";", "\t", ",")
_SAVE_AS = "Сохраните таблицу как «CSV UTF-8 (разделитель — запятая)» и загрузите снова."


def read_delimited(path: Path, limits: Limits) -> Rows:
    """Rows of a csv file: UTF-8, UTF-16 with a mark, or Windows-1251; comma, semicolon or tab.

    Raises RefusedFileError when the file is no text, has unclosed quotes or is too large.
    """
    text = _decode(path.read_bytes(), path.name)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        raise RefusedFileError(
            "Таблица CSV не читается: кавычки не закрыты или строка слишком длинная.",
            _SAVE_AS,
            place=path.name,
        ) from error
    while rows and not any(rows[-1]):
        rows.pop()
    limits.check_sheet(len(rows), max(map(len, rows), default=0), path.name)
    return rows


def _decode(content: bytes, file: str) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\x00" in content:
        encodings = []
    else:
        encodings = ["utf-8-sig", "cp1251"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusedFileError("Файл CSV не похож на текст.", _SAVE_AS, place=file)


def _delimiter(text: str) -> str:
    """The delimiter that splits each of the first lines into the most columns; a comma where none does."""
    lines = [line for line in text[:65536].splitlines() if line.strip()][:20]
    best, widest = ",", 1
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        typical = min(widths, default=1)
        if typical > widest:
            best, widest = delimiter, typical
    return best
