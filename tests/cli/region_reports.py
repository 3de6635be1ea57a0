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


def write_region_reports(folder: Path, assessment: AssessmentId, scale: Scale, rows: Attempts) -> None:
    """Four reports with one row, the region's: marks, journal, scores, items."""
    present = rows.table["status"] == PRESENT
    raw, journal = rows.table["raw_score"][present], rows.table["journal_mark"][present]
    n, schools = len(raw), len(np.unique(rows.table["school"]))
    assert scale.boundaries is not None
    mark = 2 + np.searchsorted(scale.boundaries, raw, side="right")
    shares = [round(100 * float((mark == value).mean()), 2) for value in (2, 3, 4, 5)]
    counts = [round(100 * float((raw == score).mean()), 2) for score in range(scale.maximum + 1)]
    known = journal >= 2
    pairs = [
        round(100 * float(chosen[known].mean()), 2)
        for chosen in (mark < journal, mark == journal, mark > journal)
    ]
    words = ("Понизили (Отметка < Отметка по журналу)", "Подтвердили (Отметка = Отметке по журналу)",
             "Повысили (Отметка > Отметка по журналу)")  # fmt: skip
    facility = [
        round(100 * float(np.clip(rows.parts[part.code][present], 0, None).mean()) / part.maximum, 2)
        for part in scale.parts
    ]
    head: Sequence[Any] = ("Группы участников", "Кол-во ОО", "Кол-во участников")
    write(folder, "Статистика по отметкам", assessment, scale,
          [[*head, 2, 3, 4, 5], [REGION, schools, n, *shares]])  # fmt: skip
    write(folder, "Распределение первичных баллов", assessment, scale,
          [[*head, *range(scale.maximum + 1)], [REGION, schools, n, *counts]])  # fmt: skip
    write(folder, "Выполнение заданий", assessment, scale,
          [[*head, *scale.part_codes], ["Макс. балл", "", "", *(part.maximum for part in scale.parts)],
           [REGION, schools, n, *facility]])  # fmt: skip
    write(folder, "Сравнение отметок с отметками по журналу", assessment, scale,
          [["Группы участников", "Кол-во участников(всего)", *(f"{word} %" for word in words)],
           [REGION, int(known.sum()), *pairs]])  # fmt: skip


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
