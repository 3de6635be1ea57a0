"""Runs of the analysis: start one, compute it into a folder of its own, make it the active one of its year."""

from __future__ import annotations

import hashlib
import itertools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from objektiv.analysis.narrowing import narrow
from objektiv.analysis.outputs import write_tables
from objektiv.analysis.packs import lake_pack
from objektiv.analysis.request import AnalysisRequest
from objektiv.analysis.result import ZONE_TITLES, AnalysisResult
from objektiv.analysis.run import analyse
from objektiv.lake.lake import Lake
from objektiv.lake.storage import disk_error
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import LakeError, UsageError
from objektiv.reports.office_pack import write_office_pack
from objektiv.reports.write import write_reports
from objektiv.web.assessments.domain.reading import Progress
from objektiv.web.assessments.enums import RunState
from objektiv.web.assessments.models import Run
from objektiv.web.assessments.phrases import WRONG_STATE
from objektiv.web.assessments.places import lake_folder, runs_folder
from objektiv.web.assessments.rules import can_activate, may_run
from objektiv.web.assessments.signals import run_activated
from objektiv.web.audit.domain import record
from objektiv.web.shell.jobs import start_job
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit

RUN = "assessments.run"
NO_DATA = "Результатов ещё не загружали: считать нечего."


def loaded_years() -> tuple[str, ...]:
    """School years of which the lake holds something, newest first; empty before the first load."""
    try:
        files = Lake.open(lake_folder()).generation.active()
    except LakeError:
        return ()
    codes = {file.assessment for file in files if file.assessment}
    return tuple(sorted({AssessmentId.parse(code).school_year for code in codes}, reverse=True))


@transaction.atomic
def start_run(*, unit: Unit, school_year: str, kind: str, by: Any, is_whole_region: bool = False) -> Run:
    """Begin a run over the present state of the lake; ``by`` None: the caller computes it itself."""
    if not may_run(by, unit) or unit.level == Level.SCHOOL:
        raise PermissionDenied
    if school_year not in loaded_years():
        raise ValidationError({"school_year": NO_DATA})
    run = Run(
        unit=unit,
        school_year=school_year,
        kind=kind,
        is_whole_region=is_whole_region and unit.level == Level.REGION,
        lake_generation=Lake.open(lake_folder()).generation.number,
        by=by,
    )
    run.full_clean(exclude=["by", "job"])
    run.save()
    new = {"school_year": school_year, "pass": kind, "lake": run.lake_generation}
    record("run.started", by=by, obj=run, unit_path=unit.path, new=new)
    if by is not None:
        run.job = start_job(RUN, str(run), by=by, run=run.pk)
        run.save(update_fields=["job"])
    return run


def compute(run: Run, progress: Progress) -> None:
    """Compute a started run: its folder appears complete or not at all, and no folder is written twice."""
    if run.state != RunState.STARTED:
        return
    draft = runs_folder() / f".{run.folder.name}.part"
    try:
        shutil.rmtree(draft, ignore_errors=True)
        result = _analyse(run, _steps(progress))
        write_tables(result, draft)
        write_office_pack(result, draft)
        write_reports(result, draft, lambda stage, share: progress(round(100 * share), 100, stage))
        _publish(draft, run.folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        _fail(run)
        raise
    _complete(run, result)


@transaction.atomic
def activate(run: Run, *, by: Any) -> Run:
    """Make a run the one that findings are taken from; for every school there is one active run of a year and pass."""
    run = Run.objects.select_for_update(of=("self",)).select_related("unit").get(pk=run.pk)
    if not may_run(by, run.unit):
        raise PermissionDenied
    if not can_activate(run):
        word = "действующий" if run.is_active else run.get_state_display()
        raise ValidationError(WRONG_STATE.format(state=word))
    others = Run.objects.select_for_update(of=("self",)).select_related("unit").filter(
        is_active=True, school_year=run.school_year, kind=run.kind
    )  # fmt: skip
    near = [one for one in others if _overlap(one.unit.path, run.unit.path)]
    wider = next((one for one in near if len(one.unit.path) < len(run.unit.path)), None)
    if wider:
        raise ValidationError(
            f"Действует расчёт № {wider.pk} всего региона: он уже включает эти школы. Пока он действует, расчёт части "
            "территории действующим не становится."
        )
    for one in near:
        one.is_active = False
        one.save(update_fields=["is_active"])
    run.is_active, run.activated_at = True, timezone.now()
    run.save(update_fields=["is_active", "activated_at"])
    old = {"active": [one.pk for one in near]}
    record("run.activated", by=by, obj=run, unit_path=run.unit.path, old=old, new={"active": run.pk})
    run_activated.send(sender=Run, run=run, replaced=tuple(near), by=by)
    return run


def _overlap(one: str, two: str) -> bool:
    return one.startswith(two) or two.startswith(one)


def _analyse(run: Run, say: Callable[[str], None]) -> AnalysisResult:
    lake = Lake.open(lake_folder(), number=run.lake_generation)
    municipality = int(run.unit.code) if run.unit.level == Level.MUNICIPALITY else 0
    request = AnalysisRequest(
        school_year=run.school_year,
        municipality=municipality,
        is_whole_region=run.is_whole_region,
        pack=lake_pack(lake),
    )
    result = analyse(lake, request, say)
    return narrow(result, lake, municipality) if municipality else result


def _steps(progress: Progress) -> Callable[[str], None]:
    """Named steps of unknown number: each is shown, the bar stays open."""
    done = itertools.count(1)
    return lambda stage: progress(next(done), 0, stage)


def _publish(draft: Path, folder: Path) -> None:
    if folder.exists():
        raise UsageError(
            f"папка расчёта {folder.name} уже есть и не переписывается.", "Запустите новый расчёт."
        )
    try:
        draft.rename(folder)
    except OSError as error:
        raise disk_error(folder, error) from error


@transaction.atomic
def _complete(run: Run, result: AnalysisResult) -> None:
    zones = result.years[0].schools["zone"].tolist()
    run.zones = {zone: zones.count(zone) for zone in ZONE_TITLES}
    run.program = result.version
    run.sha256 = hashlib.sha256((run.folder / "run.json").read_bytes()).hexdigest()
    _end(run, RunState.DONE)
    record("run.done", by=run.by, obj=run, unit_path=run.unit.path, new={"run.json": run.sha256})


@transaction.atomic
def _fail(run: Run) -> None:
    _end(run, RunState.FAILED)
    record("run.failed", by=run.by, obj=run, unit_path=run.unit.path)


def _end(run: Run, state: str) -> None:
    run.state, run.finished_at = state, timezone.now()
    run.save(update_fields=["state", "finished_at", "zones", "program", "sha256"])
