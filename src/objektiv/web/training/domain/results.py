"""Results of the training district: loaded as people load them, one import a year, one run a year."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from objektiv.lake.lake import Lake
from objektiv.model.errors import UsageError
from objektiv.scales.loader import CONFIRMED_FILE
from objektiv.scales.scale_file import write_user_scale
from objektiv.simulation.years import scales_of_years
from objektiv.web.assessments.domain.imports import confirm, receive
from objektiv.web.assessments.domain.loading import load_confirmed
from objektiv.web.assessments.domain.reading import recognise
from objektiv.web.assessments.domain.receiving import Incoming
from objektiv.web.assessments.domain.runs import activate, compute, loaded_years, start_run
from objektiv.web.assessments.enums import Pass
from objektiv.web.assessments.models import Import, Run
from objektiv.web.assessments.places import lake_folder
from objektiv.web.territory.models import Unit

Say = Callable[[int, int, str], None]
LOOKS = 0.2  # seconds between looks whether the runs are done


def tell_scales(years: Sequence[int]) -> None:
    """The scales of the training works, as a person confirms them: into the lake's own file."""
    lake = Lake.open_or_create(lake_folder())
    for scale in scales_of_years(years).values():
        write_user_scale(lake.folder / CONFIRMED_FILE, scale)


def load_year(region: Unit, folder: Path) -> Import:
    """One import with the workbooks of one year."""
    books = sorted(folder.rglob("*.xlsx"))
    load = receive(unit=region, files=list(_incoming(books, folder.parent)), by=None)
    recognise(load, _quiet)
    load.refresh_from_db()
    load = confirm(load, by=None)
    load_confirmed(load, _quiet)
    load.refresh_from_db()
    refused = load.files.filter(generation=None).values_list("name", "refusal")
    if refused:
        raise UsageError(
            f"учебная книга не загрузилась: {refused[0][0]}: {refused[0][1]}", "Сообщите разработчикам."
        )
    return load


def start_runs(region: Unit) -> list[Run]:
    """A run for each loaded year, oldest first."""
    return [
        start_run(unit=region, school_year=year, kind=Pass.FINAL, by=None, is_whole_region=True)
        for year in reversed(loaded_years())
    ]


def compute_runs(runs: Sequence[Run], say: Say, processes: int | None = None) -> None:
    """Compute started runs: the newest, which looks back on the others' years, beside the rest."""
    numbers = [run.pk for run in runs]
    if processes == 1:
        for done, run in enumerate(runs):
            say(done, len(runs), f"расчёт {run.school_year}")
            compute(run, _quiet)
        return
    parts = [part for part in (numbers[-1:], numbers[:-1]) if part]
    crew = [_start(part) for part in parts]
    try:
        _wait(crew, numbers, say)
    finally:
        for process in crew:
            process.terminate()
            process.wait()


def activate_runs(runs: Sequence[Run]) -> None:
    """Make the computed runs the acting ones; findings take in what they found."""
    for run in runs:
        run.refresh_from_db()
        activate(run, by=None)


def _start(numbers: Iterable[int]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "objektiv.web", "compute_runs", *map(str, numbers)]
    return subprocess.Popen(command)


def _wait(crew: Sequence[subprocess.Popen[bytes]], numbers: Sequence[int], say: Say) -> None:
    while any(process.poll() is None for process in crew):
        _check(crew)
        done = sum(path.is_dir() for path in (Run(pk=number).folder for number in numbers))
        say(done, len(numbers), f"расчёты: готово {done} из {len(numbers)}")
        time.sleep(LOOKS)
    _check(crew)


def _check(crew: Sequence[subprocess.Popen[bytes]]) -> None:
    if any(process.returncode for process in crew):
        raise UsageError(
            "расчёт учебного района остановлен.", "Запустите команду ещё раз: район сделается заново."
        )


def _incoming(books: Iterable[Path], folder: Path) -> Iterable[Incoming]:
    for book in books:
        yield Incoming(book.name, [book.read_bytes()], "/".join(book.parent.relative_to(folder).parts))


def _quiet(*_: Any) -> None:
    """Progress of one step is not told."""
