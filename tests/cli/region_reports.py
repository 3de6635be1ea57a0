"""Report files of ФИС ОКО with the region's row, written from a simulated region: what a lone school really gets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

from objektiv.model.assessment import SUBJECTS, AssessmentId
from objektiv.model.scale import Scale
from objektiv.model.tables import PRESENT, Attempts

REGION = "Учебная область(reg970000)"


def write_region_reports(
    folder: Path, assessment: AssessmentId, scale: Scale, rows: Attempts, *, with_schools: bool = False
) -> None:
    """Four reports: marks, journal, scores, items; a row for the region and, when asked, one for every school."""
    everybody = rows.table["status"] == PRESENT
    groups = [(REGION, len(np.unique(rows.table["school"])), everybody)]
    if with_schools:
        codes = np.unique(rows.table["school"]).tolist()
        groups += [
            (f"Школа(edu{code:06d})", "", everybody & (rows.table["school"] == code)) for code in codes
        ]
    groups = [group for group in groups if group[2].any()]
    figures = [(name, schools, *_figures(scale, rows, chosen)) for name, schools, chosen in groups]
    words = ("Понизили (Отметка < Отметка по журналу)", "Подтвердили (Отметка = Отметке по журналу)",
             "Повысили (Отметка > Отметка по журналу)")  # fmt: skip
    head: Sequence[Any] = ("Группы участников", "Кол-во ОО", "Кол-во участников")
    tables = {
        "Статистика по отметкам": [
            [*head, 2, 3, 4, 5],
            *([g, s, n, *marks] for g, s, n, marks, *_ in figures),
        ],
        "Распределение первичных баллов": [
            [*head, *range(scale.maximum + 1)],
            *([g, s, n, *scores] for g, s, n, _, scores, *_ in figures),
        ],
        "Выполнение заданий": [
            [*head, *scale.part_codes],
            ["Макс. балл", "", "", *(part.maximum for part in scale.parts)],
            *([g, s, n, *facility] for g, s, n, _, _, facility, *_ in figures),
        ],
        "Сравнение отметок с отметками по журналу": [
            ["Группы участников", "Кол-во участников(всего)", *(f"{word} %" for word in words)],
            *([g, known, *pairs] for g, _, _, _, _, _, known, pairs in figures if known),
        ],
    }
    for title, table in tables.items():
        write(folder, title, assessment, scale, table)


def _figures(scale: Scale, rows: Attempts, chosen: Any) -> tuple[Any, ...]:
    """n, marks %, scores %, facility %, pupils with a journal mark, lower/equal/higher %."""
    raw, journal = rows.table["raw_score"][chosen], rows.table["journal_mark"][chosen]
    assert scale.boundaries is not None
    mark = 2 + np.searchsorted(scale.boundaries, raw, side="right")
    known = journal >= 2
    lower, equal, higher = (mark < journal)[known], (mark == journal)[known], (mark > journal)[known]
    facility = [
        percent(np.clip(rows.parts[part.code][chosen], 0, None).mean() / part.maximum) for part in scale.parts
    ]
    return (
        len(raw),
        [percent((mark == value).mean()) for value in (2, 3, 4, 5)],
        [percent((raw == score).mean()) for score in range(scale.maximum + 1)],
        facility,
        int(known.sum()),
        [percent(share.mean()) for share in (lower, equal, higher)] if known.any() else [],
    )


def percent(share: float) -> float:
    return round(100 * float(share), 2)


def write(
    folder: Path, title: str, assessment: AssessmentId, scale: Scale, table: Iterable[Sequence[Any]]
) -> None:
    subject = SUBJECTS[assessment.subject]
    head: list[Sequence[Any]] = [
        [title], [], [f"ВПР {assessment.year} {subject.capitalize()} {assessment.grade} класс"],
        ["Предмет:", subject.capitalize()], ["Максимальный первичный балл:", scale.maximum],
        ["Дата:", "20.04.2021"], [],
    ]  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(folder / f"{title} {assessment}.xlsx")) as book:
        sheet = book.add_worksheet(f"{assessment.subject} {assessment.grade} {title}"[:31])
        for number, row in enumerate([*head, *table]):
            sheet.write_row(number, 0, row)
