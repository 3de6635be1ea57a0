"""Recognising the files of an import: a load on trial, in a view of the lake that is thrown away afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.db import transaction

from objektiv.analysis.contents import Contents, contents
from objektiv.analysis.importing import LOADED, REFUSED, FileReport
from objektiv.analysis.importing import load as load_files
from objektiv.analysis.superseding import rivals
from objektiv.analysis.trial import open_trial
from objektiv.lake.lake import Lake
from objektiv.lake.state import Generation, StoredFile
from objektiv.model.assessment import AssessmentId
from objektiv.web.assessments.domain.placing import Map, to_data
from objektiv.web.assessments.enums import FileState, ImportState
from objektiv.web.assessments.models import Import, ImportFile
from objektiv.web.assessments.phrases import for_office
from objektiv.web.assessments.places import lake_folder, trial_folder
from objektiv.web.audit.domain import record

Progress = Callable[[int, int, str], None]
PROCESSES = 2
KEPT_PROBLEMS = 1000
SHOWN_CLASSES = 8
STATES = {LOADED: FileState.READY, REFUSED: FileState.REFUSED}
PARTLY = (
    "В файле результаты школ, которые уже загружены другим файлом вместе с результатами других школ ({names}): "
    "так работы посчитались бы дважды."
)
PARTLY_REMEDY = "Загрузите исправленный файл целиком или сначала отмените прежнюю загрузку."


@dataclass(frozen=True)
class Trial:
    """The lake as it stood, the folder where the files were tried, what came of each by its path."""

    lake: Lake
    folder: Path
    reports: Mapping[Path, FileReport]


@contextmanager
def tried(load: Import, files: Sequence[ImportFile], progress: Progress) -> Iterator[Trial]:
    """The files loaded on trial; the folder of the trial is gone afterwards."""
    lake, folder = Lake.open_or_create(lake_folder()), trial_folder(load.pk)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        open_trial(lake, folder)
        reports: dict[Path, FileReport] = {}
        for code in sorted({file.chosen for file in files}):
            paths = [file.path for file in files if file.chosen == code]
            forced = AssessmentId.parse(code) if code else None
            done = load_files(paths, folder, forced=forced, processes=PROCESSES, progress=progress)
            reports |= {report.path: report for report in done.files}
        yield Trial(lake, folder, reports)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def recognise(load: Import, progress: Progress) -> None:
    """Read the files of an import and keep what each would bring; the lake stays as it is."""
    if load.state != ImportState.RECEIVED:
        return
    files = list(load.files.all())
    with tried(load, files, progress) as trial:
        now, places = Lake.open(trial.folder), Map()
        for file in files:
            _tell(file, trial.reports[file.path])
            stored = stored_as(now, file)
            if stored and file.state != FileState.REFUSED:
                _describe(file, now, stored, trial.lake.generation)
                _judge(file, load, places)
    _finish(load, files, trial.lake.generation.number)


def stored_as(lake: Lake, file: ImportFile) -> StoredFile | None:
    """The entry of a file in a lake: that of its own path first, else of the same bytes."""
    path = str(file.path.resolve())
    own = [one for one in lake.generation.active() if one.path == path and one.sha256 == file.sha256]
    return own[0] if own else lake.generation.find(file.sha256)


def _tell(file: ImportFile, report: FileReport) -> None:
    """Counts and remarks of the trial."""
    file.state = STATES.get(report.status, FileState.UNCHANGED)
    for name in (
        "layout",
        "assessment",
        "rows",
        "present",
        "absent",
        "quarantined",
        "one_sitting",
        "problem_count",
    ):
        setattr(file, name, getattr(report, name))
    file.refusal, file.remedy = report.refusal, for_office(report.remedy)
    kept = report.problems[:KEPT_PROBLEMS]
    file.problems = [asdict(replace(problem, remedy=for_office(problem.remedy))) for problem in kept]
    file.schools, file.replaces = {}, []


def _describe(file: ImportFile, tried: Lake, stored: StoredFile, before: Generation) -> None:
    """Schools of the file and what it would replace."""
    said = contents(tried, stored)
    file.schools = to_data(said)
    if file.state != FileState.READY:
        return
    found = rivals(tried, stored)
    if found.partly:
        names = ", ".join(f"«{one.name}»" for one in found.partly)
        _refuse(file, PARTLY.format(names=names), PARTLY_REMEDY)
    file.present = file.present or sum(one.present for one in said.schools)
    file.absent = file.absent or sum(one.absent for one in said.schools)
    file.rows = file.rows or file.present + file.absent
    known = {one.sha256 for one in before.active()}
    taken = [_taken(one, stored) for one in tried.generation.files if one.sha256 in known]
    file.replaces = [
        *(one for one in taken if one),
        *(_whole(one, said) for one in found.wholly if one.sha256 in known),
    ]


def _taken(earlier: StoredFile, newcomer: StoredFile) -> dict[str, Any] | None:
    """What ``newcomer`` takes of an earlier file: all of it or some classes."""
    if earlier.replaced_by == newcomer.sha256 and earlier.generation < newcomer.generation:
        return {
            "name": earlier.name,
            "sha256": earlier.sha256,
            "classes": [],
            "schools": list(earlier.schools),
        }
    classes = sorted({(one.school, one.class_group) for one in earlier.excluded if one.by == newcomer.sha256})
    if not classes:
        return None
    shown = [f"{school:06d} {group or 'без класса'}" for school, group in classes]
    more = [f"ещё {len(shown) - SHOWN_CLASSES}"] if len(shown) > SHOWN_CLASSES else []
    return {
        "name": earlier.name,
        "sha256": earlier.sha256,
        "classes": [*shown[:SHOWN_CLASSES], *more],
        "schools": sorted({school for school, _ in classes}),
    }


def _whole(earlier: StoredFile, said: Contents) -> dict[str, Any]:
    schools = [one.school for one in said.schools]
    return {"name": earlier.name, "sha256": earlier.sha256, "classes": [], "schools": schools}


def _judge(file: ImportFile, load: Import, places: Map) -> None:
    """Refuse rows of foreign schools; unknown ones wait until somebody adds them."""
    if sentence := places.objection(load.unit, file.schools):
        _refuse(file, sentence, "")


def _refuse(file: ImportFile, sentence: str, remedy: str) -> None:
    file.state, file.refusal, file.remedy = FileState.REFUSED, sentence, remedy
    file.problems, file.problem_count, file.replaces = [], 0, []  # they may speak of foreign schools


@transaction.atomic
def _finish(load: Import, files: Iterable[ImportFile], generation: int) -> None:
    """Keep the outcome; an import of which nothing was understood is refused."""
    now = Import.objects.select_for_update(of=("self",)).select_related("unit", "by").get(pk=load.pk)
    if now.state != ImportState.RECEIVED:
        return
    for file in files:
        file.save()
    counts = {state.label: sum(file.state == state for file in files) for state in FileState}
    counts = {label: count for label, count in counts.items() if count}
    refused = all(file.state == FileState.REFUSED for file in files)
    now.state = ImportState.REFUSED if refused else ImportState.RECOGNISED
    now.lake_before = generation
    now.version += 1
    now.save()
    record(
        "import.read",
        by=now.by,
        obj=now,
        unit_path=now.unit.path,
        new={"import_state": now.state, "files": counts},
    )
