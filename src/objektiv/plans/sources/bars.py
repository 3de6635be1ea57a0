"""Tables of markdown: cells between bars."""

from __future__ import annotations

import re
from collections.abc import Sequence

from objektiv.plans.source import Cell, Grid, Row
from objektiv.plans.sources.raw import RawLine, padded

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([_*#\[\]().!>~`|+-])")


def table_at(lines: Sequence[RawLine], index: int) -> tuple[Grid, int] | None:
    """The table that begins at a line, and the line after it; None where none begins."""
    end = index
    while end < len(lines) and _BAR.search(lines[end].text):
        end += 1
    block = lines[index:end]
    is_framed = len(block) >= 2 and all(line.text.strip().startswith("|") for line in block)
    if not is_framed and not (len(block) >= 2 and _RULE.fullmatch(block[1].text)):
        return None
    rows = [_row(line) for line in block if not _RULE.fullmatch(line.text)]
    return (Grid(padded(rows), block[0].place), end) if rows else None


def _row(line: RawLine) -> Row:
    inner = line.text.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    cells = [
        Cell(_clean(text), f"{line.place}, столбец {number}", bold=_is_bold(text))
        for number, text in enumerate(_BAR.split(inner), 1)
    ]
    return Row(tuple(cells), line.place, line.new_page)


def _is_bold(text: str) -> bool:
    return len(text.strip()) > 4 and text.strip().startswith("**") and text.strip().endswith("**")


def _clean(text: str) -> str:
    return _ESCAPED.sub(r"\1", _BREAK.sub("\n", text).replace("**", "")).strip()
