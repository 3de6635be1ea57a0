"""The lines above the table of a ФИС ОКО report, and which assessment they name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.reader import Request, Rows
from objektiv.workbooks.cell_numbers import read_whole
from objektiv.workbooks.headers import plain
from objektiv.workbooks.naming import assessment_from_title
from objektiv.workbooks.remarks import Remarks

HEAD_ROWS = 12
_DATE = re.compile(r"\b\d{1,2}\.\d{1,2}\.(20\d\d)\b|\b(20\d\d)-\d\d-\d\d\b")


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What stands above the table: ``title`` without dates; maximum and year of the date where printed."""

    file: str
    sheet: str
    title: str
    maximum: int | None
    year: int | None


def read_head(rows: Rows, header: int, file: str, sheet: str) -> ReportHead:
    """Head of a report whose table begins at row ``header`` (0-based) of a sheet."""
    lines = [[cell for cell in row if str(cell).strip()] for row in rows[:header]]
    text = " ".join(str(cell).strip() for line in lines for cell in line)
    date = _DATE.search(text)
    maximum = next((_labelled_number(line) for line in lines if "первичный балл" in plain(line[:1])), None)
    return ReportHead(file, sheet, _DATE.sub("", text), maximum, int(date[1] or date[2]) if date else None)


def top_text(rows: Rows, sheet: str) -> str:
    """Sheet name and all cells of the first rows as plain text, for recognition."""
    cells = [sheet, *(str(cell) for row in rows[:HEAD_ROWS] for cell in row if cell != "")]
    return plain(" \n ".join(cells))


def choose_assessment(head: ReportHead, request: Request, remarks: Remarks) -> AssessmentId:
    """Assessment by the user, else by the head, else by the path; RefusedFileError when none says it."""
    said = assessment_from_title(head.title, head.year)
    said = said or assessment_from_title(f"{head.title} {head.sheet}", head.year)
    chosen = request.assessment if request.is_said_by_user or said is None else said
    if chosen is None:
        raise RefusedFileError(
            "Из отчёта не понять, какая это работа: нет года, предмета или класса.",
            "Укажите процедуру явно, например: objektiv load ФАЙЛ --assessment vpr-2026-ru4.",
            place=head.file,
        )
    if said and request.assessment and said != request.assessment:
        _report_disagreement(said, request, chosen, remarks)
    return chosen


def check_maximum(head: ReportHead, assessment: AssessmentId, request: Request, remarks: Remarks) -> None:
    """Compare the printed maximum with the scale, where both are known."""
    scale = request.scale_of(assessment)
    if scale and head.maximum and scale.maximum != head.maximum:
        remarks.add(
            "warning",
            "maximum_differs",
            f"Максимальный балл в отчёте {head.maximum}, в шкале «{assessment}» — {scale.maximum}.",
            "Проверьте, что отчёт относится к этой работе, и уточните шкалу: objektiv check-scales.",
            cell=(0, 0),
        )


def _labelled_number(line: Sequence[object]) -> int | None:
    for cell in (*line[1:], str(line[0]).rpartition(":")[2]):
        try:
            number = read_whole(cell)
        except ValueError:
            continue
        if number:
            return number
    return None


def _report_disagreement(
    said: AssessmentId, request: Request, chosen: AssessmentId, remarks: Remarks
) -> None:
    other = said if chosen == request.assessment else request.assessment
    remarks.add(
        "warning",
        "assessment_differs",
        f"Принято «{chosen.title}», а {'отчёт называет' if other == said else 'по пути к файлу это'} «{other}».",
        "Если это ошибка, загрузите файл ещё раз с ключом --assessment и нужным кодом процедуры.",
        cell=(0, 0),
    )
