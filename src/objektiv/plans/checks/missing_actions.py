"""Typical actions without which no plan is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objektiv.plans.catalogue import ActionEntry, Direction, load_catalogue, matches
from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared, orders_in

_APPROVAL = 50
_OBJECTIVITY = re.compile(r"объективн|\bвпр\b|всероссийск\w* провероч|оценочн\w* процедур")
_FEWEST_ROWS = 3  # fewer are no plan of a year


def _look(prepared: Prepared) -> Iterator[Spot]:
    if len(prepared.rows) < _FEWEST_ROWS:
        return
    present = {match.entry.number for row in prepared.rows for match in row.typical}
    present |= {match.entry.number for text in prepared.narrative for match in matches(text)}
    present |= {match.entry.number for row in prepared.decisions for match in matches(row.action.result.text)}
    head = prepared.plan.head
    if head.approvals or head.annex or orders_in(prepared.plan):
        present.add(_APPROVAL)
    missing = [entry for entry in _due(prepared) if entry.number not in present]
    if missing:
        listed = "; ".join(f"{entry.title[:1].lower()}{entry.title[1:]}" for entry in missing)
        yield Spot(
            f"Не найдены мероприятия, обязательные для полноты плана: {listed}.",
            place="весь план",
            suggestion=f"Номера в каталоге: {', '.join(str(entry.number) for entry in missing)}",
        )


def _due(prepared: Prepared) -> list[ActionEntry]:
    """What belongs to this plan: steps of a procedure only to a plan that speaks of objectivity or of ВПР."""
    is_about_procedures = _OBJECTIVITY.search(prepared.all_text) is not None
    entries = [entry for entry in load_catalogue().actions.values() if entry.always]
    return [entry for entry in entries if is_about_procedures or entry.direction is Direction.MANAGEMENT]


CHECK = Check(
    code="missing_actions",
    title="Чего не хватает для полноты",
    severity=Severity.REMARK,
    why="По каталогу типовых мероприятий эти есть в любом полном плане.",
    remedy="Добавьте их из каталога или убедитесь, что они есть в другом плане либо приказе.",
    look=_look,
)
