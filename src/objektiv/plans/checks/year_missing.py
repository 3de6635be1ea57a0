"""A plan that does not say its year."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared


def _look(prepared: Prepared) -> Iterator[Spot]:
    if prepared.frame is None and prepared.rows:
        yield Spot("В заголовке нет года: сроки без года не превращены в даты.", place="заголовок")


CHECK = Check(
    code="year_missing",
    title="Год плана не назван",
    severity=Severity.QUESTION,
    why="Месяц или четверть («февраль», «третья четверть») становится датой, только когда известен год.",
    remedy="Укажите учебный или календарный год плана.",
    look=_look,
)
