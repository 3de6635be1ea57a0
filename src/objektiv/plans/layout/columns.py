"""The columns of a table: its heading, in one row or two, in any order, or told from what the cells hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from objektiv.plans.headings import FIELDS, Role, is_number_heading, known_roles, meaning, plain, roles_of
from objektiv.plans.layout.fields import one_line
from objektiv.plans.layout.numbers import parse_number
from objektiv.plans.signs import is_like_deadline, is_like_number, is_like_somebody
from objektiv.plans.source import Grid, Row

_SEARCHED = 15  # rows of a grid in which its heading is looked for
_SHORT = 45
_ENOUGH = 0.6  # share of the cells that must look alike for a column without a heading
_BEGIN, _END = re.compile(r"\bначал"), re.compile(r"\b(?:окончан|завершен|конец)")
_DECISIONS = re.compile(r"решени")


@dataclass(frozen=True, slots=True)
class Columns:
    """Role and heading of every column; ``is_guessed``: told from the cells, not from a heading."""

    roles: tuple[Role, ...]
    headings: tuple[str, ...]
    is_guessed: bool = False

    @property
    def is_of_decisions(self) -> bool:
        """Whether the table lists decisions and how they are carried out, without terms and owners."""
        words = [
            plain(head) for head, role in zip(self.headings, self.roles, strict=True) if role is Role.TEXT
        ]
        return (
            any(_DECISIONS.search(word) for word in words)
            and Role.RESULT in self.roles
            and not self.has_terms
        )

    @property
    def has_terms(self) -> bool:
        """Whether there is a column of terms."""
        return Role.DEADLINE in self.roles

    @property
    def end_of_term(self) -> int | None:
        """The column in which a term ends, where it begins in the column of terms: «начало», «окончание»."""
        begins = [
            role is Role.DEADLINE and bool(_BEGIN.search(plain(head)))
            for head, role in zip(self.headings, self.roles, strict=True)
        ]
        ends = [
            index for index, head in enumerate(self.headings)
            if self.roles[index] is Role.OTHER and _END.search(plain(head))
        ]  # fmt: skip
        return ends[0] if any(begins) and ends else None

    @property
    def has_numbers(self) -> bool:
        """Whether there is a column of numbers."""
        return Role.NUMBER in self.roles


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the heading of a grid stands: its first row and the row after it."""

    begin: int
    end: int
    columns: Columns


def find_heading(grid: Grid) -> Heading | None:
    """The heading of a grid; None when no row of its beginning is one."""
    for index, row in enumerate(grid.rows):
        if index >= _SEARCHED and any(len(_said(above)) > 1 for above in grid.rows[:index]):
            break  # paragraphs of any number may stand above a table on one sheet, rows of measures may not
        if _is_heading(row):
            end = index + 1
            names = [one_line(cell.text) for cell in row.cells]
            if end < len(grid.rows) and _goes_on(row, grid.rows[end]):
                names = _of_two_rows(row, grid.rows[end])
                end += 1
            return Heading(index, end, Columns(tuple(roles_of(names)), tuple(names)))
    return None


def is_repeated(row: Row, columns: Columns) -> bool:
    """Whether a row says the heading of the table once more, as on every page."""
    said = {plain(one_line(cell.text)) for cell in row.cells if cell.text}
    names = {plain(name) for name in columns.headings if name}
    return len(said) >= 2 and said <= names


def is_enumeration(row: Row) -> bool:
    """Whether the row only counts the columns: 1, 2, 3, 4."""
    said = [cell.text.strip() for cell in row.cells if cell.text.strip()]
    return len(said) >= 3 and said == [str(number) for number in range(1, len(said) + 1)]


def guess_columns(rows: Sequence[Row]) -> Columns | None:
    """Columns of a table without a heading, from what its cells look like; None when they tell too little."""
    width = max((len(row.cells) for row in rows), default=0)
    texts = [[one_line(row.cells[c].text) for row in rows if c < len(row.cells)] for c in range(width)]
    filled = [[text for text in column if text] for column in texts]
    if width < 2 or len(rows) < 2:
        return None
    roles = [Role.OTHER] * width
    _mark(roles, filled, Role.NUMBER, is_like_number, only=range(min(2, width)))
    _mark(roles, filled, Role.DEADLINE, is_like_deadline, only=range(width))
    _mark(roles, filled, Role.RESPONSIBLE, is_like_somebody, only=range(width))
    if Role.DEADLINE not in roles and Role.RESPONSIBLE not in roles:
        return None
    spare = [index for index, role in enumerate(roles) if role is Role.OTHER and filled[index]]
    if not spare:
        return None
    longest = max(spare[:2], key=lambda index: sum(map(len, filled[index])) / len(filled[index]))
    roles[longest] = Role.TEXT
    after = [index for index in spare if index > longest]
    if after:
        roles[after[0]] = Role.RESULT
    return Columns(tuple(roles), ("",) * width, is_guessed=True)


def _said(row: Row) -> list[str]:
    return [text for cell in row.cells if (text := one_line(cell.text))]


def _mark(
    roles: list[Role], columns: list[list[str]], role: Role, is_like: Callable[[str], bool], only: range
) -> None:
    shares = {
        index: sum(map(is_like, columns[index])) / len(columns[index])
        for index in only
        if columns[index] and roles[index] is Role.OTHER
    }
    best = max(shares, key=lambda index: shares[index], default=None)
    if best is not None and shares[best] >= _ENOUGH:
        roles[best] = role


def _is_heading(row: Row) -> bool:
    texts = _said(row)
    known = sum(meaning(text) is not None for text in texts)
    has_digits = any(parse_number(text) is not None for text in texts)
    roles = known_roles(texts)
    return (
        len(texts) >= max(2, len([cell for cell in row.cells if not cell.covered]) / 2)
        and known > len(texts) / 2
        and len(roles) >= 2
        and not has_digits
        and (len(roles) > 2 or bool(roles & {Role.TEXT, Role.DEADLINE, Role.RESPONSIBLE}))
    )


def _goes_on(above: Row, row: Row) -> bool:
    """Whether the row below a heading belongs to it: short words under its cells, no number of its own."""
    texts = [one_line(cell.text) for cell in row.cells]
    said = [text for text in texts if text]
    if len(said) < 2 or is_enumeration(row) or any(len(text) > _SHORT for text in said):
        return False
    if any(parse_number(text) is not None for text in said):
        return False
    is_split = any(cell.covered for cell in above.cells[1:]) and any(cell.covered for cell in row.cells)
    small = sum(text[:1].islower() or is_number_heading(text) for text in said)
    is_below = small == len(said) and not texts[0] and any(meaning(text) is not None for text in said)
    is_stepped = is_number_heading(texts[0]) or is_below
    return (is_split or is_stepped) and not any(map(is_like_deadline, said))


def _of_two_rows(above: Row, row: Row) -> list[str]:
    names, spanning = [], ""
    for upper, lower in zip(above.cells, row.cells, strict=False):
        spanning = spanning if upper.covered else upper.text
        begin = spanning if upper.covered and lower.text else upper.text
        names.append(one_line(f"{begin} {lower.text}"))
    longer = max(above.cells, row.cells, key=len)
    names += [one_line(cell.text) for cell in longer[len(names) :]]
    return names


def named(columns: Columns) -> tuple[tuple[str, str], ...]:
    """Pairs of field and heading as a plan keeps them."""
    return tuple(
        (role.value if role in FIELDS else Role.OTHER.value, heading)
        for role, heading in zip(columns.roles, columns.headings, strict=True)
        if heading
    )
