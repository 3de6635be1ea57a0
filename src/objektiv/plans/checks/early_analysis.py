"""Analysis of results while the procedure still goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.deadlines.rule import Kind
from objektiv.plans.prepared import Prepared, Row

_ANALYSIS = re.compile(
    r"^(?:(?:проведени\w*|провести|организаци\w*|и|подготовк\w*|составлени\w*|\w+н(?:ый|ого|ая|ой|ую)) )*"
    r"(?:анализ\w*|сравнени\w*|сопоставлени\w*|выявлени\w*|справк\w*)"
)
_RESULT = re.compile(r"результат|итог|проблемн\w* зон|выполнени\w* задан")
_RELATIVE = {
    Kind.RELATIVE_AFTER,
    Kind.RELATIVE_BEFORE,
    Kind.ON_EVENT,
    Kind.CONDITIONAL,
    Kind.OUTSIDE_SCHEDULE,
    Kind.RECURRING,
}
_OTHER_TIME = re.compile(r"20\d\d|прошл|предыдущ")


def _look(prepared: Prepared) -> Iterator[Spot]:
    for row in prepared.actions:
        held = prepared.held_for(row.procedures)
        first, last = row.first_day, row.last_day
        if not (held and first and last and _is_analysis(row)):
            continue
        if all(begin <= first and last <= end for begin, end in held):
            yield Spot(
                f"{row.label}: анализ назначен на «{row.action.deadline.text}», когда процедуры ещё идут (до "
                f"{max(end for _, end in held):%d.%m.%Y}): итоговых результатов, возможно, не будет.",
                rows=(row.index,),
            )


def _is_analysis(row: Row) -> bool:
    is_dated = row.is_dated and row.rule.kind not in _RELATIVE
    return bool(
        is_dated
        and _ANALYSIS.search(row.folded)
        and _RESULT.search(row.folded)
        and not _OTHER_TIME.search(row.folded)
    )


CHECK = Check(
    code="early_analysis",
    title="Анализ раньше итоговых результатов",
    severity=Severity.QUESTION,
    why="Итоговые результаты приходят по графику после процедуры; анализ до них — сомнителен.",
    remedy="Привяжите срок к получению результатов: «в течение 10 дней после получения результатов».",
    look=_look,
)
