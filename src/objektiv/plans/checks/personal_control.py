"""«Персональный контроль» of teachers on the ground of their pupils' results."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objektiv.plans.catalogue import load_catalogue
from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared

_CONTROL = re.compile(
    r"персональн\w* контрол\w*|контрол\w* (?:за )?(?:\w+ )?деятельност\w* (?:педагог|учител)\w*"
)
_TEACHER = re.compile(r"педагог|учител|преподавател")
_GROUND = re.compile(
    r"необъективн|\bвпр\b|результат\w*|диагностическ\w* работ|провероч\w* работ|оценочн\w* процедур|"
    r"отмет\w*|показавш|показали|низк\w* качеств"
)


def _look(prepared: Prepared) -> Iterator[Spot]:
    for row in prepared.rows:
        if _CONTROL.search(row.folded) and _TEACHER.search(row.folded) and _GROUND.search(row.folded):
            yield Spot(
                f"{row.label}: персональный контроль педагогов по результатам обучающихся — правовой риск.",
                rows=(row.index,),
                suggestion=load_catalogue().wordings["support"],
            )


CHECK = Check(
    code="personal_control",
    title="Персональный контроль по результатам",
    severity=Severity.ERROR,
    why="Результаты ВПР не используют для оценки педагогов; персональный контроль возможен только в ВШК "
    "по иному основанию.",
    remedy="Замените формулировку на предложенную или назовите для пункта ВШК основание, не связанное с "
    "отметками ВПР.",
    look=_look,
)
