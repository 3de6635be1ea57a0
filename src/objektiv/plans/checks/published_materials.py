"""Materials of procedures made public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared

_PUBLISH = re.compile(
    r"публикаци|опубликован|размещени|разместить|выкладыва|распространени\w* (?:вариант|ким|задан)|"
    r"рассылк|открыт\w* доступ|в чат"
)
_MATERIAL = re.compile(
    r"\b(?:ким|кимы|кимов)\b (?:\w+ )?(?:впр|всероссийск)?|"
    r"контрольн\w*[ -]+измерительн\w* материал\w*|вариант\w* (?:работ|впр|всероссийск)|задани\w* впр|"
    r"материал\w* впр|"
    r"ключ\w* (?:к )?(?:ответ|проверк|задани)|ответ\w* (?:к )?(?:впр|вариант|задани\w* впр)"
)
_OPEN = re.compile(r"сайт|интернет|стенд|\bсет[ьи]\b|чат|открыт|соцсет|социальн\w* сет|мессенджер|публик")
_SAFE = re.compile(
    r"демонстрационн|демоверси|образц|описани|не (?:допуска|публик|размещ)|запре[тщ]|недопущени|защит|"
    r"конфиденциальн|исключ|открыт\w* банк|предотвращ"
)


def _look(prepared: Prepared) -> Iterator[Spot]:
    for row in prepared.rows:
        text = row.folded
        if _PUBLISH.search(text) and _MATERIAL.search(text) and _OPEN.search(text) and not _SAFE.search(text):
            yield Spot(
                f"{row.label}: материалы процедуры становятся общедоступными — правовой риск.",
                rows=(row.index,),
            )


CHECK = Check(
    code="published_materials",
    title="Публикация материалов процедуры",
    severity=Severity.ERROR,
    why="Контрольные измерительные материалы ВПР не публикуют (письмо от 18.04.2025 № 02-86).",
    remedy="Публикуйте описания и образцы с официальных сайтов, не сами материалы.",
    look=_look,
)
