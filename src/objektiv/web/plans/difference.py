"""The difference of two editions, as a person reads it: which rows came, went, and what is said otherwise in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from objektiv.web.plans.enums import PlanKind, RowKind
from objektiv.web.plans.kinds import kind_title

LABELS = {
    "row": "Что это", "number": "№", "text": "Мероприятие", "sub_items": "Подпункты", "section": "Раздел",
    "deadline": "Срок", "owner_text": "Ответственный", "result": "Результат", "indicator": "Показатель",
    "indicator_planned": "Показатель: план", "kind": "Вид",
}  # fmt: skip
HEAD = {
    "title": "Название", "kind": "Вид документа", "school_year": "Учебный год", "year": "Календарный год",
    "week": "Дней в рабочей неделе",
}  # fmt: skip
_TOKEN = re.compile(r"\s+|[^\s]+")


class Fate(StrEnum):
    """What became of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


FATES = {Fate.ADDED: "добавлено", Fate.REMOVED: "исключено", Fate.CHANGED: "изменено"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: ``is_new`` only in the later text, ``is_old`` only in the earlier, neither: in both."""

    text: str
    is_old: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field that is said otherwise."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row that came, went or changed."""

    fate: Fate
    number: str
    text: str
    fields: tuple[FieldDifference, ...] = ()
    key: int = 0

    @property
    def title(self) -> str:
        """«добавлено»."""
        return FATES[self.fate]


def head_difference(old: dict[str, Any], new: dict[str, Any]) -> list[FieldDifference]:
    """What is said otherwise of the plan as a whole."""
    found = []
    for name, label in HEAD.items():
        was, became = (_head_said(name, said.get(name)) for said in (old, new))
        if was != became and name in old:  # what the older edition did not freeze cannot differ
            found.append(FieldDifference(label, tuple(pieces(was, became))))
    return found


def _head_said(name: str, value: Any) -> str:
    said = dict(PlanKind.choices).get(value, value) if name == "kind" else value
    return str(said) if said else ""


def section_difference(old: dict[str, Any], new: dict[str, Any]) -> list[RowDifference]:
    """Sections that came, went, are called otherwise or stand elsewhere."""
    before = {one["key"]: one for one in old["sections"]}
    after = {one["key"]: one for one in new["sections"]}
    kept = [[key for key in said if key in before and key in after] for said in (before, after)]
    moved = {key for key, was in zip(kept[1], kept[0], strict=True) if key != was}
    found = []
    for key, one in after.items():
        earlier = before.get(key)
        if earlier is None:
            found.append(RowDifference(Fate.ADDED, one["number"], one["title"], key=key))
        elif fields := tuple(_section_fields(_section(earlier), _section(one), is_moved=key in moved)):
            found.append(RowDifference(Fate.CHANGED, one["number"], one["title"], fields, key))
    gone = [one for key, one in before.items() if key not in after]
    return found + [RowDifference(Fate.REMOVED, one["number"], one["title"], key=one["key"]) for one in gone]


def _section_fields(was: str, became: str, *, is_moved: bool) -> Iterator[FieldDifference]:
    if was != became:
        yield FieldDifference("Название", tuple(pieces(was, became)))
    if is_moved:
        yield FieldDifference("Порядок", (Piece("раздел стоит на другом месте"),))


def difference(old: dict[str, Any], new: dict[str, Any]) -> list[RowDifference]:
    """Rows that differ: those of the later text in its order, then those that went."""
    before = {row["key"]: row for row in old["rows"]}
    sections = [{one["key"]: _section(one) for one in said["sections"]} for said in (old, new)]
    found: list[RowDifference] = []
    for row in new["rows"]:
        earlier = before.pop(row["key"], None)
        if earlier is None:
            found.append(RowDifference(Fate.ADDED, row["number"], row["text"], key=row["key"]))
        elif fields := tuple(_fields(earlier, row, *sections)):
            found.append(RowDifference(Fate.CHANGED, row["number"], row["text"], fields, row["key"]))
    gone = before.values()
    return found + [RowDifference(Fate.REMOVED, row["number"], row["text"], key=row["key"]) for row in gone]


def _fields(
    old: dict[str, Any], new: dict[str, Any], old_sections: dict[int, str], new_sections: dict[int, str]
) -> Iterator[FieldDifference]:
    for name, label in LABELS.items():
        was, became = _said(name, old, old_sections), _said(name, new, new_sections)
        if was != became:
            yield FieldDifference(label, tuple(pieces(was, became)))


def _said(name: str, row: dict[str, Any], sections: dict[int, str]) -> str:
    value = row[name]
    if name == "section":
        return sections.get(value, "")
    if name == "kind":
        return kind_title(value)
    if name == "row":
        return str(dict(RowKind.choices).get(value, value))
    return "; ".join(value) if isinstance(value, list) else str(value)


def _section(one: dict[str, Any]) -> str:
    return f"{one['number']} {one['title']}".strip()


def pieces(was: str, became: str) -> Iterator[Piece]:
    """Words of both texts in order; what is only in one of them is marked."""
    old, new = _TOKEN.findall(was), _TOKEN.findall(became)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("".join(old[a:b]))
            continue
        if a < b:
            yield Piece("".join(old[a:b]), is_old=True)
        if c < d:
            yield Piece("".join(new[c:d]), is_new=True)
