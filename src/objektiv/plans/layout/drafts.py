"""Rows of a table as measures in the making: cells by field, still to be joined, cut and mended."""

from __future__ import annotations

from dataclasses import dataclass, field

from objektiv.plans.headings import FIELDS, Role
from objektiv.plans.layout.columns import Columns
from objektiv.plans.layout.fields import EMPTY, joined, one_line
from objektiv.plans.model import DOUBTFUL, SURE, Field
from objektiv.plans.source import Cell, Row

_GUESSED = "столбец определён по содержанию: заголовка у таблицы нет"
_TWO_COLUMNS = "начало и окончание соединены из двух столбцов"
_KEPT_LINES = (Role.RESPONSIBLE,)  # several people stand on lines of their own


@dataclass
class Draft:
    """A row on its way to a measure.

    ``covered``: fields whose cell belongs to a merged one that begins above; ``spanned``: to the left.
    ``is_spanning``: one cell reaches over the whole row.
    """

    fields: dict[Role, Field]
    place: str
    extra: list[tuple[str, Field]] = field(default_factory=list)
    covered: frozenset[Role] = frozenset()
    spanned: frozenset[Role] = frozenset()
    breaks_before: bool = False
    is_bold: bool = False
    section: str = ""
    confidence: float = SURE
    is_spanning: bool = False
    group: str = ""

    def __getitem__(self, role: Role) -> Field:
        return self.fields.get(role, EMPTY)

    def __setitem__(self, role: Role, value: Field) -> None:
        self.fields[role] = value

    @property
    def filled(self) -> list[Role]:
        """Fields that hold words, in the order of the columns; of columns without a field, OTHER once."""
        return [role for role, own in self.fields.items() if own] + [Role.OTHER] * any(
            own for _, own in self.extra
        )

    def is_only(self, *roles: Role) -> bool:
        """Whether exactly these fields hold words."""
        return set(self.filled) == set(roles)


def to_draft(row: Row, columns: Columns) -> Draft:
    """The cells of a row by the roles of its columns; cells beyond the heading are extra ones without a name."""
    draft = Draft({}, row.place, breaks_before=row.breaks_before)
    covered: dict[bool, set[Role]] = {True: set(), False: set()}
    end = EMPTY
    for index, cell in enumerate(row.cells):
        role = columns.roles[index] if index < len(columns.roles) else Role.OTHER
        words = _field(cell, role, columns)
        if index == columns.end_of_term:
            end = words
        elif role is Role.GROUP:
            draft.group = words.text
        elif role in FIELDS:
            draft[role] = words
        elif words or (index < len(columns.headings) and columns.headings[index]):
            draft.extra.append((columns.headings[index] if index < len(columns.headings) else "", words))
        if cell.covered:
            covered[cell.from_above].add(role)
    draft[Role.DEADLINE] = _whole_term(draft[Role.DEADLINE], end)
    draft.covered, draft.spanned = frozenset(covered[True]), frozenset(covered[False])
    said = [cell for cell in row.cells if cell.text]
    draft.is_bold = bool(said) and all(cell.bold for cell in said)
    draft.is_spanning = len(said) == 1 and len(row.cells) > 2 and _covers(row.cells)
    return draft


def _whole_term(begin: Field, end: Field) -> Field:
    """A term whose first and last day stand in two columns."""
    text = begin.text if begin.text == end.text else f"{begin.text} – {end.text}"
    return joined(begin, end, text if begin else end.text, _TWO_COLUMNS, SURE)


def _covers(cells: tuple[Cell, ...]) -> bool:
    """Whether the one filled cell reaches to the right end of the row, from its first or second column."""
    start = next(index for index, cell in enumerate(cells) if cell.text)
    return (
        start <= 1
        and all(cell.covered and not cell.from_above for cell in cells[start + 1 :])
        and start + 1 < len(cells)
    )


def _field(cell: Cell, role: Role, columns: Columns) -> Field:
    text = _lines_kept(cell.text) if role in _KEPT_LINES else one_line(cell.text)
    if not text:
        return EMPTY
    if columns.is_guessed:
        return Field(text, cell.place, DOUBTFUL, _GUESSED)
    return Field(text, cell.place)


def _lines_kept(text: str) -> str:
    """Paragraphs of a cell on lines of their own where a new one begins like a name or a post."""
    whole = ""
    for part in map(one_line, text.split("\n")):
        if part:
            whole += ("\n" if whole and part[0].isupper() else " " if whole else "") + part
    return whole
