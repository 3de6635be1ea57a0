"""A document as it lies on the page, before anyone asks what it means: paragraphs and grids of cells.

Readers of file kinds (``sources``) make these; ``layout`` finds a plan in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph outside tables; lines that the file breaks by hand stand on lines of their own.

    ``level``: 1–6 for a heading (6 also for a paragraph all in bold), 0 for text; ``place`` in Russian: «строка 12».
    """

    text: str
    place: str
    level: int = 0
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid. ``covered``: it belongs to a merged cell that begins above (``from_above``) or to the left.

    Paragraphs of a cell stand on lines of their own; a soft hyphen stands where the page seems to cut a word.
    """

    text: str
    place: str
    covered: bool = False
    bold: bool = False
    from_above: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a grid. ``breaks_before``: a page ends between it and the row above."""

    cells: tuple[Cell, ...]
    place: str
    breaks_before: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of the same number of cells where the file has it so."""

    rows: tuple[Row, ...]
    place: str


Block: TypeAlias = Line | Grid


@dataclass(frozen=True)
class Source:
    """A document as blocks in the order of reading; ``kind`` is the kind of the file: «docx», «pdf», «text» …"""

    name: str
    kind: str
    blocks: Sequence[Block]
