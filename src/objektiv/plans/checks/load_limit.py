"""Training works that count into the limit of assessment procedures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objektiv.plans.catalogue import load_catalogue
from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared
from objektiv.plans.words import fold

_WORKS = re.compile(
    r"(?:тренировочн|репетиционн|пробн|диагностическ|контрольн)\w* (?:\w+ ){0,2}?"
    r"(?:работ|впр|огэ|егэ|экзамен|тестирован|срез)\w*"
)
_HELD = re.compile(
    r"^(?:\w+ ){0,2}?(?:проведени\w*|провести|организаци\w*|выполнени\w*|участи\w* обучающ\w*|написани\w*)"
)
_TRAINING = re.compile(r"тренировочн|репетиционн|пробн|по типу (?:впр|огэ|егэ)|в формате (?:впр|огэ|егэ)")
_LIMITED = re.compile(
    r"лимит|не более 10|10 ?%|2,5 недел|един\w* график|график\w* оценочн|сводн\w* график|в пределах"
)


def _look(prepared: Prepared) -> Iterator[Spot]:
    settings = load_catalogue().settings
    share, weeks = settings["load_share"].value, settings["load_weeks"].value
    for row in prepared.actions:
        said = f"{row.folded} {fold(row.action.deadline.text)} {fold(row.action.result.text)}"
        is_held = _HELD.search(row.folded) or _WORKS.match(row.folded)
        if (
            is_held
            and _TRAINING.search(row.folded)
            and _WORKS.search(row.folded)
            and not _LIMITED.search(said)
        ):
            yield Spot(
                f"{row.label}: тренировочные работы входят в предел оценочных процедур — не более {share:g} % времени "
                f"предмета и не чаще одной за {f'{weeks:g}'.replace('.', ',')} недели в параллели.",
                rows=(row.index,),
            )


CHECK = Check(
    code="load_limit",
    title="Предел нагрузки работами",
    severity=Severity.QUESTION,
    why="Письма от 06.08.2021 № СК-228/03 и № 01-169/08-01: работы от 30 минут считаются вместе, тренировочные тоже.",
    remedy="Внесите работы в единый график оценочных процедур и проверьте его на предел.",
    look=_look,
)
