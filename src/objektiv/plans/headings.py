"""What the heading of a column means, by its words and not by its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum


class Role(StrEnum):
    """The field that a column holds; ``group`` names the section of its rows, ``other`` has no field of its own."""

    NUMBER = "number"
    TEXT = "text"
    DEADLINE = "deadline"
    RESPONSIBLE = "responsible"
    RESULT = "result"
    GROUP = "group"
    OTHER = "other"


FIELDS = (Role.NUMBER, Role.TEXT, Role.DEADLINE, Role.RESPONSIBLE, Role.RESULT)
_LONGEST = 90
_MOST_WORDS = 10
_ALIKE = str.maketrans("ëёabcehkmoptxyπ", "eеавсенкмортхуп")
_NUMBER = re.compile(r"(?=\S)(?:№+|n[оo№]?|nn|#|номер)?\s*(?:[пn]\s*[\s/.\\]?\s*[пn])?\.?")
# Words of headings, role and how strongly they speak; the earliest word of a heading decides.
_WORDS: tuple[tuple[str, Role, int], ...] = (
    (r"отметк\w*|примечан\w*|комментар\w*|факт\w*", Role.OTHER, 9),
    (r"вид\w? контрол\w*|метод\w*|форм\w (?:и |контрол|провед)\w*|охват", Role.OTHER, 6),
    (r"класс\w*|мест[оа]\b|категори\w*", Role.OTHER, 6),
    (r"наименован\w* показател\w*|названи\w* показател\w*", Role.RESULT, 9),
    (r"срок\w*|график\w*", Role.DEADLINE, 10),
    (r"дат[аы]\b|период\w*|месяц\w*|когда", Role.DEADLINE, 8),
    (r"врем(?:я|ени)", Role.DEADLINE, 6),
    (r"ответственн\w*", Role.RESPONSIBLE, 10),
    (r"исполнител\w*", Role.RESPONSIBLE, 9),
    (r"кто\b|соисполнител\w*|ф\.? ?и\.? ?о\b|должност\w*|куратор\w*", Role.RESPONSIBLE, 5),
    (r"результат\w*", Role.RESULT, 10),
    (r"показател\w*|индикатор\w*|продукт\w*|эффект\w*", Role.RESULT, 9),
    (r"исполнени[ея]|выход\w*|итог\w*|подтвержда\w*|отчетн\w*|форм\w (?:отчет|представл|предъявл)\w*", Role.RESULT, 6),
    (r"документ\w*|критери\w*", Role.RESULT, 5),
    (r"где\b|обсужден\w*|рассмотрен\w*|рассматрива\w*", Role.OTHER, 4),
    (r"мероприят\w*", Role.TEXT, 12),
    (r"управленческ\w* решени\w*", Role.TEXT, 12),
    (r"содержан\w*|действи\w*|поручен\w*", Role.TEXT, 10),
    (r"наименован\w*|названи\w*", Role.TEXT, 9),
    (r"мер[аы]?\b|вопрос\w*|вид\w? (?:деятельност|работ)\w*|решени\w*|шаг\w*", Role.TEXT, 8),
    (r"этап\w*", Role.TEXT, 7),
    (r"работ\w*|тем[аы]\b|направлен\w*|деятельност\w*|раздел\w*|блок\w*", Role.TEXT, 6),
    (r"задач\w*|объект\w*", Role.TEXT, 5),
    (r"цел[ьи]\b", Role.OTHER, 3),
)  # fmt: skip
_PATTERNS = tuple((re.compile(rf"(?<!\w)(?:{words})"), role, weight) for words, role, weight in _WORDS)
_GROUPS = re.compile(r"направлен|раздел|блок|этап|задач")
_PREPOSITION = re.compile(r"(?:в|во|на|по|до|с|со|при|для|о|об|за|к|из|от|не|после)\s")
_LAST_RESORT = re.compile(r"цел|объект|тем|критери")


def plain(text: str) -> str:
    """Letters as people see them: small, ё as е, Latin and Greek ones that look Russian as Russian, one space."""
    small = " ".join(text.casefold().split())
    return small.translate(_ALIKE) if re.search(r"[а-яπ]", small) else small


def is_number_heading(text: str) -> bool:
    """Whether this heads a column of numbers: «№ п/п», «No», «Π/Π» in Greek letters."""
    return bool(_NUMBER.fullmatch(plain(text)))


def meaning(text: str) -> tuple[Role, int] | None:
    """What one heading means and how strongly; None for what is no heading that we know."""
    words = plain(text)
    if not words or len(words) > _LONGEST or len(words.split()) > _MOST_WORDS:
        return None
    if _NUMBER.fullmatch(words):
        return Role.NUMBER, 10
    if _PREPOSITION.match(words):
        return None
    found = [
        (hit.start(), -weight, role) for pattern, role, weight in _PATTERNS if (hit := pattern.search(words))
    ]
    if not found:
        return None
    _, weight, role = min(found)
    return role, -weight


def known_roles(headings: Sequence[str]) -> set[Role]:
    """The different fields that a row of cells would head."""
    meanings = [meaning(heading) for heading in headings]
    return {told[0] for told in meanings if told and told[0] in FIELDS}


def roles_of(headings: Sequence[str]) -> list[Role]:
    """A role for every column; of several columns for one field the strongest heading has it, of equals the left."""
    told = [meaning(heading) or (Role.OTHER, 0) for heading in headings]
    roles = [role for role, _ in told]
    for role in FIELDS:
        columns = [index for index, (own, _) in enumerate(told) if own is role]
        best = max(columns, key=lambda index: told[index][1], default=None)
        for index in columns:
            if index != best:
                roles[index] = _demoted(headings[index], is_before=index < (best or 0), role=role)
    if Role.TEXT not in roles:
        _promote(headings, roles)
    return roles


def _demoted(heading: str, *, is_before: bool, role: Role) -> Role:
    groups = role is Role.TEXT and is_before and _GROUPS.search(plain(heading))
    return Role.GROUP if groups else Role.OTHER


def _promote(headings: Sequence[str], roles: list[Role]) -> None:
    """Without a column of measures, what is checked, its aim or its theme stands for them; else an unknown column."""
    spare = [index for index, role in enumerate(roles) if role is Role.OTHER]
    by_words = [index for index in spare if _LAST_RESORT.match(plain(headings[index]))]
    unknown = [index for index in spare if meaning(headings[index]) is None]
    if chosen := (by_words or unknown or spare):
        roles[chosen[0]] = Role.TEXT
