"""What a cell looks like by its words: a deadline, somebody responsible, a number, a person. Signs, not meanings."""

from __future__ import annotations

import re

_MONTHS = "январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр"
_DEADLINE = re.compile(
    rf"(?<!\w)(?:(?:{_MONTHS})\w*|\d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}|20\d\d\s*(?:г|год|[-/–]\s*20\d\d)?"
    r"|в течени[еи]|постоянн\w*|систематич\w*|ежемесячн\w*|ежекварт\w*|ежегодн\w*|еженедел\w*|ежедневн\w*|регулярн\w*"
    r"|по (?:мере|плану|планам|графику|графикам|итогам|отдельн\w+|запрос\w*|заявк\w*|согласовани\w*|необходимости)"
    r"|в соответствии с|согласно|в сроки|до \d|не позднее|не реже"
    r"|(?:(?:I|II|III|IV|[1-4][-й ]*) ?)?(?:квартал|четверт|полугоди|триместр)\w*"
    r"|весь период|начал[оа] |конец|в конце|при проведении|после |учебн\w+ год\w*|\d+ раз\w* в)",
    re.IGNORECASE,
)  # fmt: skip
_SOMEBODY = re.compile(
    r"(?<!\w)(?:директор|зам\w*\.?|зав\w*|руководител|руковод\.|учител|преподавател|педагог|психолог|координатор"
    r"|администрац|методист|специалист|начальник|управлени|отдел|комитет|комисси|рабоч\w+ групп|ответственн\w+"
    r"|классн\w+ рук|организатор|общеобразовательн\w+ организац|эксперт|шмо|рмо|мо |оо$|оу$|моуо|рцоко|цоко|ипк|иро"
    r"|председател|секретар|наблюдател"
    r"|библиотекар|куратор|социальн\w+|логопед|дефектолог|воспитател|совет|муниципальн\w+)",
    re.IGNORECASE,
)
APPROVAL_WORD = r"\s*[«\"]?(УТВЕРЖД(?:АЮ|ЕН[АОЫ]?)|СОГЛАСОВАН[АОЫ]?|РАССМОТРЕН[АОЫ]?|ПРИНЯТ[АОЫ]?)(?!\w)"
BLOCK_OF_HEAD = re.compile(rf"{APPROVAL_WORD}|\s*Приложение(?!\w)", re.IGNORECASE)  # such words begin it
TITLE = re.compile(
    r"\s*[*\"«]*(?:план[аы]?\b|дорожн|программ|комплекс|график\b|циклограмм)", re.IGNORECASE
)  # how the title of a plan begins, and no cell of its table
_POSTS = "Директор|Начальник|Зав|Зам|Руковод|Председат|Методист|Глав|Учител|Специал|Министр|Координ|Секретар|Психолог"
PERSON = re.compile(
    r"(?<![^\W_])(?<![^\W_]\.)(?:[А-ЯЁ]\.\s?-?(?:[А-ЯЁ]\.){0,2}\s?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
    rf"|(?!{_POSTS})[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.?)?)(?!\w)"
)
_NUMBER = re.compile(r"\s*(?:№\s*)?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLХ]{1,5})\s*[.)]?\s*")


def is_like_deadline(text: str) -> bool:
    """Whether words of time begin the text or stand in a short one."""
    found = _DEADLINE.search(text)
    return found is not None and (found.start() <= 12 or len(text) <= 40) and len(text) <= 160


def is_like_somebody(text: str) -> bool:
    """Whether the text names people, posts or organisations and little else."""
    found = _SOMEBODY.search(text) or PERSON.search(text)
    return found is not None and found.start() <= 25 and len(text) <= 160


def is_like_number(text: str) -> bool:
    """Whether the text is the number of a row and nothing else."""
    return bool(text.strip()) and bool(_NUMBER.fullmatch(text))
