"""Owners that the vocabulary of posts does not know."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared, in_words
from objektiv.plans.responsible import Kind


def _look(prepared: Prepared) -> Iterator[Spot]:
    found: dict[str, list[int]] = {}
    for row in prepared.rows:
        for owner in row.owners:
            if owner.kind is Kind.UNKNOWN:
                found.setdefault(owner.text, []).append(row.index)
    for text, rows in found.items():
        labels = in_words(prepared.rows[index].label for index in dict.fromkeys(rows))
        yield Spot(f"{labels}: не удалось понять, кто такой «{text}».", rows=tuple(dict.fromkeys(rows)))


CHECK = Check(
    code="unknown_owner",
    title="Ответственный не узнан",
    severity=Severity.REMARK,
    why="Напоминание уйдёт только тому, кого программа узнала.",
    remedy="Выберите человека или должность при загрузке плана: выбор запомнится для этой организации.",
    look=_look,
)
