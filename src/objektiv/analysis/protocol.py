"""The protocol of a load as a workbook: rows in = present + absent + not accepted, and every remark with its place."""

from __future__ import annotations

from pathlib import Path

from objektiv.analysis.importing import REFUSED, UNCHANGED, FileReport, LoadReport
from objektiv.documents.blocks import INTEGER, Column, DataTable, Value
from objektiv.documents.xlsx import Sheet, write_workbook
from objektiv.lake.storage import writing
from objektiv.model.assessment import AssessmentId
from objektiv.model.tables import Problem

STATUS_TITLES = {"loaded": "загружен", UNCHANGED: "без изменений", REFUSED: "не принят"}
SEVERITY_TITLES = {"error": "ошибка", "warning": "предупреждение", "note": "к сведению"}

_FILES = (
    Column("Файл", width=4),
    Column("Состояние", width=1.5),
    Column("Процедура", width=3),
    Column("Вид файла", width=2),
    Column("Строк", INTEGER),
    Column("Писали", INTEGER),
    Column("Отсутствовали", INTEGER),
    Column("Не приняты в расчёт", INTEGER),
    Column("Писал одну часть", INTEGER),
    Column("Замечаний", INTEGER),
    Column("Пояснение", width=4),
)
_PROBLEMS = (
    Column("Файл", width=3),
    Column("Лист", width=1.5),
    Column("Ячейка"),
    Column("Важность", width=1.5),
    Column("Замечание", width=6),
    Column("Что сделать", width=5),
)


def write_protocol(report: LoadReport, lake: Path) -> Path:
    """Write the protocol into the lake, numbered by load; a load that changed and refused nothing writes none.

    Raises LakeError when the disk is full.
    """
    known = sorted((lake / "protocols").glob("*.xlsx"))
    if known and all(file.status == UNCHANGED for file in report.files):
        return known[-1]
    target = lake / "protocols" / f"{int(known[-1].stem) + 1 if known else 1:06d}.xlsx"
    with writing(target) as temporary:
        write_workbook(temporary, (_summary(report), _remarks(report)), title="Протокол загрузки")
    return target


def _summary(report: LoadReport) -> Sheet:
    rows = tuple(_file_row(file) for file in report.files)
    totals = (
        sum(file.rows for file in report.files),
        sum(file.present for file in report.files),
        sum(file.absent for file in report.files),
        sum(file.quarantined for file in report.files),
        sum(file.one_sitting for file in report.files),
        sum(file.problem_count for file in report.files),
    )
    lines = (
        "Протокол загрузки",
        "Строк = писали + отсутствовали + не приняты в расчёт. Строки, не принятые в расчёт, перечислены на листе "
        "«Замечания».",
    )
    last: tuple[Value, ...] = ("Всего", "", "", "", *totals, "")
    files = DataTable("Файлы", _FILES, (*rows, last))
    skipped = DataTable(
        "Оставлены в стороне (не книги)", (_FILES[0],), tuple((str(path),) for path in report.skipped)
    )
    return Sheet("Файлы", lines, (files, skipped) if report.skipped else (files,))


def _file_row(file: FileReport) -> tuple[Value, ...]:
    return (
        file.path.name,
        STATUS_TITLES[file.status],
        AssessmentId.parse(file.assessment).title if file.assessment else "",
        file.layout,
        file.rows,
        file.present,
        file.absent,
        file.quarantined,
        file.one_sitting,
        file.problem_count,
        f"{file.refusal} {file.remedy}".strip(),
    )


def _remarks(report: LoadReport) -> Sheet:
    rows = tuple(problem_row(problem) for file in report.files for problem in file.problems)
    return Sheet("Замечания", ("Замечания по файлам",), (DataTable("Замечания", _PROBLEMS, rows),))


def problem_row(problem: Problem) -> tuple[str, ...]:
    """A remark as a row: place, weight, sentence, what to do."""
    return (
        problem.file,
        problem.sheet,
        problem.cell,
        SEVERITY_TITLES[problem.severity],
        problem.message,
        problem.remedy,
    )
