"""What a document is made of: headings, paragraphs, tables, figures. Renderers know these, nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from objektiv.documents.paper_blocks import NOTE, Layout, PaperBlock

# How a column shows its values and on which side they stand.
TEXT = "text"
INTEGER = "integer"
NUMBER = "number"
SIGNED = "signed"
SHARE = "share"  # 0–1, shown as percent
P_VALUE = "p"
FIGURE = "figure"  # a number of unknown size: three significant figures


@dataclass(frozen=True, slots=True)
class Badge:
    """A short text with a tone: ``strong``, ``medium``, ``calm`` or ``unknown``; never a colour alone."""

    text: str
    tone: str


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to another place of the same document; renderers without links show the text."""

    text: str
    target: str


Value: TypeAlias = str | int | float | Badge | Link | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. ``kind`` is one of the constants above; ``width`` is relative."""

    title: str
    kind: str = TEXT
    digits: int = 1
    width: float = 1.0


@dataclass(frozen=True)
class DataTable:
    """A table with a caption; ``note`` stands below."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–4; ``anchor`` is the target of links."""

    text: str
    level: int = 2
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``style``: empty, ``lead`` (the conclusion), ``note`` (small) or ``caution`` (framed)."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; ``is_ordered`` numbers it."""

    items: tuple[str, ...]
    is_ordered: bool = False


@dataclass(frozen=True, eq=False)
class Dataset:
    """Named columns of one data set of a chart, plain Python values (no nan: None)."""

    columns: Mapping[str, Sequence[Any]]

    def rows(self) -> list[dict[str, Any]]:
        """Rows as dictionaries, the form that Vega reads."""
        names = list(self.columns)
        return [dict(zip(names, values, strict=True)) for values in zip(*self.columns.values(), strict=True)]


@dataclass(frozen=True)
class Chart:
    """A kind of picture: a Vega-Lite specification without data.

    ``tables`` tells which data sets a reader may see as a table: (data set, ((column, title, digits), …));
    digits −1 marks a text.
    """

    code: str
    spec: Mapping[str, Any]
    tables: tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...] = ()


@dataclass(frozen=True)
class Figure:
    """A picture: a kind, its data sets, a caption above and a sentence for those who do not see it."""

    chart: Chart
    data: Mapping[str, Dataset]
    caption: str
    alt: str
    note: str = ""


@dataclass(frozen=True)
class Columns:
    """Blocks side by side where there is room, one below the other where there is not."""

    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Tab:
    """One of several views of the same thing. A marked one has a sign; paper has those with ``is_printed``."""

    title: str
    blocks: tuple[Block, ...]
    is_marked: bool = False
    is_printed: bool = False


@dataclass(frozen=True)
class Tabs:
    """Views of which one is shown at a time; ``title`` says what is chosen."""

    title: str
    items: tuple[Tab, ...]


@dataclass(frozen=True)
class Folded:
    """Blocks behind a line that opens them; the printed page does without them, a document has them open."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class FilteredTable:
    """A table that a reader may narrow: by the values of some columns and by a text searched in others.

    ``shown_in_print`` gives for each row whether paper has it; ``print_note`` says where the others are.
    """

    table: DataTable
    filters: tuple[int, ...]
    search: tuple[int, ...]
    search_title: str
    shown_in_print: tuple[bool, ...]
    print_note: str = ""


@dataclass(frozen=True)
class Card:
    """Blocks that are opened by a link to ``key``. ``is_marked`` ones are listed and printed."""

    key: str
    title: str
    summary: str
    badge: Badge
    blocks: tuple[Block, ...]
    is_marked: bool = False


@dataclass(frozen=True)
class Cards:
    """Cards: marked ones listed by their lines, the others appear when a link to them is followed."""

    items: tuple[Card, ...]
    anchor: str


@dataclass(frozen=True)
class Section:
    """A part of a document with its heading; ``menu`` is its word in the navigation, empty for none.

    ``is_printed`` False keeps it on the screen.
    """

    title: str
    blocks: tuple[Block, ...]
    anchor: str
    menu: str = ""
    is_printed: bool = True


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines for signatures: (post, hint)."""

    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins a page."""


Block: TypeAlias = (
    Heading
    | Paragraph
    | Bullets
    | DataTable
    | FilteredTable
    | Figure
    | Columns
    | Tabs
    | Folded
    | Cards
    | Section
    | Signature
    | PageBreak
    | PaperBlock
)


@dataclass(frozen=True)
class Document:
    """A document: title, blocks, and a stripe for every page («УЧЕБНЫЕ ДАННЫЕ») or nothing.

    ``layout`` is the sheet that it is printed on; a page for the screen has none.
    """

    title: str
    blocks: tuple[Block, ...]
    stripe: str = ""
    subtitle: str = ""
    layout: Layout = NOTE
