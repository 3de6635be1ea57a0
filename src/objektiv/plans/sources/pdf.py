"""PDF documents with text: tables by their lines, paragraphs outside of them; a scan is refused with what to do."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any, TypeAlias

from objektiv.model.errors import RefusedFileError
from objektiv.plans.source import SOFT_HYPHEN, Block, Cell, Grid, Line, Row, Source
from objektiv.plans.sources.lines import blocks_of
from objektiv.plans.sources.parts import too_large
from objektiv.plans.sources.pdf_columns import words_of
from objektiv.plans.sources.pdf_lines import PageReader
from objektiv.plans.sources.pdf_streams import check_streams
from objektiv.plans.sources.raw import RawLine

MOST_PAGES = 120
_SECONDS = 60.0
_SAVE_AGAIN = "Откройте файл и сохраните заново как PDF или .docx, затем повторите."
_SAME_LINE = 3.0  # points between the tops of words on one line
_WIDEST_MARGIN = 6.0  # points between the edge of a cell and its words
_LETTERS_LEFT = 1.3
_Box: TypeAlias = tuple[float, float, float, float]
_CLOSING = frozenset(";,:.)»")
_BROKEN_DASH = re.compile(r"[^\W\d_][–—]$")


def read(path: Path) -> Source:
    """The blocks of a document, page by page.

    Raises RefusedFileError for a broken, protected, dangerous or very long one and for a scan without text.
    """
    check_streams(path)
    import pdfplumber  # heavy, and other kinds of files do without

    try:
        with pdfplumber.open(path) as document:
            _check_length(path, document)
            blocks = _read_pages(path, document)
    except RefusedFileError:
        raise
    except Exception as error:  # the parser has no common error; whatever it says, the file is not readable
        raise _refused(path, error) from error
    return Source(path.name, "pdf", blocks)


def _refused(path: Path, error: Exception) -> RefusedFileError:
    name = f"{type(error).__name__} {error!r} {error.__cause__!r}"
    if "Password" in name or "Encrypt" in name:
        return RefusedFileError(
            "Документ защищён паролем.", "Снимите пароль и сохраните заново.", place=path.name
        )
    return RefusedFileError("PDF повреждён: его содержимое не читается.", _SAVE_AGAIN, place=path.name)


def _check_length(path: Path, document: Any) -> None:
    """Refuse by the number of pages before any is read."""
    from pdfminer.pdftypes import resolve1

    pages = resolve1(document.doc.catalog.get("Pages"))
    count = resolve1(pages.get("Count", 0)) if isinstance(pages, dict) else 0
    if isinstance(count, int) and count > MOST_PAGES:
        raise too_large(path, f"страниц {count}, читается не больше {MOST_PAGES}")


def _read_pages(path: Path, document: Any) -> list[Block]:
    blocks: list[Block] = []
    started, letters = time.monotonic(), 0
    raw: list[RawLine] = []
    reader = PageReader()
    for number, page in enumerate(document.pages, 1):
        if number > MOST_PAGES or time.monotonic() - started > _SECONDS:
            raise too_large(path, f"больше {MOST_PAGES} страниц или страница слишком сложна")
        letters += len(page.chars)
        found, lines = _read_page(reader, page, number)
        blocks += found
        raw += lines
        page.close()
    if not letters:
        raise RefusedFileError(
            "В PDF нет текста: это скан, картинки страниц.",
            "Распознайте текст (например, в программе сканера), сохраните как .docx и повторите.",
            place=path.name,
        )
    if not any(isinstance(block, Grid) for block in blocks):
        return blocks_of(raw)
    return blocks


def _read_page(reader: PageReader, page: Any, number: int) -> tuple[list[Block], list[RawLine]]:
    """Blocks of a page from top to bottom, and its lines outside of tables."""
    tables = [table for table in page.find_tables() if len(table.rows) > 1 or len(table.rows[0].cells) > 1]
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda item: not _is_inside(item, boxes)) if boxes else page
    found = reader.read(outside, number, is_ruled=bool(tables))
    placed: list[tuple[float, Block]] = [(own.top, own.item) for own in found if isinstance(own.item, Grid)]
    tops = [box[1] for box in boxes] + [top for top, _ in placed]
    lines = [(own.top, own.item) for own in found if isinstance(own.item, RawLine)]
    for group in _between(lines, tops):
        placed += [
            (group[0][0], block)
            for block in blocks_of([line for _, line in group])
            if isinstance(block, Line)
        ]
    placed += [(table.bbox[1], _grid(page, table, number, order)) for order, table in enumerate(tables, 1)]
    placed.sort(key=lambda pair: pair[0])
    return [block for _, block in placed], [line for _, line in lines]


def _is_inside(item: Any, boxes: list[_Box]) -> bool:
    x, y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


def _between(lines: list[tuple[float, RawLine]], tops: list[float]) -> list[list[tuple[float, RawLine]]]:
    """Lines in groups that no table parts."""
    groups: dict[int, list[tuple[float, RawLine]]] = {}
    for top, line in lines:
        groups.setdefault(sum(edge <= top for edge in tops), []).append((top, line))
    return list(groups.values())


def _grid(page: Any, table: Any, number: int, order: int) -> Grid:
    """A table with its rows; a place without a cell of its own belongs to the merged one beside or above it."""
    place = f"страница {number}, таблица {order}"
    words = words_of(page)
    rows = []
    for index, row in enumerate(table.rows):
        where = f"{place}, строка {index + 1}"
        made = [
            Cell(
                _text_in(box, words),
                f"{where}, столбец {column + 1}",
                box is None,
                False,
                _is_from_above(table, row, column),
            )
            for column, box in enumerate(row.cells)
        ]
        rows.append(Row(tuple(made), where, breaks_before=not index and number > 1))
    return Grid(tuple(rows), place)


def _is_from_above(table: Any, row: Any, column: int) -> bool:
    """Whether a place without a cell lies under one that begins in a row above."""
    if row.cells[column] is not None:
        return False
    x = next((own.cells[column][0] + 1 for own in table.rows if own.cells[column] is not None), None)
    tops = [cell for cell in table.cells if x is not None and cell[0] <= x <= cell[2]]
    middle = (row.bbox[1] + row.bbox[3]) / 2
    return any(cell[1] < row.bbox[1] - 1 and cell[3] > middle for cell in tops)


def _text_in(box: _Box | None, words: list[dict[str, Any]]) -> str:
    """Words inside a cell as one line: its edge broke the lines, not the writer.

    A soft hyphen stands where a word was wider than the cell and was cut anywhere, or so it seems.
    """
    if box is None:
        return ""
    text, last = "", None
    for line in _lines_in(box, words):
        begin = line[0]["text"][0]
        if not text or begin in _CLOSING:
            joint = ""
        elif last is not None and _fills(last, box) and _may_go_on(text[-1], begin):
            joint = SOFT_HYPHEN
        else:
            joint = "" if _BROKEN_DASH.search(text) and begin.islower() else " "
        text += joint + " ".join(word["text"] for word in line)
        last = line[0] if len(line) == 1 else None
    return text


def _may_go_on(end: str, begin: str) -> bool:
    """Whether a word or a number may be cut between these two characters."""
    return (end.isalpha() and begin.islower()) or (end.isdigit() and begin.isdigit())


def _lines_in(box: _Box, words: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The words whose middles lie in a box, line by line."""
    lines: list[list[dict[str, Any]]] = []
    for word in words:
        x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
        if not (box[0] <= x <= box[2] and box[1] <= y <= box[3]):
            continue
        if lines and abs(lines[-1][0]["top"] - word["top"]) < _SAME_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _fills(word: dict[str, Any], box: _Box) -> bool:
    """Whether a lone word reaches so near to the edge of its cell that no letter more would fit."""
    margin = min(max(word["x0"] - box[0], 0.0), _WIDEST_MARGIN)
    letter = (word["x1"] - word["x0"]) / len(word["text"])
    return bool(box[2] - word["x1"] - margin < _LETTERS_LEFT * letter)
