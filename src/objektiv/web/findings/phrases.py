"""Sentences that every page and every export of findings says."""

from __future__ import annotations

from collections.abc import Mapping

from objektiv.documents.numbers import format_number, join_words
from objektiv.web.findings.enums import MARKED_ZONES, Zone

CAUTION = "Признак не является доказательством нарушения."
PRELIMINARY = "Предварительно, до пояснений ОО."
IN_ANALYSIS = "идёт анализ"
NO_PRIORITY = "признаков для приоритета нет"
WITHHELD_LEGEND = (
    "«Признаков для приоритета нет»: пояснений у школы не спрашивают, её показатели видят только она и те, кто с ней "
    "работает."
)
HIDDEN_LEGEND = (
    "«Идёт анализ»: школа ещё не дала пояснений, и признаки видят только она и те, кто с ней работает."
)
ALPHABET = "Школы стоят по алфавиту: список не является рейтингом."
CONFIRMED_BASIS = (
    "Это оценка по смоделированным данным, в которых необъективны результаты 5 % школ, округлённая вниз; "
    "перепроверками она не проверена."
)
NOT_CONFIRMED = (
    "Сколько из 10 таких сигналов подтверждается, для официальной методики не оценено; на приоритет перепроверки она "
    "не влияет."
)
OFFICIAL = "Официальная методика"


def confirmed_words(zone: str, expected: Mapping[str, float]) -> str:
    """«из 10 школ с приоритетом «высокий» подтверждается около 9»; empty where nothing is known or expected."""
    value = expected.get(zone)
    if value is None or zone not in MARKED_ZONES:
        return ""
    about = f"около {format_number(value, 0)}" if value >= 1 else "меньше одной"
    return f"из 10 школ с приоритетом «{Zone(zone).label}» подтверждается {about}"


def confirmed_sentence(expected: Mapping[str, float]) -> str:
    """The same for all zones, with what the figure rests on."""
    said = [words for zone in MARKED_ZONES if (words := confirmed_words(zone, expected))]
    if not said:
        return "Сколько таких сигналов подтверждается, для этого расчёта не оценено."
    told = join_words(said)
    return f"{told[:1].upper()}{told[1:]}. {CONFIRMED_BASIS}"
