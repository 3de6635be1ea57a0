"""``objektiv analyse``: signs, priorities and reports out of the lake."""

from __future__ import annotations

import itertools
import json as json_text
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from objektiv.analysis.outputs import write_tables
from objektiv.analysis.packs import lake_pack
from objektiv.analysis.request import AnalysisRequest
from objektiv.analysis.result import ZONE_TITLES, AnalysisResult
from objektiv.analysis.run import analyse as analyse_lake
from objektiv.cli.progress import bar
from objektiv.lake.lake import Lake
from objektiv.model.errors import UsageError
from objektiv.model.organisation import parse_municipality, parse_school
from objektiv.reports.school import write_school_report
from objektiv.reports.write import write_reports


def analyse(
    lake: Annotated[Path, typer.Option("--lake", metavar="ПАПКА", help="Папка с загруженными данными.")],
    out: Annotated[Path, typer.Option("--out", metavar="ПАПКА", help="Куда писать отчёты.")],
    school_year: Annotated[str, typer.Option("--school-year", metavar="ГОД", help="Например 2020/21.")] = "",
    municipality: Annotated[
        str, typer.Option("--municipality", metavar="НОМЕР", help="Только этот муниципалитет.")
    ] = "",
    school: Annotated[str, typer.Option("--school", metavar="ЛОГИН", help="Ещё и справка одной школы.")] = "",
    region_complete: Annotated[
        bool, typer.Option("--region-complete", help="Загружены все школы субъекта РФ.")
    ] = False,
    reference: Annotated[
        Path | None, typer.Option("--reference", metavar="ФАЙЛ", help="Пакет сравнения региона.")
    ] = None,
    reports: Annotated[
        bool, typer.Option("--reports/--no-reports", help="Писать ли html, xlsx и docx.")
    ] = True,
    version: Annotated[
        int | None, typer.Option("--version", metavar="№", help="Состояние данных после загрузки №.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Ответ для программ: один объект JSON.")] = False,
) -> None:
    """Найти признаки необъективности и написать отчёты.

    Пишет official.csv, official_index.csv, estimates.csv и .parquet, schools.csv, run.json и отчёты report.html,
    report.xlsx, report.docx. Признак необъективности не является доказательством нарушения.

    Примеры:

      objektiv analyse --lake ДАННЫЕ --out ОТЧЁТ --school-year 2020/21

      objektiv analyse --lake ДАННЫЕ --out ОТЧЁТ --school sch990001
    """
    opened = Lake.open(lake, number=version)
    request = AnalysisRequest(
        school_year=_year(school_year),
        municipality=_number(municipality),
        school=_school(school),
        is_whole_region=region_complete,
        pack=reference or lake_pack(opened),
    )
    with bar("Анализ") as advance:
        say = _steps(advance, 2 * len(opened.generation.assessments()))
        result = analyse_lake(opened, request, say)
        write_tables(result, out)
        if reports:
            write_reports(result, out, lambda what, share: advance(round(100 * share), 100, what))
        if request.school:  # its own note looks at every year there is
            every_year = replace(request, school_year="")
            history = result if request == every_year else analyse_lake(opened, every_year, say)
            write_school_report(history, request.school, out)
    _answer(result, out, json)


def _steps(advance: Callable[[int, int, str], None], expected: int) -> Callable[[str], None]:
    """Count named steps for the bar; more steps than expected stretch it."""
    done = itertools.count(1)

    def say(what: str) -> None:
        step = next(done)
        advance(step, max(step + 1, expected), what)

    return say


def _year(text: str) -> str:
    if text and not re.fullmatch(r"20\d\d/\d\d", text):
        raise UsageError(f"«{text}» не похоже на учебный год.", "Пример: --school-year 2020/21.")
    return text


def _number(text: str) -> int:
    if not text:
        return 0
    code = parse_municipality(text)
    if not code or re.search(r"-\d|\d[.,;]", text):  # «2,1» is no «1»
        raise UsageError(f"«{text}» не похоже на номер муниципалитета.", "Пример: --municipality 7.")
    return code


def _school(text: str) -> int:
    if not text:
        return 0
    code = parse_school(text)
    if code is None:
        raise UsageError(f"«{text}» не похоже на логин школы.", "Пример: --school sch990001.")
    return code


def _answer(result: AnalysisResult, out: Path, json: bool) -> None:
    zones = {
        year.school_year: {zone: int((year.schools["zone"] == zone).sum()) for zone in ZONE_TITLES}
        for year in result.years
    }
    if json:
        typer.echo(json_text.dumps({"out": str(out), "zones": zones}, ensure_ascii=False))
        return
    for school_year, counts in zones.items():
        listed = "; ".join(f"{ZONE_TITLES[zone]} — {count}" for zone, count in counts.items())
        typer.echo(f"{school_year}: {listed}.")
    typer.echo(f"Отчёты: {out}. Признак необъективности не является доказательством нарушения.")
