"""``objektiv demo``: the office on a training district, made once and opened in seconds afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from objektiv.cli.office import OFFICE, run_office
from objektiv.cli.serving import check_free
from objektiv.cli.years import read_years
from objektiv.model.errors import UsageError
from objektiv.simulation.plan import TrainingYears
from objektiv.simulation.training_home import claim, clear, is_ready, is_training, latest_springs

SCHOOLS, MUNICIPALITIES = 60, 3
PATIENCE = 3.0  # seconds
LEAST_SCHOOLS = 6  # fewer leave municipalities without schools to compare


def demo(
    out: Annotated[Path, typer.Option("--out", metavar="ПАПКА", help="Где лежит учебный кабинет.")] = Path(
        "demo"
    ),
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Порт на этом компьютере.")] = 8000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Номер учебного района.")] = 1,
    schools: Annotated[
        int,
        typer.Option("--schools", metavar="ЧИСЛО", min=LEAST_SCHOOLS, max=1000, help="Сколько в нём школ."),
    ] = SCHOOLS,
    years: Annotated[
        str,
        typer.Option(
            "--years",
            metavar="ГОДЫ",
            show_default=False,
            help="Вёсны через запятую, например 2025,2026; обычно три последние.",
        ),
    ] = "",
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Открыть кабинет в браузере.")] = True,
    remove: Annotated[
        bool, typer.Option("--remove", help="Убрать учебный кабинет со всем, что в нём есть.")
    ] = False,
) -> None:
    """Открыть кабинет на учебном районе: три года результатов, признаки, карточки.

    Школы, ученики и люди выдуманы. Войти можно одной кнопкой в любой роли. Правда о том, где результаты изменены,
    лежит в папке кабинета: training/truth.csv. Первый раз район делается около минуты, потом открывается сразу.

    Примеры:

      objektiv demo

      objektiv demo --port 8001 --seed 7

      objektiv demo --remove
    """
    if remove:
        _remove(out)
        return
    if serve:
        check_free(port)
    springs = read_years(years) if years else latest_springs(date.today())
    wanted = TrainingYears(seed, schools, MUNICIPALITIES, springs)
    _speak_for(out)
    if not is_ready(out, wanted):
        _refuse_open(out)
        _make(out, wanted)
    if not serve:
        typer.echo(f"Учебный кабинет готов: {out}. Открыть: objektiv demo --out {out}")
        return
    run_office("serve", "--port", str(port))


def _speak_for(home: Path) -> None:
    """What the office is told: its folder, that it is a training one, and nothing of a real one."""
    for name in [name for name in os.environ if name.startswith("OBJEKTIV_") and name != "OBJEKTIV_DEBUG"]:
        del os.environ[name]
    os.environ |= {
        "OBJEKTIV_HOME": str(home.absolute()),
        "OBJEKTIV_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": f"{OFFICE}.settings",
    }


def _make(home: Path, wanted: TrainingYears) -> None:
    """Make the territory anew; what an earlier or an interrupted making left is deleted first."""
    clear(home)
    claim(home)
    years = ",".join(map(str, wanted.years))
    _call(
        "make_training",
        *("--seed", str(wanted.seed), "--schools", str(wanted.schools)),
        *("--municipalities", str(wanted.municipalities), "--years", years),
    )


def _refuse_open(home: Path) -> None:
    """The folder of an office that somebody works in is not deleted under it."""
    if import_module(f"{OFFICE}.shell.running").is_open(home):
        raise UsageError(
            f"учебный кабинет в папке {home} открыт.",
            "Остановите его (Ctrl+C там, где он запущен) и повторите команду.",
        )


def _remove(home: Path) -> None:
    if not is_training(home):
        raise UsageError(f"в папке {home} нет учебного кабинета.", "Укажите его папку после --out.")
    _refuse_open(home)
    _speak_for(home)
    _call("remove_training")
    clear(home)
    typer.echo(f"Папка {home} удалена.")


def _call(*arguments: str) -> None:
    """Run one command of the office in a process of its own, so that nothing of it stays open."""
    command = [sys.executable, "-m", OFFICE, *arguments]
    process = subprocess.Popen(command)
    try:
        code = process.wait()
    except KeyboardInterrupt:
        _end(process)
        raise
    if code:
        raise typer.Exit(code)


def _end(process: subprocess.Popen[bytes]) -> None:
    """A terminal tells Ctrl+C to all its processes; who tells it to this one alone means that one too."""
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT if sys.platform != "win32" else signal.SIGTERM)
        process.wait()
