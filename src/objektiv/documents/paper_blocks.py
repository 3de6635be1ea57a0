"""What official papers have besides headings and text: requisites in a corner, ruled tables with bands, signatures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

LEFT, CENTRE, RIGHT = "left", "centre", "right"
DASH = "–"
WRITING_LINE = "_" * 14  # where a hand signs
BLANK_DAY = "«___» __________ 20___ г."
CORNER_MM = 80  # width of the corner for requisites
RED_LINE_MM = 12.5


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet as it lies before the reader: width, height, margins (top, right, bottom, left) in mm, sizes in points.

    ``is_official``: no title of its own above the blocks, numbers at the head of pages from the second one.
    """

    width: int = 210
    height: int = 297
    margins: tuple[int, int, int, int] = (20, 15, 20, 25)
    text_size: int = 12
    table_size: int = 9
    is_official: bool = False

    @property
    def text_width(self) -> int:
        """Millimetres between the margins."""
        return self.width - self.margins[1] - self.margins[3]


NOTE = Layout()
# Margins and sizes of ГОСТ Р 7.0.97-2016.
PAPER = Layout(margins=(20, 10, 20, 30), text_size=14, table_size=12, is_official=True)
WIDE_PAPER = Layout(297, 210, (20, 10, 20, 30), text_size=14, table_size=12, is_official=True)
REGISTER = Layout(
    297, 210, (20, 10, 15, 20), text_size=13, table_size=10, is_official=True
)  # of many columns


@dataclass(frozen=True, slots=True)
class Requisites:
    """Lines in the right corner above a title (УТВЕРЖДАЮ, Приложение), and in the left one where two agree.

    The first line of a corner is bold when ``is_marked``.
    """

    right: tuple[str, ...]
    left: tuple[str, ...] = ()
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A title in the middle, bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of an official paper; ``is_indented`` begins it with a red line."""

    text: str
    side: str = LEFT
    is_bold: bool = False
    is_indented: bool = False
    is_kept: bool = False  # stands on the page of what follows


@dataclass(frozen=True, slots=True)
class Dashes:
    """A list whose items begin with a dash, the way of official papers."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuledColumn:
    """A column of a ruled table; ``width`` is relative, ``side`` where its texts stand."""

    title: str
    width: float = 1.0
    side: str = LEFT


@dataclass(frozen=True, slots=True)
class Band:
    """A row that spans all columns: the heading of a section inside a table."""

    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of texts, one per column; ``key`` knows it again when a workbook comes back. ``is_total``: bold."""

    cells: tuple[str, ...]
    key: str = ""
    is_total: bool = False


@dataclass(frozen=True)
class RuledTable:
    """A table as official papers have it: no caption, a border round every cell, the heading row on every page.

    ``name`` is said where a table needs a name: to those who do not see it, in a workbook of several tables.
    """

    columns: tuple[RuledColumn, ...]
    rows: tuple[Band | Entry, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class SignedLines:
    """Who signs: (post, person); an empty one leaves a line to write on."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Acquainted:
    """«С приказом ознакомлены:» and empty lines for signature, name and day; ``people`` are written into them."""

    text: str
    people: tuple[str, ...] = ()
    lines: int = 3


@dataclass(frozen=True, slots=True)
class NewSheet:
    """The next block begins a page that lies or stands as ``layout`` says; a workbook begins a sheet ``name``."""

    layout: Layout
    name: str


PaperBlock: TypeAlias = NewSheet | Requisites | Title | Text | Dashes | RuledTable | SignedLines | Acquainted
