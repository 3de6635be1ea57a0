"""One indicator copied over many rows that nobody can measure."""

from __future__ import annotations

from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared, Row, in_words
from objektiv.plans.results import ResultKind
from objektiv.plans.words import stems

_FEWEST_ROWS = 3
_FEWEST_WORDS = 3


def _look(prepared: Prepared) -> Iterator[Spot]:
    groups: list[tuple[set[str], list[Row]]] = []
    for row in prepared.rows:
        words = _effect(row)
        if not words:
            continue
        group = next((known for known in groups if words <= known[0] or known[0] <= words), None)
        if group:
            group[0].intersection_update(words)
            group[1].append(row)
        else:
            groups.append((set(words), [row]))
    for _, rows in groups:
        if len(rows) >= _FEWEST_ROWS:
            yield Spot(
                f"Один и тот же показатель «{rows[0].results[0].text}» стоит в {len(rows)} строках "
                f"({in_words(row.label for row in rows)}), и измерить его нельзя.",
                rows=tuple(row.index for row in rows),
            )


def _effect(row: Row) -> frozenset[str]:
    """Stems of the first promise of a row when it is an effect without a measure and the row promises no number."""
    results = row.results
    if not results or results[0].is_measurable or any(one.kind is ResultKind.NUMBER for one in results):
        return frozenset()
    words = stems(results[0].text)
    return words if len(words) >= _FEWEST_WORDS else frozenset()


CHECK = Check(
    code="copied_indicator",
    title="Показатель скопирован и не измеряется",
    severity=Severity.QUESTION,
    why="Общая фраза в каждой строке не отличает сделанное от несделанного, и эффект по ней оценить нельзя.",
    remedy="Замените документом (протокол, справка) или числом с источником: «доля ОО без признаков — не ниже …».",
    look=_look,
)
