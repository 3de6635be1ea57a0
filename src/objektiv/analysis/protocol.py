"""The protocol of a load as a workbook: rows in = present + absent + not accepted, and every remark with its place."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from objektiv.analysis import catalogue
from objektiv.analysis.importing import REFUSED, UNCHANGED, FileReport, LoadReport
from objektiv.documents.blocks import INTEGER, Column, DataTable, Value
from objektiv.documents.xlsx import Sheet, write_workbook
from objektiv.lake.storage import writing
from objektiv.model.assessment import AssessmentId
from objektiv.model.tables import Problem

STATUS_TITLES = {"loaded": "загружен", UNCHANGED: "без изменений", REFUSED: "не принят"}
TWIN_TITLE = "повтор"
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
    place = _places(report)
    known = {file.path: file for file in report.files}
    rows = tuple(
        _twin_row(file, known[file.twin], place) if file.twin else _file_row(file, place(file.path))
        for file in report.files
    )
    totals = tuple(sum(_counts(file)[position] for file in report.files) for position in range(6))
    lines = (
        "Протокол загрузки",
        "Строк = писали + отсутствовали + не приняты в расчёт. Строки, не принятые в расчёт, перечислены на листе "
        "«Замечания».",
    )
    last: tuple[Value, ...] = ("Всего", "", "", "", *totals, "")
    files = DataTable("Файлы", _FILES, (*rows, last))
    skipped = DataTable(
        "Оставлены в стороне (не книги)", (_FILES[0],), tuple((place(path),) for path in report.skipped)
    )
    return Sheet("Файлы", lines, (files, skipped) if report.skipped else (files,))


def _places(report: LoadReport) -> Callable[[Path], str]:
    """How files are named: from the folder that was loaded, or from the one that holds all that was named."""
    named = [path if path.is_dir() else path.parent for path in map(_normal, report.named)]
    try:
        base = os.path.commonpath(named)
    except ValueError:  # several disks of Windows
        return lambda path: _normal(path).as_posix()
    return lambda path: _normal(path).relative_to(base).as_posix()


def _normal(path: Path) -> Path:
    return Path(os.path.normpath(path.absolute()))


def _file_row(file: FileReport, place: str) -> tuple[Value, ...]:
    told = f"{file.refusal} {file.remedy}".strip()
    return (place, STATUS_TITLES[file.status], _work(file), _kind(file), *_counts(file), told)


def _twin_row(file: FileReport, first: FileReport, place: Callable[[Path], str]) -> tuple[Value, ...]:
    """A file with the bytes of another: its counts are named, but stand in their columns only once."""
    counts = (
        f": строк {first.rows}, писали {first.present}, отсутствовали {first.absent}, "
        f"не приняты в расчёт {first.quarantined}"
    )
    told = f"Тот же файл, что «{place(first.path)}»{counts if first.rows else ''}. Учтён один раз."
    return (place(file.path), TWIN_TITLE, _work(file), _kind(file), *("",) * 6, told)


def _work(file: FileReport) -> str:
    return AssessmentId.parse(file.assessment).title if file.assessment else ""


def _kind(file: FileReport) -> str:
    """The layout in words; a lake of an earlier version may know one that is no longer read."""
    reader = catalogue.readers().get(file.layout)
    return reader.title if reader else file.layout


def _counts(file: FileReport) -> tuple[int, ...]:
    return file.rows, file.present, file.absent, file.quarantined, file.one_sitting, file.problem_count


def _remarks(report: LoadReport) -> Sheet:
    place = _places(report)
    rows = tuple(problem_row(problem, place(file.path)) for file in report.files for problem in file.problems)
    return Sheet("Замечания", ("Замечания по файлам",), (DataTable("Замечания", _PROBLEMS, rows),))


def problem_row(problem: Problem, place: str) -> tuple[str, ...]:
    """A remark as a row: file by its ``place``, sheet and cell, weight, sentence, what to do."""
    return (
        place,
        problem.sheet,
        problem.cell,
        SEVERITY_TITLES[problem.severity],
        problem.message,
        problem.remedy,
    )
