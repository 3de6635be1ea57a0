"""Rows whose empty cells probably belong to a merged cell above."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.model import Field
from objektiv.plans.prepared import Prepared, Row, in_words


class _Offer(NamedTuple):
    """What the row above would give."""

    deadline: str
    owner: str
    above: str


def _look(prepared: Prepared) -> Iterator[Spot]:
    offers = _offers(prepared.actions)
    for offer, run in groupby(prepared.actions, key=lambda row: offers.get(row.index)):
        if offer:
            yield _spot(offer, list(run))


def _offers(rows: tuple[Row, ...]) -> dict[int, _Offer]:
    """Row → what is offered for its empty cells: what the reading suggests, or the row above when both are empty."""
    found: dict[int, _Offer] = {}
    above: Row | None = None
    for row in rows:
        if row.action.deadline or row.action.responsible:
            above = row
        elif above is None or above.section_key != row.section_key:
            above = None
        read = _Offer(_suggested(row.action.deadline), _suggested(row.action.responsible), "")
        if read.deadline or read.owner:
            found[row.index] = read._replace(above=above.label if above else "")
        elif above and above is not row and above.action.deadline and above.action.responsible:
            found[row.index] = _Offer(above.action.deadline.text, above.action.responsible.text, above.label)
    return found


def _suggested(field: Field) -> str:
    return "" if field.text else field.suggestion


def _spot(offer: _Offer, rows: list[Row]) -> Spot:
    parts = [("срок", offer.deadline), ("ответственный", offer.owner)]
    titles = " и ".join(title for title, text in parts if text)
    whose = f" строки {offer.above}" if offer.above else ""
    empty = "пусты" if offer.deadline and offer.owner else "пуст"
    return Spot(
        f"{in_words(row.label for row in rows)}: {titles} {empty} — вероятно, объединённая ячейка{whose}.",
        rows=tuple(row.index for row in rows),
        suggestion="; ".join(f"{title}: «{text}»" for title, text in parts if text),
    )


CHECK = Check(
    code="merged_cell",
    title="Вероятно, объединённая ячейка",
    severity=Severity.QUESTION,
    why="В таблицах срок и ответственного часто пишут один раз на несколько строк; при переносе текста "
    "ячейка теряется.",
    remedy="Посмотрите документ и подтвердите предложенное или впишите своё: само оно не подставляется.",
    look=_look,
)
