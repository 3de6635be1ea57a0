"""Results of ВПР used against teachers: punishment, pay, appraisal, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objektiv.plans.catalogue import load_catalogue
from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared, Row
from objektiv.plans.words import fold

_TEACHER = re.compile(r"педагог|учител|преподавател|работник|руководител|директор|заместител")
_RESULTS = re.compile(
    r"\bвпр\b|результат|оценочн\w* процедур|диагностическ\w* работ|необъективн|объективн|"
    r"провероч\w* работ|качеств\w* выполнен|отмет"
)
_PUNISHMENT = re.compile(
    r"дисциплинарн|взыскани|выговор|наказан|депремирован|лишени\w* (?:премии|стимулир|выплат)|"
    r"привлечени\w* к ответственност"
    r"|снижени\w* (?:стимулир|премии|выплат|баллов стимулир)|увольнен|штраф"
)
_PAY = re.compile(r"стимулирующ|премирован|надбавк|доплат")
_APPRAISAL = re.compile(
    r"оценк\w* (?:\w+ ){0,2}(?:деятельност|работы|труда|эффективност\w* (?:деятельности|работы|труда)) (?:\w+ ){0,2}"
    r"(?:педагог|учител|руководител)"
)
_LABEL = re.compile(
    r"(?:педагог|учител)\w* (?:\w+ )?(?:имеющ|показавш|получивш|допустивш|"
    r"с)\w* (?:\w+ )?(?:необъективн|недостоверн|завышенн)\w*"
    r"|(?:педагог|учител)\w*,? (?:чьи|обучающиеся котор|у котор|"
    r"ученики котор)\w* (?:\w+ ){0,3}(?:необъективн|завышенн)"
)
_PERSONAL_CONTROL = re.compile(r"персональн\w* контрол")  # has a check of its own
_SPARED = re.compile(
    r"не (?:использу|допуска|применя|явля|привлека|подлеж)|недопу[сщ]|исключ(?:ени|ить)|"
    r"без (?:применени|наказани)|запре[тщ]|предупрежден|профилактик|отказ\w* от"
)

_USES = (
    (_PUNISHMENT, "взыскания по результатам оценочных процедур — правовой риск"),
    (_PAY, "выплаты связаны с результатами оценочных процедур — правовой риск"),
    (_APPRAISAL, "деятельность педагогов оценивают по результатам процедур — правовой риск"),
)


def _look(prepared: Prepared) -> Iterator[Spot]:
    for row in prepared.rows:
        said = _said(row)
        if said:
            yield Spot(
                f"{row.label}: {said}.", rows=(row.index,), suggestion=load_catalogue().wordings["support"]
            )


def _said(row: Row) -> str:
    text = fold(f"{row.text} {row.action.result.text}")
    if _SPARED.search(text) or _PERSONAL_CONTROL.search(text):
        return ""
    if _LABEL.search(text.replace(",", "")):
        return "педагоги названы по результатам процедур («с необъективными результатами») — правовой риск"
    if not (_TEACHER.search(text) and _RESULTS.search(text)):
        return ""
    return next((said for words, said in _USES if words.search(text)), "")


CHECK = Check(
    code="punitive_use",
    title="Результаты против педагогов",
    severity=Severity.ERROR,
    why="Правила (ПП РФ от 30.04.2024 № 556) и письма Рособрнадзора: результаты ВПР не используют для "
    "оценки педагогов.",
    remedy="Замените формулировку на предложенную.",
    look=_look,
)
