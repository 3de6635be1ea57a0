"""A document as a PDF file, set by Typst from fonts of its own: the same document gives the same bytes everywhere.

Texts reach the typesetter as data, never as its markup, so that nothing in them can be carried out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import singledispatch
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

import typst

from objektiv.documents.blocks import Block, Bullets, Document, Heading, PageBreak, Paragraph
from objektiv.documents.docx_table import clean_text
from objektiv.documents.paper_blocks import (
    BLANK_DAY,
    DASH,
    WRITING_LINE,
    Acquainted,
    Band,
    Dashes,
    Entry,
    Layout,
    NewSheet,
    Requisites,
    RuledTable,
    SignedLines,
    Text,
    Title,
)
from objektiv.documents.ruled_widths import row_lines, ruled_widths

Json: TypeAlias = Any
PAPER_TEMPLATE = "paper.typ"
_MOST_WHOLE_LINES = 25  # a higher row may be cut by the end of a page


def write_pdf(document: Document, path: Path) -> None:
    """Write a document to ``path``; its blocks are those of official papers, headings, paragraphs and lists."""
    first = document.layout
    data = {
        "title": document.title,
        "stripe": document.stripe,
        "text_size": first.text_size,
        "table_size": first.table_size,
        "is_official": first.is_official,
        "sheets": [
            {
                "width": layout.width,
                "height": layout.height,
                "margins": layout.margins,
                "blocks": [_encode(block, layout) for block in blocks],
            }
            for layout, blocks in _sheets(document)
        ],
    }
    compile_pdf(PAPER_TEMPLATE, data, path)


def _sheets(document: Document) -> list[tuple[Layout, list[Block]]]:
    """The blocks by the sheets that they stand on."""
    sheets: list[tuple[Layout, list[Block]]] = [(document.layout, [])]
    for block in document.blocks:
        if isinstance(block, NewSheet):
            sheets.append((block.layout, []))
        else:
            sheets[-1][1].append(block)
    return sheets


def compile_pdf(template: str, data: Mapping[str, Json], path: Path) -> None:
    """Set ``data`` by a template of ours and write the file; OSError when the disk refuses it."""
    source = (files("objektiv.documents") / "assets" / template).read_bytes()
    text = json.dumps(_clean(data), ensure_ascii=False, sort_keys=True)
    try:
        content = typst.compile(source, sys_inputs={"data": text}, ignore_system_fonts=True, format="pdf")
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        # A panic of the typesetter is no Exception: uncaught, it would go past every guard.
        raise RuntimeError(f"typst failed on {template}") from error
    path.write_bytes(content)


def _clean(value: Json) -> Json:
    """The value with its texts rid of what no font can show."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value


def _encode(block: Block, layout: Layout) -> dict[str, Json]:
    return {"kind": type(block).__name__, **_fields(block, layout)}


@singledispatch
def _fields(block: Block, _layout: Layout) -> dict[str, Json]:
    raise TypeError(f"a PDF file cannot hold {type(block).__name__}")


@_fields.register
def _(block: Requisites, _layout: Layout) -> dict[str, Json]:
    return {"left": block.left, "right": block.right, "is_marked": block.is_marked}


@_fields.register
def _(block: Title, _layout: Layout) -> dict[str, Json]:
    return {"text": block.text}


@_fields.register
def _(block: Text, _layout: Layout) -> dict[str, Json]:
    return {
        "text": block.text,
        "side": block.side,
        "is_bold": block.is_bold,
        "is_indented": block.is_indented,
        "is_kept": block.is_kept,
    }


@_fields.register
def _(block: Paragraph, layout: Layout) -> dict[str, Json]:
    return {"kind": "Text", **_fields(Text(block.text, is_bold=block.style == "lead"), layout)}


@_fields.register
def _(block: Heading, layout: Layout) -> dict[str, Json]:
    return {"kind": "Text", **_fields(Text(block.text, is_bold=True, is_kept=True), layout)}


@_fields.register
def _(block: Dashes, _layout: Layout) -> dict[str, Json]:
    return {"items": [f"{DASH} {item}" for item in block.items]}


@_fields.register
def _(block: Bullets, _layout: Layout) -> dict[str, Json]:
    marks = [f"{number}." if block.is_ordered else DASH for number in range(1, len(block.items) + 1)]
    return {
        "kind": "Dashes",
        "items": [f"{mark} {item}" for mark, item in zip(marks, block.items, strict=True)],
    }


@_fields.register
def _(block: RuledTable, layout: Layout) -> dict[str, Json]:
    widths = ruled_widths(block, layout.text_width, layout.table_size)
    rows = [_encode_row(block, place, widths, layout) for place in range(len(block.rows))]
    return {
        "name": block.name,
        "titles": [column.title for column in block.columns],
        "sides": [column.side for column in block.columns],
        "widths": widths,
        "rows": rows,
    }


def _encode_row(table: RuledTable, place: int, widths: list[float], layout: Layout) -> dict[str, Json]:
    row = table.rows[place]
    if isinstance(row, Band):
        return {
            "band": row.text,
            "is_kept": place + 1 < len(table.rows) and isinstance(table.rows[place + 1], Entry),
        }
    is_whole = row_lines(row.cells, widths, layout.table_size) <= _MOST_WHOLE_LINES
    return {"cells": row.cells, "is_total": row.is_total, "is_whole": is_whole}


@_fields.register
def _(block: SignedLines, _layout: Layout) -> dict[str, Json]:
    return {"lines": [(post, WRITING_LINE, person or WRITING_LINE) for post, person in block.lines]}


@_fields.register
def _(block: Acquainted, _layout: Layout) -> dict[str, Json]:
    people = block.people or ("",) * block.lines
    return {
        "text": block.text,
        "lines": [f"{WRITING_LINE} {person or WRITING_LINE} {BLANK_DAY}" for person in people],
    }


@_fields.register
def _(_block: PageBreak, _layout: Layout) -> dict[str, Json]:
    return {}
