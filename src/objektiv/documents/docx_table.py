"""A table of a Word file as one piece of XML: thousands of rows in a second, heading row on every page."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from docx.oxml import parse_xml

from objektiv.documents.blocks import Column, DataTable, Value
from objektiv.documents.cells import format_value, is_numeric

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TWIPS_PER_MM = 1440 / 25.4
_HALF_POINTS = 18
_MOST_KEPT_ROWS = 12


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
_BORDERS = (
    "<w:tblBorders>"
    + "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for side in _SIDES)
    + "</w:tblBorders>"
)
_MARGINS = '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def build_table(table: DataTable, width_mm: float) -> Any:
    """The ``w:tbl`` element of a table, ``width_mm`` wide; a short one stays on one page."""
    total = sum(column.width for column in table.columns)
    widths = [round(column.width / total * width_mm * _TWIPS_PER_MM) for column in table.columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    titles = tuple(column.title for column in table.columns)
    head = _row(table.columns, titles, widths, _HEAD_LOOK)
    is_short = len(table.rows) <= _MOST_KEPT_ROWS
    rows = "".join(
        _row(table.columns, row, widths, _KEPT_LOOK if is_short and number < len(table.rows) else _LOOK)
        for number, row in enumerate(table.rows, 1)
    )
    return parse_xml(
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_BORDERS}'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>'
    )


def _row(columns: tuple[Column, ...], row: tuple[Value, ...], widths: list[int], look: _Look) -> str:
    cells = "".join(
        _cell(format_value(value, column), "right" if is_numeric(column) else "left", width, look)
        for value, column, width in zip(row, columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{look.repeat}</w:trPr>{cells}</w:tr>"


def _cell(text: str, side: str, width: int, look: _Look) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look.shade}</w:tcPr><w:p><w:pPr>{look.keep}'
        f'<w:spacing w:before="20" w:after="20"/><w:jc w:val="{side}"/></w:pPr>'
        f'<w:r><w:rPr>{look.bold}<w:sz w:val="{_HALF_POINTS}"/><w:szCs w:val="{_HALF_POINTS}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(clean_text(text))}</w:t></w:r></w:p></w:tc>'
    )
