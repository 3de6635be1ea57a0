"""What the title of a plan says: its kind, the year, the organisation, the territory."""

from __future__ import annotations

import re
from dataclasses import replace

from objektiv.plans.model import EMPTY, Field

KIND = re.compile(
    r"[\s«»\"]*(?:план|дорожн\w+\s+карт|программ[аы]\b|комплекс\w*\s+(?:мер|план)|график\b|циклограмм|перечень\s+мероприят"
    r"|реализаци\w\s+плана|отч[её]т\s+(?:о|по)\b|мероприятия\s+по\b|проект\s+плана|система\s+мероприят|меры\s+по\b)",
    re.IGNORECASE,
)
_KINDS = (
    (r"внутришкольн\w+\s+контрол|(?<!\w)вшк(?!\w)", "план внутришкольного контроля"),
    (r"дорожн\w+\s+карт", "дорожная карта"),
    (r"комплексн\w+\s+план", "комплексный план"),
    (r"план\w*[\s\-–(«\"]+мероприяти", "план мероприятий"),
    (r"план\w*\s+работы|план\w*\s+деятельности", "план работы"),
    (r"план\w*\s+(?:по\s+)?повышени|план\w*\s+действий|план\w*\s+мер", "план мероприятий"),
    (r"график", "график"),
    (r"циклограмм", "циклограмма"),
    (r"программ", "программа"),
    (r"план", "план"),
)  # fmt: skip
_SCHOOL_YEAR = re.compile(r"20(\d\d)\s*[-–—/\\]\s*(?:20)?(\d\d)(?!\d)(\s*(?:уч|год|гг|г\.))?", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:\s*(?:год|г\b|г\.)|(?!\d|\s*[-–/]\s*20))", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"(?<!\w)(?:(?:Ф|О|К|Р)?[МГ][БКАО]?[БКАД]?О?У|М[БКА]?У|ЧОУ|АНОО?|НОУ|ГАПОУ|ГБПОУ|КГБОУ|КГКОУ|ОГБОУ|ОГКОУ|ФГКОУ|ФГБОУ|МБОУ|МКОУ|МАОУ|МОБУ)"
    r"(?:\s+[-–]?\s?(?:«[^»]*»|\"[^\"]*\"|“[^”]*”|[^\s,;_]+))+"
)
_END_OF_NAME = re.compile(
    r"\s*(?:(?<!\w)(?:на|в|по|за|для|об?|и)(?![а-яёa-z])\s*.*|,.*|\d{4}.*|[(].*)$", re.DOTALL
)
_NAME = r"(?:[«\"]\s?)?[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*(?:\s+[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)*)?(?:\s?[»\"])?"
_TERRITORIES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:муниципального|городского)\s+округа\s+(?:ЗАТО\s+)?(?:город[а]?\s+)?" + _NAME,
        r"[А-ЯЁ][а-яё-]+(?:ского|цкого|ого|его)\s+(?:муниципального\s+|городского\s+)?(?:района|округа|края)",
        r"[«\"][А-ЯЁ][а-яё-]+(?:ский|цкий|ий|ый)\s+(?:муниципальный\s+|городской\s+)?(?:район|округ)[»\"]",
        r"[А-ЯЁ][а-яё-]+(?:ском|цком)\s+(?:муниципальном\s+|городском\s+)?(?:районе|округе|крае)",
        r"(?!Муницип|Городск)[А-ЯЁ][а-яё-]+(?:ий|ый|ой)\s+(?:муниципальный\s+|городской\s+)?(?:район|округ)(?!\w)",
        r"[А-ЯЁ][а-яё-]+(?:ской|цкой)\s+области",
        r"(?:(?<!\w)города|(?<!\w)(?<!\d )г\.|ЗАТО|муниципального образования|(?<!\w)МО)\s+" + _NAME,
        r"(?<!\w)(?:села|с\.|поселка|посёлка|п\.|станицы|аула|деревни)\s+" + _NAME,
        r"Республики\s+" + _NAME,
    )
)


def find_kind(title: str) -> str:
    """The kind of a document in the words of its title, as a phrase by itself; empty when it says none."""
    small = title.casefold()
    return next((name for pattern, name in _KINDS if re.search(pattern, small)), "")


def find_year(field: Field) -> Field:
    """«2023/24» for a school year, «2021» for a calendar year, «2021–2023» for several; empty when none is said."""
    for found in _SCHOOL_YEAR.finditer(field.text):
        first, last = int(found[1]), int(found[2])
        if last == first + 1 and "гг" not in (found[3] or ""):
            return replace(field, text=f"20{found[1]}/{found[2]}")
        if last > first:
            return replace(field, text=f"20{found[1]}–20{found[2]}")
    if single := _YEAR.search(field.text):
        return replace(field, text=single[1])
    return EMPTY


def find_organisation(field: Field) -> Field:
    """The organisation that a text names by its kind («МБОУ …») up to the words on time and matter."""
    found = _ORGANISATION.search(field.text)
    if found is None:
        return EMPTY
    name = _without_end(found[0])
    return replace(field, text=name) if " " in name else EMPTY


def _without_end(name: str) -> str:
    """The name without «на 2023/24 …»; a preposition inside quotation marks belongs to it."""
    closing = max(name.rfind("»"), name.rfind('"'))
    head, tail = name[: closing + 1], name[closing + 1 :]
    return (head + _END_OF_NAME.sub("", tail)).strip(" .")


def find_territory(field: Field) -> Field:
    """The district, town or region that a text names, in the form that stands there."""
    for pattern in _TERRITORIES:
        if found := pattern.search(field.text):
            return replace(field, text=found[0].strip())
    return EMPTY
