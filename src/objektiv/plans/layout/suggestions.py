"""What the document does not say but its look suggests: empty cells that were one merged cell, full numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from objektiv.plans.headings import Role
from objektiv.plans.layout.drafts import Draft
from objektiv.plans.layout.fields import noted
from objektiv.plans.layout.numbers import parse_number
from objektiv.plans.model import DOUBTFUL, Field

MERGED = "вероятно, объединённая ячейка"
_FEWEST = 2  # rows with empty cells below a filled one
_BLOCK = (Role.DEADLINE, Role.RESPONSIBLE, Role.RESULT)


def suggest_merged(drafts: Sequence[Draft]) -> None:
    """Offer the words of a filled cell for the empty ones right below it, when a merged cell explains them.

    Grounds: at least two rows one after another, to the section's end, where all cells but the text are empty; or
    at least two rows without a term whose owners are named. An owner missing alone is a gap, not a merged cell.
    """
    for _, group in groupby(drafts, key=lambda draft: draft.section):
        rows = list(group)
        _suggest_block(rows)
        _suggest_terms(rows)


def _suggest_block(rows: list[Draft]) -> None:
    begin = len(rows)
    while begin and not any(rows[begin - 1][role] for role in _BLOCK):
        begin -= 1
    if begin and len(rows) - begin >= _FEWEST:
        for row in rows[begin:]:
            for role in _BLOCK:
                _offer(row, role, rows[begin - 1][role])


def _suggest_terms(rows: list[Draft]) -> None:
    above: Field | None = None
    for is_empty, group in groupby(
        rows, key=lambda row: not row[Role.DEADLINE] and bool(row[Role.RESPONSIBLE])
    ):
        run = list(group)
        if is_empty and above and len(run) >= _FEWEST:
            for row in run:
                _offer(row, Role.DEADLINE, above)
        above = None if is_empty else run[-1][Role.DEADLINE]


def _offer(row: Draft, role: Role, above: Field) -> None:
    if above and not row[role]:
        row[role] = noted(replace(row[role], place=row.place), MERGED, DOUBTFUL, suggestion=above.text)


def _runs_on(drafts: Sequence[Draft]) -> bool:
    """Whether the numbering goes on over the headings of sections: 1, 2 in the first, 3, 4 in the second."""
    own = [(draft.section, parse_number(draft[Role.NUMBER].text)) for draft in drafts]
    runs = [
        left[1].parts[0] + 1 == right[1].parts[0]
        for left, right in pairwise(own)
        if left[0] != right[0] and left[1] and right[1] and left[1].depth == right[1].depth == 1
    ]
    return bool(runs) and all(runs)


def suggest_numbers(drafts: Sequence[Draft], numbered: Collection[str]) -> None:
    """Full numbers where the document restarts its numbering («2» in section 1 → «1.2») or gives none.

    ``numbered``: keys of the sections that have numbers; under one without, a measure's own number is full.
    """
    count: dict[str, int] = {}
    if _runs_on(drafts):
        return
    for draft in drafts:
        count[draft.section] = count.get(draft.section, 0) + 1
        own = parse_number(draft[Role.NUMBER].text)
        if draft[Role.NUMBER] and (own is None or own.depth > 1 or draft.section not in numbered):
            continue
        last = own.parts[-1] if own else count[draft.section]
        begin = draft.section.partition("-")[0]
        full = f"{begin}.{last}" if begin else str(last)
        draft[Role.NUMBER] = replace(draft[Role.NUMBER], suggestion=full)
