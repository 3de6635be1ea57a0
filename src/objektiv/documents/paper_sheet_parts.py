"""How an official paper is cut into the sheets of a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from objektiv.documents.blocks import Block, Bullets, Document, Heading
from objektiv.documents.docx_table import clean_text
from objektiv.documents.paper_blocks import (
    Acquainted,
    Dashes,
    Layout,
    NewSheet,
    Requisites,
    RuledTable,
    SignedLines,
    Text,
)

MOST_ABOVE = 12  # rows above a table on its own sheet
_SHEET_SIGNS = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31


def split_sheets(document: Document) -> Iterator[tuple[Layout, str, list[Block]]]:
    """Layout, name and blocks of each sheet.

    A table begins a sheet when much stands above it or another table does; below it only those who sign stand, so
    that nothing there can be taken for its rows.
    """
    layout, name = document.layout, ""
    sheet: list[Block] = []
    for block in document.blocks:
        led, has_table = _leading(sheet), any(isinstance(one, RuledTable) for one in sheet)
        if isinstance(block, NewSheet):
            yield layout, name, sheet
            layout, name, sheet = block.layout, block.name, []
        elif isinstance(block, RuledTable) and (has_table or _is_much(sheet)) and len(sheet) > led:
            yield layout, name, sheet[: len(sheet) - led]
            name, sheet = "", [*sheet[len(sheet) - led :], block]
        elif has_table and not isinstance(block, RuledTable | SignedLines | Acquainted):
            yield layout, name, sheet
            name, sheet = "", [block]
        else:
            sheet.append(block)
    yield layout, name, sheet


def _is_much(blocks: Sequence[Block]) -> bool:
    """Whether what stands above a table is a text of its own: lists, or too many lines to look past."""
    lines = sum(max(len(one.left), len(one.right)) if isinstance(one, Requisites) else 1 for one in blocks)
    return lines > MOST_ABOVE or any(isinstance(one, Dashes | Bullets) for one in blocks)


def _leading(sheet: Sequence[Block]) -> int:
    """How many blocks at the end of a sheet belong to the table that follows it."""
    count = 0
    for block in reversed(sheet):
        if not (isinstance(block, Heading) or (isinstance(block, Text) and block.is_kept)):
            break
        count += 1
    return count


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that a spreadsheet allows and no other sheet has; ``taken`` learns it in small letters."""
    base = _SHEET_SIGNS.sub(" ", clean_text(wanted)).strip(" '")[:_LONGEST_NAME].strip(" '") or "Лист"
    name, number = base, 1
    while name.lower() in taken:
        number += 1
        name = f"{base[: _LONGEST_NAME - 4]} {number}"
    taken.add(name.lower())
    return name
