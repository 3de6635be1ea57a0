"""Ratings of teachers, classes or schools by results of procedures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.prepared import Prepared
from objektiv.plans.words import fold

_RATING = re.compile(r"\bрейтинг\w*|\bранжирован\w*|\bрейтингован\w*")
_RESULTS = re.compile(
    r"\bвпр\b|оценочн\w* процедур|провероч\w* работ|диагностическ\w* работ|\bкдр\b|\bккр\b|"
    r"необъективн|объективност|результат\w* обучающ"
)
_PEOPLE = re.compile(
    r"рейтинг\w* (?:\w+ ){0,2}(?:педагог|учител)|ранжирован\w* (?:\w+ ){0,2}(?:педагог|учител)"
)
_LEADERS = re.compile(
    r"(?:определени|выявлени|отбор)\w* (?:\w+ ){0,2}(?:педагог|учител)\w*[ -–]*(?:лидер|аутсайдер)\w*.*результат"
    r"|(?:лучш|худш)\w* (?:педагог|учител)\w* (?:\w+ ){0,3}(?:результат|впр)"
)
_NOT = re.compile(
    r"(?:недопустимост|запре[тщ]|не использ)\w* .{0,80}рейтинг|без рейтинг|не (?:составля|допуска|"
    r"используе)\w* рейтинг|недопустим\w* рейтинг|"
    r"исключ\w* рейтинг|недопущени\w* (?:\w+ )?рейтинг"
)


def _look(prepared: Prepared) -> Iterator[Spot]:
    for row in prepared.rows:
        text = fold(f"{row.text} {row.action.result.text}")
        if _NOT.search(text):
            continue
        if _PEOPLE.search(text) or (_RATING.search(text) and _RESULTS.search(text)):
            yield Spot(
                f"{row.label}: рейтинг по результатам оценочных процедур — правовой риск.", rows=(row.index,)
            )
        elif _LEADERS.search(row.folded):
            yield Spot(
                f"{row.label}: отбор педагогов по результатам обучающихся близок к рейтингу.",
                rows=(row.index,),
                severity=Severity.QUESTION,
                remedy="Приглашайте к распространению опыта по согласию и при соблюдённой процедуре, без "
                "сравнения педагогов.",
            )


CHECK = Check(
    code="rating",
    title="Рейтинг по результатам",
    severity=Severity.ERROR,
    why="Использовать ВПР для суждения о школах и педагогах не предусмотрено (письмо от 18.04.2025 № 02-86).",
    remedy="Уберите рейтинг: сравнивайте со школами похожих условий, закрыто и только чтобы помочь.",
    look=_look,
)
