"""One scale as written in a file → a checked :class:`Scale`; a wrong one is refused with a Russian reason.

An entry is a mapping (TOML table or JSON object). ``parts`` is a line «1:1 5.1:1 10:2П» (code, maximum,
level) or a list of ``{code, maximum, level}``. Rules: METHODS §1.2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import ScaleError
from objektiv.model.scale import MarkCondition, Part, Scale
from objektiv.scales.part_codes import canonical_part_code

Value = TypeVar("Value")

ENTRY_KEYS: frozenset[str] = frozenset(
    {"assessment", "form", "maximum", "parts", "level", "boundaries", "conditions", "source", "trust",
     "minutes", "sittings", "notes"}
)  # fmt: skip
TRUSTS: tuple[str, ...] = ("printed", "user", "inferred", "headers")
LEVELS: tuple[str, ...] = ("", "Б", "П", "В")
MARKS: tuple[int, ...] = (3, 4, 5)

_PART = re.compile(r"^(.+?):(\d+)([БПВ]?)$")


def read_scale(entry: Mapping[str, Any], defaults: Mapping[str, Any]) -> Scale:
    """Scale of one entry; ``defaults`` gives ``source`` and ``trust`` where the entry has none.

    Raises ScaleError whose message says why the scale is refused.
    """
    unknown = sorted(set(entry) - ENTRY_KEYS)
    if unknown:
        raise ScaleError(f"Неизвестные поля: {', '.join(unknown)}.")
    trust = str(entry.get("trust", defaults.get("trust", "user")))
    if trust not in TRUSTS:
        raise ScaleError(f"Поле trust: «{trust}»; допустимы {', '.join(TRUSTS)}.")
    scale = Scale(
        assessment=_assessment(entry),
        parts=_parts(entry),
        maximum=_field(entry, "maximum", int, 0),
        boundaries=_boundaries(entry),
        form=_field(entry, "form", str, "").strip(),
        conditions=_conditions(entry),
        source=_field(entry, "source", str, str(defaults.get("source", ""))),
        trust=trust,
        minutes=_field(entry, "minutes", int, 0) or None,
        is_in_two_sittings=_field(entry, "sittings", int, 1) == 2,
        notes=tuple(_texts(entry.get("notes", ()), "notes")),
    )
    check_scale(scale)
    return scale


def check_scale(scale: Scale) -> None:
    """Raises ScaleError with the first thing that is wrong with the scale; silent when it may be used."""
    if scale.maximum < 1:
        raise ScaleError("Не указан максимум работы (maximum): нужно целое число больше нуля.")
    if not scale.parts and scale.boundaries is None:
        raise ScaleError("Нет ни частей (parts), ни границ отметок (boundaries): шкала ничего не даёт.")
    _check_parts(scale)
    _check_boundaries(scale)
    for condition in scale.conditions:
        _check_condition(scale, condition)


def _check_parts(scale: Scale) -> None:
    repeated = sorted({code for code in scale.part_codes if scale.part_codes.count(code) > 1})
    if repeated:
        raise ScaleError(f"Часть названа дважды: {', '.join(repeated)}.")
    total = sum(part.maximum for part in scale.parts)
    if scale.parts and total != scale.maximum:
        raise ScaleError(f"Сумма максимумов частей {total}, а максимум работы {scale.maximum}.")


def _check_boundaries(scale: Scale) -> None:
    if scale.boundaries is None:
        return
    third, fourth, fifth = scale.boundaries
    shown = f"{third}, {fourth}, {fifth}"
    if not third < fourth < fifth:
        raise ScaleError(f"Границы отметок 3, 4 и 5 должны возрастать, а стоят {shown}.")
    if third < 1 or fifth > scale.maximum:
        raise ScaleError(f"Границы отметок {shown} выходят за пределы 1–{scale.maximum}.")


def _check_condition(scale: Scale, condition: MarkCondition) -> None:
    name = condition.title or f"условие отметки {condition.mark}"
    if scale.boundaries is None:
        raise ScaleError(f"«{name}»: условие отметки без границ отметок (boundaries).")
    if condition.mark not in MARKS or not 2 <= condition.otherwise < condition.mark:
        raise ScaleError(f"«{name}»: отметка {condition.mark} не может стать отметкой {condition.otherwise}.")
    if not condition.parts or condition.minimum < 1:
        raise ScaleError(f"«{name}»: нужны части (parts) и наименьшая сумма баллов (minimum) больше нуля.")
    if scale.parts:
        _check_condition_parts(scale, condition, name)


def _check_condition_parts(scale: Scale, condition: MarkCondition, name: str) -> None:
    maxima = {part.code: part.maximum for part in scale.parts}
    foreign = [code for code in condition.parts if code not in maxima]
    if foreign:
        raise ScaleError(f"«{name}»: в работе нет частей {', '.join(foreign)}.")
    reachable = sum(maxima[code] for code in condition.parts)
    if condition.minimum > reachable:
        raise ScaleError(f"«{name}»: нужно {condition.minimum}, а за эти части дают не больше {reachable}.")


def _assessment(entry: Mapping[str, Any]) -> AssessmentId:
    try:
        return AssessmentId.parse(_field(entry, "assessment", str, ""))
    except ValueError as error:
        raise ScaleError(str(error)) from error


def _parts(entry: Mapping[str, Any]) -> tuple[Part, ...]:
    level = _field(entry, "level", str, "")
    written = entry.get("parts", "")
    if isinstance(written, str):
        return tuple(_part_of_token(token, level) for token in written.split())
    if not isinstance(written, Sequence) or not all(isinstance(item, Mapping) for item in written):
        raise ScaleError("Поле parts: нужна строка «1:1 2:3» или список {code, maximum}.")
    return tuple(_part(str(p.get("code", "")), p.get("maximum"), p.get("level", level)) for p in written)


def _part_of_token(token: str, level: str) -> Part:
    found = _PART.match(token)
    if not found:
        raise ScaleError(f"Часть «{token}» не читается: нужно «код:максимум», например 5.1:1 или 10:2П.")
    return _part(found[1], int(found[2]), found[3] or level)


def _part(code: str, maximum: object, level: object) -> Part:
    if not code.strip() or type(maximum) is not int or not 1 <= maximum <= 100:
        raise ScaleError(f"Часть «{code}»: нужны код и максимум — целое число от 1 до 100.")
    if level not in LEVELS:
        raise ScaleError(f"Часть «{code}»: уровень «{level}»; допустимы Б, П, В или пусто.")
    return Part(canonical_part_code(code), maximum, str(level))


def _boundaries(entry: Mapping[str, Any]) -> tuple[int, int, int] | None:
    written = entry.get("boundaries")
    if written is None:
        return None
    if not isinstance(written, Sequence) or [type(value) for value in written] != [int, int, int]:
        raise ScaleError("Поле boundaries: нужны три целых числа — наименьшие баллы отметок 3, 4 и 5.")
    return written[0], written[1], written[2]


def _conditions(entry: Mapping[str, Any]) -> tuple[MarkCondition, ...]:
    written = entry.get("conditions", ())
    if not isinstance(written, Sequence) or not all(isinstance(item, Mapping) for item in written):
        raise ScaleError("Поле conditions: нужен список {mark, minimum, parts, otherwise, title}.")
    return tuple(
        MarkCondition(
            mark=_field(item, "mark", int, 0),
            minimum=_field(item, "minimum", int, 0),
            parts=tuple(canonical_part_code(code) for code in _texts(item.get("parts", ()), "parts")),
            otherwise=_field(item, "otherwise", int, 0),
            title=_field(item, "title", str, ""),
        )
        for item in written
    )


def _field(entry: Mapping[str, Any], name: str, kind: type[Value], default: Value) -> Value:
    value = entry.get(name, default)
    if not isinstance(value, kind) or isinstance(value, bool):
        wanted = "целое число" if kind is int else "текст"
        raise ScaleError(f"Поле {name}: нужно {wanted}, а стоит «{value}».")
    return value


def _texts(value: object, name: str) -> list[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(text, str) for text in value):
        raise ScaleError(f"Поле {name}: нужен список строк.")
    return list(value)
