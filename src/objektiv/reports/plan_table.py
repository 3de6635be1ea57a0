"""The tables of a plan: measures under the headings of their sections, decisions and how they are carried out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from objektiv.documents.paper_blocks import CENTRE, LEFT, Band, Entry, RuledColumn, RuledTable
from objektiv.documents.paper_sheet import KEY_TITLE
from objektiv.plans.model import Action, Field, Plan, Section
from objektiv.reports.plan_words import broken, dotted, listed, numbered

NUMBER, TEXT, DEADLINE, RESPONSIBLE, RESULT, OTHER = (
    "number",
    "text",
    "deadline",
    "responsible",
    "result",
    "other",
)
# field → heading that it has when the plan brings none, relative width, side
_FIELDS: dict[str, tuple[str, float, str]] = {
    NUMBER: ("№ п/п", 0.7, CENTRE),
    TEXT: ("Мероприятия", 4.0, LEFT),
    DEADLINE: ("Сроки", 1.8, LEFT),
    RESPONSIBLE: ("Ответственные", 2.0, LEFT),
    RESULT: ("Ожидаемый результат", 2.6, LEFT),
}
_DECISION_FIELDS: dict[str, tuple[str, float, str]] = {
    TEXT: ("Управленческие решения", 3.0, LEFT),
    RESULT: ("Исполнение", 3.0, LEFT),
}
# Letters that a cell usually has; where there are more, its column is wider.
_USUAL_LENGTHS = {TEXT: 120, DEADLINE: 18, RESPONSIBLE: 24, RESULT: 70}
_NARROWEST, _WIDEST = 0.85, 1.4
_OF_DECISIONS = re.compile(r"решени", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A column of a table: its field, or ``other`` and the heading of a column without one."""

    field: str
    title: str
    width: float
    side: str


def action_table(plan: Plan, keys: Mapping[int, str]) -> RuledTable:
    """The table of measures. ``keys``: position of a measure → what knows its row again in a workbook."""
    columns = _columns(plan.actions, _headings(plan, of_decisions=False), _FIELDS)
    return RuledTable(_ruled(columns, plan.actions), tuple(_rows(plan, columns, keys)), "План")


def key_of(action: Action) -> str:
    """The key that came back with a row of a workbook; empty when it has none."""
    return next((own.text for heading, own in action.extra if heading == KEY_TITLE), "")


def decision_table(plan: Plan) -> RuledTable:
    """The table of decisions; a number stands before the words."""
    columns = _columns(plan.decisions, _headings(plan, of_decisions=True), _DECISION_FIELDS)
    entries = tuple(
        Entry(tuple(_decision_cell(one, column) for column in columns), key_of(one) or f"decision:{position}")
        for position, one in enumerate(plan.decisions, 1)
    )
    return RuledTable(_ruled(columns, plan.decisions), entries, "Решения")


def decision_section(plan: Plan) -> Section | None:
    """The heading that the decisions stand under, if the plan has one."""
    keys = {one.section for one in plan.decisions}
    return next((section for section in plan.sections if section.key in keys), None)


def _headings(plan: Plan, *, of_decisions: bool) -> list[tuple[str, str]]:
    """Pairs of field and heading of one of the two tables; the other table's stand in the plan beside them."""
    pairs = list(plan.columns)
    begin = next(
        (n for n, pair in enumerate(pairs) if pair[0] == TEXT and _OF_DECISIONS.search(pair[1])), len(pairs)
    )
    has_both = bool(plan.actions) and bool(plan.decisions)
    if not has_both:
        return pairs
    end = next((n + 1 for n, pair in enumerate(pairs) if n > begin and pair[0] == RESULT), len(pairs))
    return pairs[begin:end] if of_decisions else [*pairs[:begin], *pairs[end:]]


def _columns(
    actions: Sequence[Action],
    headings: Sequence[tuple[str, str]],
    fields: Mapping[str, tuple[str, float, str]],
) -> list[_Shown]:
    """What the document names, in its order, and what else some action has; a number first, the rest as usual."""
    shown: list[_Shown] = []
    extras = {heading for action in actions for heading, _ in action.extra if heading != KEY_TITLE}
    for name, heading in headings:
        if name in fields and name not in {one.field for one in shown}:
            shown.append(_Shown(name, heading, *fields[name][1:]))
        elif name == OTHER and heading in extras and heading not in {one.title for one in shown}:
            shown.append(_Shown(OTHER, heading, 2.0, LEFT))
    for place, name in enumerate(fields):
        is_needed = name == TEXT or any(_said(action, name) for action in actions)
        if is_needed and name not in {one.field for one in shown}:
            shown.insert(0 if name == NUMBER else max(place, len(shown)), _Shown(name, *fields[name]))
    named = {one.title for one in shown}
    return [*shown, *(_Shown(OTHER, heading, 2.0, LEFT) for heading in sorted(extras - named) if heading)]


def _ruled(columns: Sequence[_Shown], actions: Sequence[Action]) -> tuple[RuledColumn, ...]:
    return tuple(
        RuledColumn(column.title, round(column.width * _stretch(column, actions), 2), column.side)
        for column in columns
    )


def _stretch(column: _Shown, actions: Sequence[Action]) -> float:
    """By how much a column is wider than usual because its texts are longer, or narrower."""
    lengths = [len(text) for action in actions if (text := _cell(action, column))]
    usual = _USUAL_LENGTHS.get(column.field)
    if not lengths or usual is None:
        return 1.0
    return min(_WIDEST, max(_NARROWEST, math.sqrt(sum(lengths) / len(lengths) / usual)))


def _rows(plan: Plan, columns: Sequence[_Shown], keys: Mapping[int, str]) -> Iterator[Band | Entry]:
    """Measures in their order, each section before its first one; a section without measures in its place."""
    own = decision_section(plan)
    waiting = [section for section in plan.sections if section is not own or _has_actions(plan, section)]
    shown = ""
    for position, action in enumerate(plan.actions):
        if action.section != shown:
            place = next((n for n, section in enumerate(waiting) if section.key == action.section), -1)
            yield from map(_band, waiting[: place + 1])
            waiting = waiting[place + 1 :]
            shown = action.section
        cells = tuple(_cell(action, column) for column in columns)
        yield Entry(cells, keys.get(position) or key_of(action) or f"action:{position + 1}")
    yield from map(_band, waiting)


def _has_actions(plan: Plan, section: Section) -> bool:
    return any(action.section == section.key for action in plan.actions)


def _band(section: Section) -> Band:
    return Band(numbered(section.number.text, section.title.text))


def _said(action: Action, name: str) -> str:
    field: Field = getattr(action, name)
    return field.text


def _cell(action: Action, column: _Shown) -> str:
    if column.field == OTHER:
        return next((own.text for heading, own in action.extra if heading == column.title), "")
    if column.field == NUMBER:
        return dotted(action.number.text)
    return listed(action) if column.field == TEXT else broken(_said(action, column.field))


def _decision_cell(one: Action, column: _Shown) -> str:
    said = _cell(one, column)
    return numbered(one.number.text, said) if column.field == TEXT else said
