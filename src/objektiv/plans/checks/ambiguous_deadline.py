"""Terms that can lie in two places of the year."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared


def _look(prepared: Prepared) -> Iterator[Spot]:
    for row in prepared.rows:
        if len(row.dates.ambiguous) > 1:
            readings = " или ".join(f"{start:%d.%m.%Y}–{end:%d.%m.%Y}" for start, end in row.dates.ambiguous)
            yield Spot(
                f"{row.label}: срок «{row.action.deadline.text}» понимается по-разному: {readings}.",
                rows=(row.index,),
            )


CHECK = Check(
    code="ambiguous_deadline",
    title="Срок можно понять по-разному",
    severity=Severity.QUESTION,
    why="Месяц без года на границе учебного года может быть и в его начале, и в конце.",
    remedy="Допишите год.",
    look=_look,
)
