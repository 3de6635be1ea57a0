"""``objektiv load``: workbooks into the lake, with a protocol."""

from __future__ import annotations

import json as json_text
import os
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table as RichTable

# A load multiplies no matrices: NumPy's threads for that would only spin beside the reading processes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from objektiv.analysis.importing import REFUSED, FileReport, LoadReport
from objektiv.analysis.importing import load as load_files
from objektiv.analysis.protocol import write_protocol
from objektiv.cli.failures import complain
from objektiv.cli.progress import bar
from objektiv.model.assessment import KINDS, AssessmentId
from objektiv.model.errors import UsageError

SOME_REFUSED = 3


def load(
    paths: Annotated[list[Path], typer.Argument(metavar="ПУТЬ…", help="Книги или папки с книгами.")],
    lake: Annotated[Path, typer.Option("--lake", metavar="ПАПКА", help="Папка с загруженными данными.")],
    assessment: Annotated[
        str, typer.Option("--assessment", metavar="КОД", help="Процедура всех файлов, например vpr-2021-ma4.")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Ответ для программ: один объект JSON.")] = False,
    processes: Annotated[
        int, typer.Option("--processes", min=1, max=64, help="Сколько файлов читать сразу.")
    ] = 2,
) -> None:
    """Загрузить книги результатов, отчёты ФИС ОКО, анкеты и шаблоны.

    Вид файла узнаётся по содержанию; год, предмет и класс — по заголовкам, имени и папкам (2021/4/…). Повторная
    загрузка того же файла ничего не меняет, исправленный файл заменяет свои строки. Код выхода 3: часть файлов не
    принята, остальные загружены.

    Пример: objektiv load КНИГИ --lake ДАННЫЕ
    """
    forced = _assessment(assessment)
    with bar("Чтение книг") as advance:
        report = load_files(paths, lake, forced=forced, processes=processes, progress=advance)
    protocol = write_protocol(report, lake)
    if json:
        typer.echo(json_text.dumps(describe(report), ensure_ascii=False))
    else:
        show(report, protocol)
    if report.refused:
        raise typer.Exit(SOME_REFUSED)


def _assessment(text: str) -> AssessmentId | None:
    try:
        return AssessmentId.parse(text) if text else None
    except ValueError as error:
        raise UsageError(str(error)) from error


def describe(report: LoadReport) -> dict[str, Any]:
    """The JSON object that scripts rely on."""
    counts = ("rows", "present", "absent", "quarantined")
    files = [_describe_file(file) for file in report.files]
    totals = {name: sum(file[name] for file in files) for name in (*counts, "problems")}
    totals |= {"files": len(files), "refused": len(report.refused), "skipped": len(report.skipped)}
    return {
        "files": files,
        "skipped": [str(path) for path in report.skipped],
        "totals": totals,
        "generation": report.generation,
    }


def _describe_file(file: FileReport) -> dict[str, Any]:
    return {
        "path": str(file.path),
        "status": file.status,
        "layout": file.layout or None,
        "assessment": file.assessment or None,
        "rows": file.rows,
        "present": file.present,
        "absent": file.absent,
        "quarantined": file.quarantined,
        "one_sitting": file.one_sitting,
        "problems": file.problem_count,
        "message": f"{file.refusal} {file.remedy}".strip() or None,
    }


def show(report: LoadReport, protocol: Path) -> None:
    """The same for people: a table, the refusals in words, where the protocol lies."""
    table = RichTable(title="Протокол загрузки", expand=True)
    for title in ("Файл", "Процедура", "Строк", "Писали", "Не было", "Вне счёта", "Замеч."):
        if title == "Файл":
            table.add_column(title, no_wrap=True, overflow="ellipsis", ratio=1)
        else:
            table.add_column(title, justify="left" if title == "Процедура" else "right", min_width=len(title))
    for file in report.files:
        if file.status != REFUSED:
            counts = (file.rows, file.present, file.absent, file.quarantined)
            shown = map(str, counts) if file.rows else ("—",) * len(counts)
            table.add_row(file.path.name, _procedure(file), *shown, str(file.problem_count))
    Console().print(table)
    for file in report.refused:
        complain(f"Не принят {file.path}: {file.refusal} {file.remedy}")
    skipped = f" Других файлов, оставленных в стороне: {len(report.skipped)}." if report.skipped else ""
    typer.echo(f"Протокол: {protocol}.{skipped}")


def _procedure(file: FileReport) -> str:
    if not file.assessment:
        return "—"
    assessment = AssessmentId.parse(file.assessment)
    return f"{KINDS[assessment.kind]} {assessment.year} {assessment.short_title}"
