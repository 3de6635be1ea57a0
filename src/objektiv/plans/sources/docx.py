"""Word documents (.docx): paragraphs, lists with their numbers, tables with merged cells, text boxes, page breaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from objektiv.plans.source import Block, Grid, Line, Source
from objektiv.plans.sources.docx_numbering import Numbering
from objektiv.plans.sources.grids import Piece, PieceRow, to_grid
from objektiv.plans.sources.lines import blocks_of
from objektiv.plans.sources.parts import MOST_PARAGRAPHS, Parts, too_large
from objektiv.plans.sources.raw import RawLine

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = frozenset(
    {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "footnoteReference")}
    | {f"{_MC}Fallback"}
)


def read(path: Path) -> Source:
    """The blocks of a document. Raises RefusedFileError for a broken or dangerous one."""
    parts = Parts(path)
    root = parts.tree("word/document.xml", is_needed=True)
    body = root.find(f"{_W}body")
    reading = _Reading(parts, path)
    blocks = reading.blocks(body if body is not None else root)
    if not any(isinstance(block, Grid) for block in blocks):
        blocks = _tables_of_paragraphs(reading.raw) or blocks
    return Source(path.name, "docx", blocks)


def _tables_of_paragraphs(raw: list[RawLine]) -> list[Block]:
    """Blocks of a document without tables whose paragraphs make one, by tabs or cell after cell."""
    blocks = blocks_of(raw)
    return blocks if any(isinstance(block, Grid) for block in blocks) else []


class _Reading:
    """Walks the body once, counting paragraphs and tables for the places of their words."""

    def __init__(self, parts: Parts, path: Path) -> None:
        self._path = path
        self._numbering = Numbering(parts.tree("word/numbering.xml"), parts.tree("word/styles.xml"))
        self._paragraphs = 0
        self._tables = 0
        self._page_ends = False
        self.raw: list[RawLine] = []

    def blocks(self, parent: Any) -> list[Block]:
        """Blocks of a body, a content control or the one cell of a frame around the document."""
        found: list[Block] = []
        for element in parent:
            if element.tag == f"{_W}p":
                found += self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                found += self._table(element)
            elif element.tag in {
                f"{_W}sdt",
                f"{_W}sdtContent",
                f"{_W}ins",
                f"{_W}smartTag",
                f"{_W}customXml",
            }:
                found += self.blocks(element)
        return found

    def _paragraph(self, element: Any) -> list[Block]:
        self._count()
        lines: list[Block] = []
        for box in _boxes(element):
            lines += self.blocks(box)
        text, breaks = _text_of(element)
        self._page_ends = self._page_ends or breaks
        label = self._numbering.label(element)
        place = f"абзац {self._paragraphs}"
        shown = label.text + " " + text if label.text and text.strip() else text
        self.raw.append(RawLine(shown, place, breaks))
        if text.strip():
            level = self._numbering.level_of_heading(element) or 6 * _is_bold(element)
            lines.append(Line(shown.strip(), place, level, label.is_bullet))
        return lines

    def _count(self) -> None:
        self._paragraphs += 1
        if self._paragraphs > MOST_PARAGRAPHS:
            raise too_large(self._path, f"в нём больше {MOST_PARAGRAPHS} абзацев")

    def _table(self, element: Any) -> list[Block]:
        rows = list(_inside(element, "tr"))
        if len(rows) == 1 and len(cells := list(_inside(rows[0], "tc"))) == 1:
            return self.blocks(cells[0])  # a frame around a part of the document
        self._tables += 1
        place = f"таблица {self._tables}"
        broken, self._page_ends = self._page_ends, False
        made = []
        for row in rows:
            made.append(self._row(row, breaks=broken))
            broken = False
        self._page_ends = False
        return [to_grid(made, place)]

    def _row(self, row: Any, *, breaks: bool) -> PieceRow:
        pieces = []
        for cell in _inside(row, "tc"):
            properties = cell.find(f"{_W}tcPr")
            text = self._cell_text(cell)
            pieces.append(
                Piece(
                    text, _span(properties), bold=bool(text) and _is_bold(cell), goes_on=_goes_on(properties)
                )
            )
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        skipped = int(before.get(f"{_W}val", 0)) if before is not None else 0
        starts_page = next(row.iter(f"{_W}pageBreakBefore"), None) is not None
        return PieceRow(tuple(pieces), breaks or starts_page, min(skipped, 8))

    def _cell_text(self, cell: Any) -> str:
        """Paragraphs of a cell, each on its line; the number of a list stands even before no words."""
        lines = []
        for element in _paragraphs_of(cell):
            self._count()
            text = _text_of(element)[0].strip()
            label = self._numbering.label(element)
            begin = "-" if label.is_bullet and text else label.text
            if line := f"{begin} {text}".strip():
                lines.append(line)
        return "\n".join(lines)


def _inside(element: Any, name: str) -> Any:
    """Rows of a table or cells of a row, also those inside content controls; not those of nested tables."""
    for child in element:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _inside(child, name)


def _paragraphs_of(cell: Any) -> Any:
    """Paragraphs of a cell, those of tables nested in it too."""
    for element in cell:
        if element.tag == f"{_W}p":
            yield element
        elif element.tag not in _LEFT_OUT:
            yield from _paragraphs_of(element)


def _boxes(element: Any) -> list[Any]:
    """Text boxes that hang on a paragraph; of two versions of one, the newer."""
    return [
        box
        for box in element.iter(f"{_W}txbxContent")
        if not any(above.tag == f"{_MC}Fallback" for above in box.iterancestors())
    ]


def _text_of(element: Any) -> tuple[str, bool]:
    """Words of a paragraph without deleted ones and text boxes, and whether a page ends in it."""
    pieces: list[str] = []
    breaks = _collect(element, pieces)
    return "".join(pieces), breaks


def _collect(element: Any, pieces: list[str]) -> bool:
    breaks = False
    for child in element:
        if child.tag in _LEFT_OUT or child.tag == f"{_W}txbxContent":
            continue
        if child.tag == f"{_W}t":
            pieces.append(child.text or "")
        elif child.tag == f"{_W}tab":
            pieces.append("\t")
        elif child.tag in {f"{_W}br", f"{_W}cr"}:
            breaks = breaks or child.get(f"{_W}type") == "page"
            pieces.append("\n")
        elif child.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        else:
            breaks = _collect(child, pieces) or breaks
    return breaks


def _is_bold(element: Any) -> bool:
    """Whether all words inside are bold by their own formatting."""
    runs = [
        run for run in element.iter(f"{_W}r") if any((text.text or "").strip() for text in run.iter(f"{_W}t"))
    ]
    return bool(runs) and all(_is_on(run.find(f"{_W}rPr/{_W}b")) for run in runs)


def _is_on(mark: Any) -> bool:
    return mark is not None and mark.get(f"{_W}val", "1") not in {"0", "false", "off"}


def _span(properties: Any) -> int:
    span = properties.find(f"{_W}gridSpan") if properties is not None else None
    value = span.get(f"{_W}val", "1") if span is not None else "1"
    return int(value) if value.isdigit() else 1


def _goes_on(properties: Any) -> bool:
    merge = properties.find(f"{_W}vMerge") if properties is not None else None
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"
