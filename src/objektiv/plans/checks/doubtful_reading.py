"""Places that were read by a guess: joined over a page, repaired, moved from another row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.model import LIKELY, Field
from objektiv.plans.prepared import Prepared, Row

_FIELDS = (
    ("text", "мероприятие"),
    ("deadline", "срок"),
    ("responsible", "ответственный"),
    ("result", "результат"),
)
_MENDED = re.compile(r"«([^»]*)» прочитано как «([^»]*)»")
_MERGED = "объединённая ячейка"  # a cell that the file itself calls merged is no guess


def _look(prepared: Prepared) -> Iterator[Spot]:
    for row in prepared.rows:
        yield from _of_row(row)
    for section in prepared.plan.sections:
        told = _worth_telling(section.title.remark)
        if told:
            yield Spot(
                f"Раздел «{section.title.text}»: {told}.",
                place=section.title.place,
                severity=_severity(section.title),
            )


def _of_row(row: Row) -> Iterator[Spot]:
    told: dict[str, list[tuple[str, Field]]] = {}
    for name, title in _FIELDS:
        field: Field = getattr(row.action, name)
        remark = _worth_telling(field.remark) if field.text else ""
        if remark and not (name == "responsible" and "запят" in remark):  # the comma has a check of its own
            told.setdefault(remark, []).append((title, field))
    for remark, fields in told.items():
        titles = ", ".join(title for title, _ in fields)
        severity = _severity(min((field for _, field in fields), key=lambda field: field.confidence))
        yield Spot(f"{row.label}, {titles}: {remark}.", rows=(row.index,), severity=severity)


def _worth_telling(remark: str) -> str:
    """The remark without what only mends blanks («стол- совещание») or names a merged cell of the file."""
    parts = dict.fromkeys(part.rstrip(".") for part in remark.split("; "))
    return "; ".join(part for part in parts if part and not _is_harmless(part))


def _is_harmless(part: str) -> bool:
    mended = _MENDED.fullmatch(part)
    only_blanks = mended is not None and mended[1].replace(" ", "") == mended[2].replace(" ", "")
    return only_blanks or part.startswith(_MERGED)


def _severity(field: Field) -> Severity:
    """A question when the reading is in doubt, a remark when the rule usually holds."""
    return Severity.REMARK if field.confidence >= LIKELY else Severity.QUESTION


CHECK = Check(
    code="doubtful_reading",
    title="Прочитано по догадке",
    severity=Severity.QUESTION,
    why="Строки, разорванные страницей или распознаванием, собраны по правилам; человек должен подтвердить, что верно.",
    remedy="Сравните с документом и подтвердите или поправьте.",
    look=_look,
)
