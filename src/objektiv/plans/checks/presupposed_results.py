"""Actions about results of procedures that will be held only after the action's term."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared, Row, procedures_in
from objektiv.plans.words import fold

_RESULTS = re.compile(
    r"(?:результат\w*|итог\w*)(?: \w+){0,4} (?:впр|кдр|ккр|дкр|ркр|егэ|огэ|гиа|процедур\w*|"
    r"диагностическ\w*|провероч\w*|оценк\w* качеств\w*)"
    r"|(?:учет\w*|основ\w*) результат\w*"
)
_OTHER_TIME = re.compile(r"20\d\d|прошл|предыдущ|прошедш|минувш|ранее|истекш")
_PREPARES = re.compile(r"подготовк\w* к проведен|организаци\w* и проведен|к проведению")


def _look(prepared: Prepared) -> Iterator[Spot]:
    for row in prepared.actions:
        named = row.procedures or procedures_in(row.action.result.text)
        begin = min((first for first, _ in prepared.held_for(named)), default=None)
        last = row.last_day
        if begin and row.is_dated and last and last < begin and _speaks_of_results(row):
            yield Spot(
                f"{row.label}: срок «{row.action.deadline.text}» раньше процедур (они с "
                f"{begin:%d.%m.%Y}), а мероприятие "
                "опирается на их результаты.",
                rows=(row.index,),
            )


def _speaks_of_results(row: Row) -> bool:
    for text in (row.folded, fold(row.action.result.text)):
        found = _RESULTS.search(text)
        if found and not _names_other_time(text, found) and not _PREPARES.search(text):
            return True
    return False


def _names_other_time(text: str, found: re.Match[str]) -> bool:
    """Whether earlier results are named; «с учётом результатов … на 2024 г.» names the year of the plan itself."""
    after = text[found.start() : found.end() + 20]
    return bool(_OTHER_TIME.search(after)) and not re.search(r"\bна 20\d\d", after)


CHECK = Check(
    code="presupposed_results",
    title="Результатов к этому сроку ещё нет",
    severity=Severity.QUESTION,
    why="Нельзя опираться на результаты процедуры, которая пройдёт позже.",
    remedy="Если речь о прошлогодних результатах, назовите их год; если о нынешних — перенесите срок.",
    look=_look,
)
