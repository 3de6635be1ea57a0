"""OpenDocument texts (.odt): paragraphs, headings, lists with their numbers, tables with merged and repeated cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from objektiv.plans.source import Block, Grid, Line, Source
from objektiv.plans.sources.grids import MOST_COLUMNS, Piece, PieceRow, to_grid
from objektiv.plans.sources.lines import blocks_of
from objektiv.plans.sources.odt_styles import Styles
from objektiv.plans.sources.parts import MOST_PARAGRAPHS, Parts, too_large
from objektiv.plans.sources.raw import RawLine

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_LEFT_OUT = frozenset(
    {f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_TEXT}sequence-decls"}
)
_ROW_FRAMES = frozenset({f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"})
_MOST_REPEATED = 500


def read(path: Path) -> Source:
    """The blocks of a text. Raises RefusedFileError for a broken or dangerous one."""
    parts = Parts(path)
    root = parts.tree("content.xml", is_needed=True)
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    reading = _Reading(Styles(root, parts.tree("styles.xml")), path)
    blocks = reading.blocks(body if body is not None else root)
    if not any(isinstance(block, Grid) for block in blocks):
        found = blocks_of(reading.raw)
        blocks = found if any(isinstance(block, Grid) for block in found) else blocks
    return Source(path.name, "odt", blocks)


class _Reading:
    """Walks the text once, counting paragraphs and tables for the places of their words."""

    def __init__(self, styles: Styles, path: Path) -> None:
        self._styles = styles
        self._path = path
        self._paragraphs = 0
        self._tables = 0
        self._page_ends = False
        self.raw: list[RawLine] = []

    def blocks(self, parent: Any) -> list[Block]:
        """Blocks of a text, a section or the one cell of a frame."""
        found: list[Block] = []
        for element in parent:
            if element.tag in _LEFT_OUT:
                continue
            if element.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
                found += self._paragraph(element, "", is_bullet=False)
            elif element.tag == f"{_TEXT}list":
                found += self._list(element)
            elif element.tag == f"{_TABLE}table":
                found += self._table(element)
            else:
                found += self.blocks(element)
        return found

    def _paragraph(self, element: Any, label: str, *, is_bullet: bool) -> list[Block]:
        self._count()
        boxes = [block for box in element.iter(f"{_DRAW}text-box") for block in self.blocks(box)]
        text, place = text_of(element), f"абзац {self._paragraphs}"
        shown = f"{label} {text}".strip() if text.strip() else ""
        breaks = self._styles.breaks_page(element)
        self._page_ends = self._page_ends or breaks
        self.raw.append(
            RawLine(f"- {text}" if is_bullet else f"{label} {text}" if label else text, place, breaks)
        )
        if not shown:
            return boxes
        level = int(element.get(f"{_TEXT}outline-level", "0")) if element.tag == f"{_TEXT}h" else 0
        return [*boxes, Line(shown, place, min(level, 6) or 6 * self._styles.is_bold(element), is_bullet)]

    def _list(self, element: Any) -> list[Block]:
        found: list[Block] = []
        for paragraph, label in self._styles.items(element):
            found += self._paragraph(paragraph, label.text, is_bullet=label.is_bullet)
        return found

    def _count(self) -> None:
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise too_large(self._path, f"в нём больше {MOST_PARAGRAPHS} абзацев")

    def _table(self, element: Any) -> list[Block]:
        rows = list(_rows_of(element))
        if len(rows) == 1 and len(rows[0]) == 1:
            return self.blocks(rows[0][0])
        self._tables += 1
        place = f"таблица {self._tables}"
        made: list[PieceRow] = []
        for row in rows:
            piece_row = PieceRow(tuple(self._pieces(row)), self._page_ends and not made)
            times = min(_number(row, "number-rows-repeated"), _MOST_REPEATED)
            made += [piece_row] * (times if any(piece.text for piece in piece_row.pieces) else 1)
        self._page_ends = False
        return [to_grid(made, place)]

    def _pieces(self, row: Any) -> list[Piece]:
        """Cells of a row. Covered ones are left out: the spans of the cells above and to the left stand for them."""
        pieces: list[Piece] = []
        for cell in row:
            if cell.tag != f"{_TABLE}table-cell":
                continue
            text = self._cell_text(cell)
            piece = Piece(
                text,
                _number(cell, "number-columns-spanned"),
                min(_number(cell, "number-rows-spanned"), _MOST_REPEATED),
                bool(text) and self._styles.is_bold(cell),
            )
            pieces += [piece] * min(_number(cell, "number-columns-repeated"), MOST_COLUMNS)
        return pieces

    def _cell_text(self, cell: Any) -> str:
        lines = []
        for paragraph, label in self._styles.paragraphs(cell):
            self._count()
            text = text_of(paragraph).strip()
            begin = "-" if label.is_bullet and text else label.text
            if line := f"{begin} {text}".strip():
                lines.append(line)
        return "\n".join(lines)


def _rows_of(element: Any) -> Any:
    for child in element:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _ROW_FRAMES:
            yield from _rows_of(child)


def text_of(element: Any) -> str:
    """Words of a paragraph with its tabs and line breaks; notes and frames are left out."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * min(int(child.get(f"{_TEXT}c", "1") or 1), 100))
        elif child.tag == f"{_TEXT}tab":
            pieces.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag not in _LEFT_OUT and not str(child.tag).startswith(_DRAW):
            pieces.append(text_of(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _number(element: Any, name: str) -> int:
    value = element.get(f"{_TABLE}{name}", "1")
    return max(1, int(value)) if value.isdigit() else 1
