"""Actions in an order that cannot be: the briefing after the procedure, the appointment after the briefing."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.deadlines.rule import Kind
from objektiv.plans.prepared import Prepared, Row
from objektiv.plans.words import fold

# Numbers of typical actions: those that must be done first and those that follow.
_ORDER: tuple[tuple[frozenset[int], frozenset[int], str], ...] = (
    (frozenset({6, 7}), frozenset({11, 12}), "инструктаж назначен позже процедуры"),
    (frozenset({1, 2, 3}), frozenset({11, 12}), "подготовка назначена позже процедуры"),
    (frozenset({4, 5}), frozenset({12}), "наблюдателей назначают позже, чем они работают"),
    (frozenset({4, 5}), frozenset({6}), "наблюдателей назначают позже, чем инструктируют"),
    (frozenset({13}), frozenset({14, 15}), "подходы к оцениванию обсуждают позже проверки"),
    (frozenset({11}), frozenset({16}), "процедура назначена позже, чем загрузка её результатов"),
)
_BEFORE_ANY = frozenset({1, 2, 3, 4, 6, 7})
_CONDUCT = ("проведен", "процедур", "впр", "экзамен", "работ")


def _look(prepared: Prepared) -> Iterator[Spot]:
    for firsts, laters, said in _ORDER:
        for one in prepared.actions:
            if one.entry in firsts and one.is_dated:
                yield from _after(one, _dated(prepared, laters), said)
    for row in prepared.actions:
        if row.entry in _BEFORE_ANY and row.rule.kind is Kind.RELATIVE_AFTER and _is_conduct(row.rule.event):
            yield Spot(
                f"{row.label}: срок «{row.action.deadline.text}» — после процедуры, а это подготовка к ней.",
                rows=(row.index,),
            )


def _dated(prepared: Prepared, entries: frozenset[int]) -> list[Row]:
    return [row for row in prepared.actions if row.entry in entries and row.is_dated]


def _after(one: Row, others: list[Row], said: str) -> Iterator[Spot]:
    """Rows that ``one`` should precede and does not; where no procedure is named it must follow all of them."""
    same = [row for row in others if row.procedures & one.procedures]
    rows = same or [row for row in others if not (row.procedures and one.procedures)]
    begin = one.first_day
    ends = [row.last_day for row in rows if row.last_day]
    if begin and ends and begin > max(ends):
        yield _spot(one, rows[0], said)


def _spot(one: Row, other: Row, said: str) -> Spot:
    return Spot(
        f"{one.label} («{one.action.deadline.text}») и {other.label} («{other.action.deadline.text}»): {said}.",
        rows=(one.index, other.index),
    )


def _is_conduct(event: str) -> bool:
    words = fold(event)
    return any(begin in words for begin in _CONDUCT) and "результат" not in words and "приказ" not in words


CHECK = Check(
    code="impossible_order",
    title="Невозможный порядок",
    severity=Severity.ERROR,
    why="Подготовка после события теряет смысл.",
    remedy="Поменяйте сроки или привяжите подготовку к процедуре: «не позднее чем за 2 дня до проведения».",
    look=_look,
)
