"""Tables whose cells stand between tabs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from objektiv.plans.source import Cell, Grid, Row
from objektiv.plans.sources.raw import RawLine, padded

_NUMBER = re.compile(r"\s*\d{1,3}(\.\d{1,3})*[.)]?\s*")


def table_at(lines: Sequence[RawLine], index: int) -> tuple[Grid, int] | None:
    """The table that begins at a line, and the line after it; None where none begins.

    A blank line inside is a page break when cells go on after it.
    """
    if not lines[index].is_tabbed:
        return None
    end, taken, breaks = index, [], False
    pieces: list[tuple[RawLine, bool]] = []
    while end < len(lines):
        line = lines[end]
        if line.is_blank:
            following = next((later for later in range(end, len(lines)) if not lines[later].is_blank), None)
            if following is None or not lines[following].is_tabbed:
                break
            breaks, end = True, following
            continue
        if not line.is_tabbed and not _goes_on(lines, end):
            break
        pieces.append((line, breaks or line.new_page))
        breaks, end = False, end + 1
    taken = _whole_rows(pieces)
    return Grid(padded([_row(text, line, broken) for text, line, broken in taken]), lines[index].place), end


def _goes_on(lines: Sequence[RawLine], index: int) -> bool:
    """Whether a line without tabs stands inside a table: cells go on right below it."""
    return index + 1 < len(lines) and lines[index + 1].is_tabbed


def _whole_rows(pieces: list[tuple[RawLine, bool]]) -> list[tuple[str, RawLine, bool]]:
    """Rows of text; a row that a line break inside a cell cut in two is put together again by its count of tabs."""
    counts = Counter(line.text.count("\t") for line, _ in pieces if line.is_tabbed)
    typical = counts.most_common(1)[0][0]
    rows: list[tuple[str, RawLine, bool]] = []
    for line, broken in pieces:
        if rows and _belongs_above(rows[-1][0], line.text, typical):
            above, first, was_broken = rows[-1]
            rows[-1] = (f"{above}\n{line.text}", first, was_broken)
        else:
            rows.append((line.text, line, broken))
    return rows


def _belongs_above(above: str, text: str, typical: int) -> bool:
    if "\t" not in text:  # a paragraph of the last cell; a capital below a whole row begins a row: a heading
        return above.count("\t") < typical or not (text.strip()[:1].isupper() or text.strip()[:1].isdigit())
    begins = text.split("\t", maxsplit=1)[0].strip()
    is_short = above.count("\t") < typical and above.count("\t") + text.count("\t") == typical
    return is_short and bool(begins) and not _NUMBER.fullmatch(begins)


def _row(text: str, line: RawLine, broken: bool) -> Row:
    cells = [
        Cell(_clean(cell), f"{line.place}, столбец {number}", bold=_is_bold(cell))
        for number, cell in enumerate(text.split("\t"), 1)
    ]
    return Row(tuple(cells), line.place, broken)


def _is_bold(cell: str) -> bool:
    return len(cell.strip()) > 4 and cell.strip().startswith("**") and cell.strip().endswith("**")


def _clean(cell: str) -> str:
    return "\n".join(part.strip() for part in cell.replace("**", "").replace("\\_", "_").strip().split("\n"))
