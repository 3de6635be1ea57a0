"""Personal data of pupils or teachers on sites and stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared

_PUBLISH = re.compile(r"публикаци|опубликован|размещени|разместить|вывесить|вывешива|обнародован")
_OPEN = re.compile(r"сайт|интернет|стенд|чат|соцсет|социальн\w* сет|открыт\w* доступ|сми\b")
_PERSONAL = re.compile(
    r"спис\w* (?:обучающ|учащ|учеников|участник|выпускник)|пофамильн|поименн|\bфио\b|фамили|"
    r"персональн\w* данн|персональн\w* результат"
    r"|(?:результат|отмет|балл)\w* (?:каждого|обучающихся по фамил|учеников)|фотографи\w* (?:обучающ|детей|учащ)"
    r"|спис\w* (?:слабоуспевающ|детей|«?группы риска)"
)
_SAFE = re.compile(
    r"без (?:указани|персональн|фио|фамили)|обезличен|агрегирован|не (?:допуска|публик|размещ|"
    r"содержа)|защит\w* персональн|обработк\w* персональн"
    r"|недопущени|соблюдени|согласи\w* на|политик"
)


def _look(prepared: Prepared) -> Iterator[Spot]:
    for row in prepared.rows:
        text = row.folded
        if _PUBLISH.search(text) and _OPEN.search(text) and _PERSONAL.search(text) and not _SAFE.search(text):
            yield Spot(
                f"{row.label}: персональные данные в открытом доступе — правовой риск.", rows=(row.index,)
            )


CHECK = Check(
    code="published_pupils",
    title="Персональные данные в открытом доступе",
    severity=Severity.ERROR,
    why="Данные несовершеннолетних защищает 152-ФЗ; итоги публикуют только сводные, не меньше чем по десяти работам.",
    remedy="Публикуйте сводные числа без имён; поимённые итоги сообщайте лично.",
    look=_look,
)
