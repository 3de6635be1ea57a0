"""Tables written with one cell per line: the headings of the columns stand under one another, then cell after cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from objektiv.plans.headings import Role, known_roles, meaning, roles_of
from objektiv.plans.signs import TITLE, is_like_deadline, is_like_number, is_like_somebody
from objektiv.plans.source import Cell, Grid, Row
from objektiv.plans.sources.raw import RawLine, padded

_FEWEST, _MOST = 3, 9
_NOT_A_HEADING = re.compile(r"[\t|\d]")
# What it costs to read lines otherwise than as a whole row: a heading, a numbered heading, a row short of a cell.
_HEADING, _NUMBERED, _SHORT = 0.9, 0.7, 1.6
_NOT_A_NUMBER, _NOT_A_DEADLINE, _NOT_SOMEBODY, _NOT_WORDS = 1.5, 1.0, 0.5, 0.7


def find(lines: Sequence[RawLine]) -> Iterator[tuple[int, int, Grid]]:
    """Every such table: its first line, the line after it, its grid. A table goes on to the next one or the end."""
    begin = 0
    found: list[list[int]] = []
    while begin < len(lines):
        heading = _heading_lines(lines, begin)
        found += [heading] if heading else []
        begin = heading[-1] + 1 if heading else begin + 1
    ends = [*(heading[0] for heading in found[1:]), len(lines)]
    for heading, end in zip(found, ends, strict=False):
        yield heading[0], end, _grid([lines[index] for index in heading], lines[heading[-1] + 1 : end])


def _heading_lines(lines: Sequence[RawLine], begin: int) -> list[int]:
    """Lines from this one that are headings of columns, one under another or each after one blank line."""
    step = 2 if begin + 1 < len(lines) and lines[begin + 1].is_blank else 1
    found: list[int] = []
    roles: set[Role] = set()
    index = begin
    while index < len(lines) and len(found) < _MOST and _is_heading(lines[index]):
        role = (meaning(lines[index].text) or (Role.OTHER, 0))[0]
        if role is Role.TEXT and role in roles and roles - {Role.TEXT, Role.NUMBER}:
            break  # the first heading of a section: «Работа с родителями»
        found.append(index)
        roles.add(role)
        if step == 2 and index + 1 < len(lines) and not lines[index + 1].is_blank:
            break
        index += step
    known = known_roles([lines[place].text for place in found])
    return found if len(found) >= _FEWEST and len(known) >= _FEWEST and Role.TEXT in known else []


def _is_heading(line: RawLine) -> bool:
    is_cell = not _NOT_A_HEADING.search(line.text.strip()) and not TITLE.match(line.text)
    return is_cell and meaning(line.text) is not None


def _grid(heading: Sequence[RawLine], body: Sequence[RawLine]) -> Grid:
    roles = roles_of([line.text for line in heading])
    groups = _groups(body)
    sizes = [len(group) for group in groups]
    if sum(size in (1, len(roles)) for size in sizes) > len(sizes) / 2 and len(roles) in sizes:
        rows = [row for group in groups for row in _rows_of_group(group, roles)]
    else:
        rows = _aligned([line for group in groups for line in group], roles)
    return Grid(padded([_row(heading, len(roles)), *rows]), heading[0].place)


def _groups(lines: Sequence[RawLine]) -> list[list[RawLine]]:
    """Lines between blank ones."""
    groups: list[list[RawLine]] = [[]]
    for line in lines:
        if line.is_blank:
            groups.append([])
        else:
            groups[-1].append(line)
    return [group for group in groups if group]


def _rows_of_group(group: list[RawLine], roles: Sequence[Role]) -> list[Row]:
    return [_row(group, len(roles))] if len(group) <= len(roles) else _aligned(group, roles)


def _aligned(lines: list[RawLine], roles: Sequence[Role]) -> list[Row]:
    """The cheapest way to read lines as rows and headings, by what the cells look like."""
    steps = _steps(roles)
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(lines) + 1)
    for index in range(len(lines) - 1, -1, -1):
        choices = [
            (cost(lines[index : index + size]) + best[index + size][0], size)
            for size, cost in steps
            if index + size <= len(lines)
        ]
        best[index] = min(choices)
    rows, index = [], 0
    while index < len(lines):
        size = best[index][1]
        rows.append(_row(lines[index : index + size], len(roles)))
        index += size
    return rows


def _steps(roles: Sequence[Role]) -> list[tuple[int, Callable[[Sequence[RawLine]], float]]]:
    """Sizes of a row, of a heading and of a row short of its last cells, each with its cost."""
    width = len(roles)
    steps: list[tuple[int, Callable[[Sequence[RawLine]], float]]] = [
        (width, lambda lines: _cost(lines, roles)),
        (1, lambda lines: _HEADING + _strangeness(lines[0].text)),
    ]
    if width > 3:
        steps.append((width - 1, lambda lines: _SHORT + _cost(lines, roles[: width - 1])))
    if roles[0] is Role.NUMBER:
        steps.append((2, lambda lines: _NUMBERED + _cost(lines, roles[:2])))
    return steps


def _strangeness(text: str) -> float:
    return 0.6 * (is_like_deadline(text) or is_like_somebody(text) or is_like_number(text))


def _cost(lines: Sequence[RawLine], roles: Sequence[Role]) -> float:
    return sum(_mismatch(line.text.strip(), role) for line, role in zip(lines, roles, strict=True))


def _mismatch(text: str, role: Role) -> float:
    if role is Role.NUMBER:
        return 0.0 if is_like_number(text) else _NOT_A_NUMBER
    if role is Role.DEADLINE:
        return 0.0 if is_like_deadline(text) else _NOT_A_DEADLINE
    if role is Role.RESPONSIBLE:
        return 0.0 if is_like_somebody(text) else _NOT_SOMEBODY
    return _NOT_WORDS * (role is Role.TEXT and (is_like_number(text) or is_like_deadline(text)))


def _row(lines: Sequence[RawLine], width: int) -> Row:
    """A row of the lines; the rest of a heading's row belongs to it."""
    cells = [Cell(line.text.strip().strip("*").strip(), line.place) for line in lines]
    place, is_alone = lines[0].place, len(lines) == 1
    cells += [Cell("", place, covered=is_alone)] * (width - len(cells))
    return Row(tuple(cells), place, any(line.new_page for line in lines))
