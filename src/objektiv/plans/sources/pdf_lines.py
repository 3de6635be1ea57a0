"""Lines of a PDF page outside its ruled tables: paragraphs, blocks side by side, tables without ruling lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from objektiv.plans.headings import is_number_heading, known_roles
from objektiv.plans.signs import BLOCK_OF_HEAD, TITLE, is_like_number
from objektiv.plans.source import Cell, Grid, Row
from objektiv.plans.sources.pdf_columns import Columns, PageLine, lines_of
from objektiv.plans.sources.raw import RawLine

_APART = 1.6  # a gap of so many usual ones begins a paragraph
_BULLET_GLYPHS = re.compile(r"^[\uf0b7\uf0a7\uf02d•▪●○◦➢✓]\s*")
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:стр\w*\.?\s*)?\d{1,3}(?:\s*из\s*\d{1,3})?[-–—\s]*", re.IGNORECASE)
_MARGIN = 0.1  # share of the page in which its number stands
_SHORT = 40  # letters of the line that begins a block of the head
_FEWEST_ROLES, _FEWEST_ROWS = 3, 2


@dataclass(frozen=True, slots=True)
class Placed:
    """A line or a table and its top in points."""

    top: float
    item: RawLine | Grid


class PageReader:
    """Reads the pages of one document in their order; a table without ruling lines may go on over their ends."""

    def __init__(self) -> None:
        self._open: Columns | None = None
        self._is_ruled = False

    def read(self, page: Any, number: int, *, is_ruled: bool) -> list[Placed]:
        """What stands outside the ruled tables of a page, its number left out; blank lines part paragraphs.

        ``is_ruled``: it has such tables; from then on a document is not searched for others.
        """
        self._is_ruled = self._is_ruled or is_ruled
        lines = [line for line in lines_of(page) if not _is_page_number(line, page)]
        gaps = sorted(below.top - above.top for above, below in pairwise(lines))
        usual = gaps[len(gaps) // 3] if gaps else 0.0
        placed: list[Placed] = []
        index = 0
        while index < len(lines):
            found = _beside(lines, index, number, usual)
            if found is None and not self._is_ruled:
                found = self._table(lines, index, number)
            if found:
                placed += found[0]
                index = found[1]
            else:
                placed += _line(lines, index, number, usual)
                index += 1
        return placed

    def _table(self, lines: Sequence[PageLine], index: int, page: int) -> tuple[list[Placed], int] | None:
        """The table that begins at a line, or goes on at the top of this page, and the line after it."""
        begun = _begun_table(lines[index])
        goes_on = self._open if not index and begun is None else None
        columns = Columns(goes_on.strips) if goes_on else begun
        if columns is None:
            return None
        self._open = None
        end = index + len(columns.lines)
        while end < len(lines) and columns.take(lines[end]):
            end += 1
        rows = tuple(_rows([columns.cells(line) for line in columns.lines], page, index))
        is_sure = len(rows) > (0 if goes_on else _FEWEST_ROWS) and not _is_read_on(lines[end:], columns)
        if not is_sure:
            return None
        self._open = columns if end == len(lines) else None
        return [Placed(lines[index].top, Grid(rows, f"страница {page}, таблица"))], end


def _line(lines: Sequence[PageLine], index: int, page: int, usual: float) -> Iterator[Placed]:
    """A line of text, after a blank one where a paragraph or a block of the head begins."""
    line, place = lines[index], _place(page, index)
    is_apart = bool(index) and line.top - lines[index - 1].top > usual * _APART
    if is_apart or (BLOCK_OF_HEAD.match(line.text) and len(line.text) <= _SHORT):
        yield Placed(line.top - 0.01, RawLine("", place))
    text = _BULLET_GLYPHS.sub("• ", line.text)
    yield Placed(line.top, RawLine(text, place, not index and page > 1))


def _place(page: int, index: int) -> str:
    return f"страница {page}, строка {index + 1}"


def _is_page_number(line: PageLine, page: Any) -> bool:
    at_edge = line.top < page.height * _MARGIN or line.top > page.height * (1 - _MARGIN)
    return at_edge and bool(_PAGE_NUMBER.fullmatch(line.text))


def _beside(
    lines: Sequence[PageLine], index: int, page: int, usual: float
) -> tuple[list[Placed], int] | None:
    """Blocks of approval that stand side by side, one after another, and the line after them."""
    first = lines[index]
    if len(first.pieces) < 2 or not any(BLOCK_OF_HEAD.match(piece.text) for piece in first.pieces):
        return None
    columns = Columns.begun_by(first)
    end = index + 1
    while end < len(lines) and not TITLE.match(lines[end].text):
        is_apart = lines[end].top - lines[end - 1].top > usual * _APART
        if (is_apart and len(lines[end].pieces) == 1) or not columns.take(lines[end]):
            break
        end += 1
    rows = [columns.cells(line) for line in columns.lines]
    found: list[Placed] = []
    for column in range(len(rows[0])):
        texts = [(offset, row[column]) for offset, row in enumerate(rows) if row[column]]
        found += [Placed(first.top, RawLine(text, _place(page, index + offset))) for offset, text in texts]
        found.append(Placed(first.top, RawLine("", _place(page, index))))
    return found, end


def _begun_table(line: PageLine) -> Columns | None:
    """Columns of a table without ruling lines whose heading, with a column of numbers, is this line."""
    heading = [piece.text for piece in line.pieces]
    is_heading = len(known_roles(heading)) >= max(_FEWEST_ROLES, len(heading) - 1)
    return Columns.begun_by(line) if is_heading and is_number_heading(heading[0]) else None


def _is_read_on(rest: Sequence[PageLine], columns: Columns) -> bool:
    """Whether lines below the end still stand in columns: then the end was no end, and nothing is sure."""
    return any(len(line.pieces) > 2 and len(line.pieces) >= len(columns.strips) for line in rest)


def _rows(lines: Sequence[list[str]], page: int, index: int) -> Iterator[Row]:
    """Rows out of lines: a number in the first column begins one; a word cut at the end of a line goes on."""
    begins = [0, *(at for at, cells in enumerate(lines) if at and is_like_number(cells[0]))]
    if len(begins) > 1 and begins[1] > 1:  # the heading, or the rest of a row, takes several lines
        lines = [_merged(lines[: begins[1]]), *lines[begins[1] :]]
        shift = begins[1] - 1
        begins = [0, *(at - shift for at in begins[1:])]
    for begin, end in pairwise([*begins, len(lines)]):
        place = _place(page, index + begin)
        cells = _merged(lines[begin:end])
        yield Row(tuple(Cell(text, f"{place}, столбец {n}") for n, text in enumerate(cells, 1)), place)


def _merged(lines: Sequence[list[str]]) -> list[str]:
    return [" ".join(filter(None, parts)) for parts in zip(*lines, strict=True)]
