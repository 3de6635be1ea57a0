"""From a plan as it was read to rows that a person looks through; and what earlier corrections say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from objektiv.plans import model
from objektiv.plans.source import Block, Grid, Row
from objektiv.plans.words import fold
from objektiv.web.plans.enums import LessonKind, PlanKind, RowKind
from objektiv.web.plans.models import Lesson

FIELDS = {
    "number": "№", "text": "Мероприятие", "deadline": "Срок", "responsible": "Ответственный", "result": "Результат",
    "indicator": "Показатель",
}  # fmt: skip
READ = ("number", "text", "deadline", "responsible", "result")  # what the reader itself tells apart
INDICATOR_WORDS = ("показател", "индикатор")
# How sure the reading was, in words: from this confidence on.
SURENESS = ((0.95, "уверенно"), (0.75, "скорее всего так"), (0.0, "посмотрите"))
KIND_WORDS = (
    ("дорожн", PlanKind.ROADMAP), ("план график", PlanKind.SCHEDULE), ("план-график", PlanKind.SCHEDULE),
    ("комплекс", PlanKind.COMPLEX), ("отчет", PlanKind.REPORT), ("реализаци", PlanKind.REPORT),
    ("управленческ", PlanKind.DECISIONS), ("план работ", PlanKind.WORK),
)  # fmt: skip
_YEARS = re.compile(r"(20\d\d)\s*(?:[/–—-]\s*(20\d\d|\d\d))?")
Rows = list[dict[str, Any]]


def sureness(confidence: float) -> str:
    """«уверенно», «скорее всего так», «посмотрите»."""
    return next(words for least, words in SURENESS if confidence >= least)


def rows_of(plan: model.Plan) -> Rows:
    """Measures, then decisions, each with what the reading knew about every field."""
    actions = [_row(f"a{place}", RowKind.ACTION, one) for place, one in enumerate(plan.actions)]
    return actions + [_row(f"d{place}", RowKind.DECISION, one) for place, one in enumerate(plan.decisions)]


def _row(key: str, kind: RowKind, action: model.Action) -> dict[str, Any]:
    said = {name: getattr(action, name) for name in READ}
    extra = {heading: one.text for heading, one in action.extra if one.text}
    indicator = next((one for one in extra if any(word in fold(one) for word in INDICATOR_WORDS)), "")
    return {
        "key": key, "row": kind.value, "section": action.section, "place": action.place,
        "confidence": action.confidence, "sub_items": [one.text for one in action.sub_items], "owner": "",
        "is_dropped": False, "is_corrected": False, "indicator": extra.pop(indicator, ""), "extra": extra,
        **{name: one.text for name, one in said.items()},
        "suggestions": {name: one.suggestion for name, one in said.items() if one.suggestion},
        "remarks": {name: one.remark for name, one in said.items() if one.remark},
        "confidences": {name: one.confidence for name, one in said.items()},
    }  # fmt: skip


def head_of(plan: model.Plan) -> dict[str, Any]:
    """What the head says, ready for the form: title, kind, year."""
    first, school_year = years_of(f"{plan.head.school_year.text} {plan.head.title.text}")
    return {
        "title": plan.head.title.text or plan.source, "kind": kind_of(plan).value, "school_year": school_year,
        "year": None if school_year else first, "organisation": plan.head.organisation.text,
        "territory": plan.head.territory.text,
        "approvals": [
            {name: getattr(one, name).text for name in ("word", "post", "organisation", "person", "date")}
            for one in plan.head.approvals
        ],
        "annex": _annex(plan.head.annex),
        "signatures": [{"post": one.post.text, "person": one.person.text} for one in plan.signatures],
    }  # fmt: skip


def _annex(annex: model.Annex | None) -> dict[str, str]:
    names = ("number", "document", "organisation", "date", "order_number")
    return {name: getattr(annex, name).text for name in names} if annex else {}


def years_of(text: str) -> tuple[int | None, str]:
    """The first year of a text and, when two that follow each other stand together, the school year: «2023/24»."""
    found = _YEARS.search(text)
    if found is None:
        return None, ""
    first = int(found[1])
    is_school = found[2] is not None and int(found[2]) % 100 == (first + 1) % 100
    return first, f"{first}/{(first + 1) % 100:02d}" if is_school else ""


def kind_of(plan: model.Plan) -> PlanKind:
    """What the document calls itself."""
    if plan.decisions and not plan.actions:
        return PlanKind.DECISIONS
    words = fold(f"{plan.head.kind.text} {plan.head.title.text}")
    return next((kind for word, kind in KIND_WORDS if word in words), PlanKind.MEASURES)


def blocks_of(blocks: Sequence[Block]) -> Rows:
    """The document for the left side of the page: lines and rows of tables, each with its place."""
    found: Rows = []
    for block in blocks:
        if isinstance(block, Grid):
            found += [_grid_row(row) for row in block.rows]
        else:
            found.append(
                {"place": block.place, "text": block.text, "level": block.level, "bullet": block.bullet}
            )
    return found


def _grid_row(row: Row) -> dict[str, Any]:
    cells = [{"text": one.text, "place": one.place, "covered": one.covered} for one in row.cells]
    return {"place": row.place, "cells": cells}


def with_lessons(rows: Rows, columns: Iterable[tuple[str, str]], lessons: Iterable[Lesson]) -> Rows:
    """The rows as this organisation corrected the like of them before; ``columns``: field and heading."""
    known = list(lessons)
    fields = {one.text: one.value for one in known if one.kind == LessonKind.COLUMN}
    people = {one.text: one.value for one in known if one.kind == LessonKind.RESPONSIBLE}
    for field, heading in columns:
        meant = fields.get(fold(heading)[:500], field)
        rows = with_column(rows, heading, field, meant)
    return [{**row, "owner": people.get(fold(row["responsible"])[:500], row["owner"])} for row in rows]


def with_column(rows: Rows, heading: str, field: str, meant: str) -> Rows:
    """What stands under a heading belongs into another field; what stood there changes places with it."""
    if meant == field or meant not in FIELDS:
        return rows
    if field in FIELDS:
        return [{**row, field: row[meant], meant: row[field]} for row in rows]
    return [_with_extra(row, heading, meant) for row in rows]


def _with_extra(row: dict[str, Any], heading: str, meant: str) -> dict[str, Any]:
    """A column that the reader gave no field; what stood in its new field is kept beside the row."""
    if heading not in row["extra"]:
        return row
    left = {name: text for name, text in row["extra"].items() if name != heading}
    if row[meant]:
        left[FIELDS[meant]] = row[meant]
    return {**row, meant: row["extra"][heading], "extra": left}


def needs_look(row: Mapping[str, Any]) -> bool:
    """A person should look at the row: something was supposed, repaired or read without being sure.

    A number is supposed wherever the document starts its count anew: that alone is no reason.
    """
    return (
        bool(row["suggestions"].keys() - {"number"})
        or bool(row["remarks"])
        or row["confidence"] < SURENESS[1][0]
    )
