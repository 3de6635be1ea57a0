"""``objektiv demo``: the whole way on a training district, from workbooks to the report in a browser."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from objektiv.analysis.importing import load
from objektiv.analysis.outputs import write_tables
from objektiv.analysis.protocol import write_protocol
from objektiv.analysis.request import AnalysisRequest
from objektiv.analysis.run import analyse
from objektiv.cli.progress import bar
from objektiv.cli.serving import LOOPBACK, open_server
from objektiv.lake.lake import Lake
from objektiv.model.errors import UsageError
from objektiv.reports.school import write_school_report
from objektiv.reports.write import write_reports
from objektiv.simulation.simulate import simulate_district

MARKER = "учебный-район.txt"


def demo(
    out: Annotated[Path, typer.Option("--out", metavar="ПАПКА", help="Куда положить учебный район.")] = Path(
        "demo"
    ),
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Порт на этом компьютере.")] = 8000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Номер учебного района.")] = 1,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Показать отчёт в браузере.")] = True,
) -> None:
    """Показать всё на учебном районе: книги, загрузка, анализ, отчёт.

    Школы и ученики выдуманы, правда о них известна и лежит отдельно, в truth.csv.

    Примеры:

      objektiv demo

      objektiv demo --port 8001 --seed 7
    """
    server = open_server(out / "report", port) if serve else None
    _clear(out)
    with bar("Учебный район") as advance:
        advance(0, 4, "книги")
        simulate_district(out, seed)
        advance(1, 4, "загрузка")
        write_protocol(load([out / "workbooks"], out / "lake"), out / "lake")
        advance(2, 4, "анализ")
        _report(out)
        advance(4, 4, "готово")
    typer.echo(
        f"Учебный район: {out / 'workbooks'}, правда о нём: {out / 'truth.csv'}, отчёты: {out / 'report'}."
    )
    if server:
        typer.echo(f"Отчёт: http://{LOOPBACK}:{port} (остановить — Ctrl+C)")
        with server:
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                typer.echo("Показ остановлен, файлы остались.")


def _report(out: Path) -> None:
    lake = Lake.open(out / "lake")
    result = analyse(lake, AnalysisRequest(is_whole_region=True))
    write_tables(result, out / "report")
    write_reports(result, out / "report")
    red = next((row["school"] for row in result.years[-1].schools.rows() if row["zone"] == "red"), 0)
    if red:
        chosen = AnalysisRequest(is_whole_region=True, school=red)
        write_school_report(analyse(lake, chosen), red, out / "report")


def _clear(out: Path) -> None:
    """An earlier training district is made anew; a folder with anything else is left alone."""
    if out.exists() and any(out.iterdir()):
        if not (out / MARKER).is_file():
            raise UsageError(f"папка {out} занята другими файлами.", "Укажите другую после --out.")
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / MARKER).write_text("Учебные данные: школы и ученики выдуманы.\n", encoding="utf-8")
