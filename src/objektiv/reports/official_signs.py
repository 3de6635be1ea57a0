"""The official method on a school's card: what came of it, the signs that fired, all signs behind a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from objektiv.documents.blocks import (
    FIGURE,
    INTEGER,
    Badge,
    Block,
    Column,
    DataTable,
    Folded,
    Paragraph,
    Value,
)
from objektiv.documents.numbers import count_of, decimals_of, format_figure, format_number
from objektiv.model.assessment import AssessmentId
from objektiv.reports.lookup import YearView
from objektiv.reports.phrases import SIGN_TITLES
from objektiv.statistics.agreement import rank_agreement

MISMATCH = "mark_mismatch"
COLUMNS = (
    Column("Процедура"),
    Column("Признак официальной методики", width=4.2),
    Column("Работ", INTEGER, width=0.7),
    Column("Значение", FIGURE, width=0.9),
    Column("Признак, если", FIGURE, width=0.9),
    Column("Вывод", width=1.2),
)
TIES_COLUMN = Column("С поправкой на совпадения", FIGURE, width=1.3)
VALUES = {
    "inflated_mean": "нижний конец интервала 95 % школы; порог — верхний конец у школ для сравнения",
    MISMATCH: "связь отметки по журналу и первичного балла",
    "cohort_rise": "результат прошлой работы к результату этой",
    "cohort_fall": "результат прошлой работы к результату этой",
}
RELATIONS = {"inflated_mean": ">", MISMATCH: "<", "cohort_rise": "<", "cohort_fall": ">"}
NOT_APPLICABLE = (
    "Официальная методика к этой школе не применима: её признаки ищут в русском языке и математике 4 и 5 классов и в "
    "ОГЭ по этим предметам, а таких работ с первичными баллами у школы за год нет."
)
TIES_NOTE = (
    "Связь с журналом решает, как напечатано в методике (без поправки на совпадающие отметки и баллы); с поправкой — "
    "для сведения."
)
MOST_DIGITS = 6


def official_blocks(view: YearView, school: int) -> tuple[Block, ...]:
    """Signs that fired, how many of the applicable did in every work, and behind a line the whole table."""
    rows = view.official(school)
    if not rows:
        return (Paragraph(NOT_APPLICABLE, "note"),)
    fired = [row for row in rows if row["flag"]]
    told = Paragraph(_count_sentence(view, rows), "note")
    whole = _table(view, school, f"Официальная методика: все применимые признаки ({len(rows)})", rows)
    folded = Folded(whole.caption, (whole,))
    if not fired:
        return told, folded
    return _table(view, school, "Признаки официальной методики", fired), told, folded


def _count_sentence(view: YearView, rows: list[dict[str, Any]]) -> str:
    works: dict[str, list[bool]] = {}
    for row in rows:
        works.setdefault(str(row["assessment"]), []).append(bool(row["flag"]))
    counted = "; ".join(
        f"{AssessmentId.parse(work).short_title} — {sum(flags)} из {len(flags)}"
        for work, flags in works.items()
    )
    applicable = count_of(len(rows), "применимого признака", "применимых признаков", "применимых признаков")
    fired = sum(bool(row["flag"]) for row in rows)
    scope = "".join(f" Посчитано {note}." for note in view.year.official_notes)
    return (
        f"Официальная методика: сработало {fired} из {applicable} ({counted}). Считается отдельно и на зону не "
        f"влияет.{scope}"
    )


def _table(view: YearView, school: int, caption: str, rows: list[dict[str, Any]]) -> DataTable:
    corrected = _tie_corrected(view, school)
    if any(row["sign"] == MISMATCH for row in rows):
        columns = (*COLUMNS[:-1], TIES_COLUMN, COLUMNS[-1])
        table = tuple((*_row(row), _tie_value(row, corrected), _verdict(row)) for row in rows)
        return DataTable(caption, columns, table, TIES_NOTE)
    return DataTable(caption, COLUMNS, tuple((*_row(row), _verdict(row)) for row in rows))


def _tie_value(row: Mapping[str, Any], corrected: Mapping[str, float]) -> float | None:
    return corrected.get(str(row["assessment"])) if row["sign"] == MISMATCH else None


def _verdict(row: Mapping[str, Any]) -> Value:
    return Badge("признак", "strong") if row["flag"] else "нет"


def _row(row: Mapping[str, Any]) -> tuple[Value, ...]:
    sign = str(row["sign"])
    value, threshold = distinct(float(row["value"]), float(row["threshold"]))
    title = SIGN_TITLES.get(sign, sign)
    return (
        AssessmentId.parse(str(row["assessment"])).short_title,
        f"{title} ({VALUES[sign]})" if sign in VALUES else title,
        int(row["n"]),
        value,
        f"{RELATIONS.get(sign, '')} {threshold}".strip(),
    )


def distinct(first: float, second: float) -> tuple[str, str]:
    """Both numbers with as many figures as it takes to see that they differ."""
    for figures in range(3, MOST_DIGITS + 1):
        pair = (format_figure(first, figures), format_figure(second, figures))
        if pair[0] != pair[1]:
            break
    digits = (
        max(decimals_of(first, figures), decimals_of(second, figures))
        if second
        else decimals_of(first, figures)
    )
    return format_number(first, digits), (format_number(second, digits) if second else "0")


def _tie_corrected(view: YearView, school: int) -> dict[str, float]:
    """Assessment → rank correlation of journal mark and raw score with the correction for ties (METHODS §2)."""
    found = {}
    for place in view.places(school):
        journal = place.assessment.cells.journal_scores
        if journal is not None:
            one = rank_agreement(journal[place.row : place.row + 1])
            found[str(place.id)] = float(one.tie_corrected[0])
    return found
