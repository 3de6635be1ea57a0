"""A table of a Word file as one piece of XML: thousands of rows in a second, heading row on every page."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml

from objektiv.documents.blocks import Column, DataTable, Value
from objektiv.documents.cells import format_value, is_numeric
from objektiv.documents.column_widths import (
    CELL_MARGIN,
    HALF_POINTS,
    SAMPLE,
    TWIPS_PER_MM,
    fit_widths,
    text_width,
)
from objektiv.documents.numbers import bind_percent

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MOST_KEPT_LINES = 24  # a longer table may be cut by the end of a page


class _Look(NamedTuple):
    """Pieces of XML that make a row a heading row or keep it with the next one."""

    repeat: str = ""
    shade: str = ""
    bold: str = ""
    keep: str = ""


_LOOK = _Look()
_KEPT_LOOK = _Look(keep="<w:keepNext/>")
_HEAD_LOOK = _Look(
    repeat="<w:tblHeader/>",
    shade='<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>',
    bold="<w:b/>",
    keep="<w:keepNext/>",
)
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_GREY = "808080"
_MARGINS = (
    f'<w:tblCellMar><w:left w:w="{CELL_MARGIN}" w:type="dxa"/>'
    f'<w:right w:w="{CELL_MARGIN}" w:type="dxa"/></w:tblCellMar>'
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def build_table(table: DataTable, width_mm: float) -> Any:
    """The ``w:tbl`` element of a table, ``width_mm`` wide; a short one stays on one page with its note."""
    texts = [
        [_text_of(value, column) for value, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    titles = [_text_of(column.title, column) for column in table.columns]
    widths = fit_widths(table.columns, [titles, *texts[:SAMPLE]], round(width_mm * TWIPS_PER_MM))
    kept = _kept_rows(texts, widths, has_note=bool(table.note))
    head = _row(table.columns, titles, widths, _HEAD_LOOK)
    rows = "".join(
        _row(table.columns, row, widths, _KEPT_LOOK if is_kept else _LOOK)
        for row, is_kept in zip(texts, kept, strict=True)
    )
    return wrap_rows(widths, f"{head}{rows}", _GREY)


def wrap_rows(widths: Sequence[int], rows: str, colour: str, name: str = "") -> Any:
    """The ``w:tbl`` element round rows given as XML; ``widths`` in twips, ``name`` for those who do not see it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>' for side in _SIDES)
    caption = f"<w:tblCaption w:val={quoteattr(clean_text(name))}/>" if name else ""
    return parse_xml(
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}{caption}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _text_of(value: Value, column: Column) -> str:
    return bind_percent(clean_text(format_value(value, column)))


def _kept_rows(texts: Sequence[Sequence[str]], widths: list[int], *, has_note: bool) -> list[bool]:
    """Which rows stay with the next one: all of a short table, else the first and those that the note ends."""
    count = len(texts)
    lines = sum(_row_lines(row, widths) for row in texts[: _MOST_KEPT_LINES + 1])
    if lines <= _MOST_KEPT_LINES:
        return [has_note or number < count for number in range(1, count + 1)]
    ends = {1, count - 1, count} if has_note else {1, count - 1}
    return [number in ends for number in range(1, count + 1)]


def _row_lines(row: Sequence[str], widths: list[int]) -> int:
    """About how many lines a row takes."""
    return max(
        math.ceil(text_width(text) / (width - 2 * CELL_MARGIN))
        for text, width in zip(row, widths, strict=True)
    )


def _row(columns: Sequence[Column], row: Sequence[str], widths: list[int], look: _Look) -> str:
    cells = "".join(
        _cell(text, "right" if is_numeric(column) else "left", width, look)
        for text, column, width in zip(row, columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{look.repeat}</w:trPr>{cells}</w:tr>"


def _cell(text: str, side: str, width: int, look: _Look) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look.shade}</w:tcPr><w:p><w:pPr>{look.keep}'
        f'<w:spacing w:before="20" w:after="20"/><w:jc w:val="{side}"/></w:pPr>'
        f'<w:r><w:rPr>{look.bold}<w:sz w:val="{HALF_POINTS}"/><w:szCs w:val="{HALF_POINTS}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
    )
