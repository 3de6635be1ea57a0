"""One person who answers for most of the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared
from objektiv.plans.responsible import Kind

_FEWEST, _SHARE = 8, 0.6
_IN_A_MONTH = 6


def _look(prepared: Prepared) -> Iterator[Spot]:
    rows: dict[str, list[int]] = {}
    for row in prepared.rows:
        for title in {owner.title for owner in row.owners if owner.kind is Kind.PERSON}:
            rows.setdefault(title, []).append(row.index)
    for title, indices in rows.items():
        if len(indices) >= _FEWEST and len(indices) >= _SHARE * len(prepared.rows):
            yield Spot(
                f"{title} отвечает за {len(indices)} из {len(prepared.rows)} мероприятий.{_peak(prepared, indices)}",
                rows=tuple(indices),
                place="столбец «Ответственные»",
            )


def _peak(prepared: Prepared, indices: list[int]) -> str:
    """The month in which most of the person's terms end, when they are many."""
    days = [row.last_day for index in indices if (row := prepared.rows[index]).is_dated]
    months = Counter((day.year, day.month) for day in days if day)
    month, count = max(months.items(), key=lambda item: item[1], default=((0, 0), 0))
    return f" В {month[1]:02d}.{month[0]} кончаются сроки {count} из них." if count >= _IN_A_MONTH else ""


CHECK = Check(
    code="overload",
    title="Много мероприятий у одного человека",
    severity=Severity.REMARK,
    why="Если один человек отвечает за большую часть плана, его болезнь или отпуск останавливают всё.",
    remedy="Разделите: кто отвечает, кто исполняет, кто замещает.",
    look=_look,
)
