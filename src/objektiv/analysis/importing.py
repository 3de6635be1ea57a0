"""A load: find files, read them in a few processes, put what was understood into the lake as one new generation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from objektiv.analysis.inferring import infer_scale
from objektiv.analysis.reading import DAMAGED_REMEDY, Outcome, Task, digest, read_file
from objektiv.analysis.walking import find_inputs, is_table
from objektiv.analysis.workers import run_each
from objektiv.lake.lake import Lake
from objektiv.lake.state import StoredFile, replace_rows, scale_to_data
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.tables import ABSENT, ABSENT_ONE_SITTING, PRESENT, QUARANTINED, Problem

LOADED = "loaded"
UNCHANGED = "unchanged"
REFUSED = "refused"

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file: counts of rows, remarks, or the reason of refusal."""

    path: Path
    status: str
    layout: str = ""
    assessment: str = ""
    rows: int = 0
    present: int = 0
    absent: int = 0
    quarantined: int = 0
    one_sitting: int = 0
    problem_count: int = 0
    problems: tuple[Problem, ...] = ()
    refusal: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What came of a load; ``generation`` is the state of the lake after it."""

    files: tuple[FileReport, ...]
    skipped: tuple[Path, ...]
    generation: int

    @property
    def refused(self) -> tuple[FileReport, ...]:
        """Files that were not understood."""
        return tuple(file for file in self.files if file.status == REFUSED)


@dataclass(frozen=True)
class _Read:
    """One file after reading: its entry for the lake (None: refused), not yet listed, and the remarks about it."""

    outcome: Outcome
    stored: StoredFile | None
    problems: tuple[Problem, ...]


def load(
    paths: Sequence[Path],
    lake_folder: Path,
    *,
    forced: AssessmentId | None = None,
    processes: int | None = None,
    progress: Progress | None = None,
) -> LoadReport:
    """Load files and folders into the lake; atomic: either all that was understood is in, or nothing changed.

    Raises UsageError for a missing path, LakeError when the lake cannot be read or written.
    """
    inputs = find_inputs(paths)
    lake = Lake.open_or_create(lake_folder)
    reports: dict[Path, FileReport] = {}
    tasks = list(_new_tasks(inputs.files, lake, forced, reports))
    files = lake.generation.files
    foreign = []
    for read in _read_all(lake, tasks, processes, progress):
        path = read.outcome.task.path
        if read.outcome.is_foreign and is_table(path) and path not in paths:
            foreign.append(path)
        elif read.stored is None:
            reports[path] = FileReport(
                path, REFUSED, refusal=read.outcome.refusal, remedy=read.outcome.remedy
            )
        else:
            files, reports[path] = _add(lake, files, read.stored, path, read.problems)
    if files != lake.generation.files:
        lake = lake.commit(files)
    ordered = tuple(reports[path] for path in inputs.files if path in reports)
    return LoadReport(ordered, tuple(sorted([*inputs.skipped, *foreign])), lake.generation.number)


def _new_tasks(
    files: Iterable[Path],
    lake: Lake,
    forced: AssessmentId | None,
    reports: dict[Path, FileReport],
) -> Iterable[Task]:
    """Tasks for files that are not in the lake yet; the others are reported as unchanged with what is known."""
    seen: dict[str, Path] = {}
    for path in files:
        try:
            sha256 = digest(path)
        except RefusedFileError as error:
            reports[path] = FileReport(path, REFUSED, refusal=error.message, remedy=error.remedy)
            continue
        stored = lake.generation.find(sha256)
        if stored and (forced is None or stored.assessment in ("", str(forced))):
            reports[path] = _report(path, UNCHANGED, stored)
        elif sha256 in seen:
            reports[path] = FileReport(
                path, UNCHANGED, refusal=f"то же содержание, что у {seen[sha256].name}."
            )
        else:
            seen[sha256] = path
            yield Task(path, sha256, forced, lake.folder)


def _read_all(
    lake: Lake, tasks: Sequence[Task], processes: int | None, progress: Progress | None
) -> list[_Read]:
    """What came of the tasks, in their order; large files first, so that the processes end together.

    Rows go to disk as they arrive: the reading goes on meanwhile, and memory holds one file, not all.
    """
    order = sorted(range(len(tasks)), key=lambda position: -tasks[position].path.stat().st_size)
    found: dict[int, _Read] = {}
    for position, outcome in run_each(read_file, [tasks[k] for k in order], _died, processes):
        found[order[position]] = _write(lake, outcome)
        if progress:
            progress(len(found), len(tasks), outcome.task.path.name)
    return [found[position] for position in range(len(tasks))]


def _died(task: Task) -> Outcome:
    return Outcome(
        task, refusal="чтение прервалось: файл слишком велик или повреждён.", remedy=DAMAGED_REMEDY
    )


def _write(lake: Lake, outcome: Outcome) -> _Read:
    """Write the tables of one file; nothing counts before the new generation lists them."""
    task, reading = outcome.task, outcome.reading
    if reading is None:
        return _Read(outcome, None, ())
    problems = tuple(replace(problem, file=problem.file or task.path.name) for problem in reading.problems)
    has_rows = bool(reading.attempts and reading.assessment and reading.rows)
    piece = ""
    if has_rows and reading.attempts and reading.assessment:
        piece = lake.write_attempts(reading.assessment, task.sha256, reading.attempts)
        problems += infer_scale(lake.folder, reading.assessment, reading, task.path.name)
    status = reading.attempts.table["status"] if reading.attempts else np.empty(0)
    absence = reading.attempts.table["absence"] if reading.attempts else np.empty(0)
    stored = StoredFile(
        sha256=task.sha256,
        name=task.path.name,
        path=str(task.path.resolve()),
        layout=outcome.layout,
        kind=outcome.kind,
        assessment=str(reading.assessment) if reading.assessment else "",
        rows=reading.rows,
        present=int((status == PRESENT).sum()),
        absent=int((status == ABSENT).sum()),
        quarantined=int((status == QUARANTINED).sum()),
        one_sitting=int((absence == ABSENT_ONE_SITTING).sum()),
        generation=lake.generation.number + 1,
        piece=piece,
        extras={
            extra.name: lake.write_extra(extra.name, task.sha256, extra.table) for extra in reading.extras
        },
        scale=scale_to_data(reading.scale) if reading.scale else None,
        schools=tuple(np.unique(reading.attempts.table["school"]).tolist())
        if has_rows and reading.attempts
        else (),
    )
    return _Read(replace(outcome, reading=None), stored, problems)


def _add(
    lake: Lake, files: tuple[StoredFile, ...], stored: StoredFile, path: Path, problems: tuple[Problem, ...]
) -> tuple[tuple[StoredFile, ...], FileReport]:
    """Add one file to the list; the rows it brings again are marked as replaced in the earlier files."""
    overlap, repeated = _overlap(lake, files, stored)
    problems += repeated
    stored = replace(
        stored, problems=lake.write_problems(stored.sha256, problems), problem_count=len(problems)
    )
    return (*replace_rows(files, stored, overlap), stored), replace(
        _report(path, LOADED, stored), problems=problems
    )


def _overlap(
    lake: Lake, files: Sequence[StoredFile], stored: StoredFile
) -> tuple[dict[str, tuple[int, ...]], tuple[Problem, ...]]:
    """Schools of earlier active files that come again: the same school with at least one of the same pupil codes."""
    rivals = [
        file for file in files if file.is_active and file.piece and file.assessment == stored.assessment
    ]
    known = set(stored.schools)
    rivals = [file for file in rivals if file.path != stored.path and not known.isdisjoint(file.schools)]
    if not rivals:
        return {}, ()
    mine = lake.schools_and_pupils(stored)
    overlap, problems = {}, []
    for file in rivals:
        theirs = lake.schools_and_pupils(file)
        again = tuple(
            sorted(school for school in mine.keys() & theirs.keys() if mine[school] & theirs[school])
        )
        if again:
            overlap[file.sha256] = again
            problems.append(_replaced(file, again))
    return overlap, tuple(problems)


def _replaced(file: StoredFile, schools: tuple[int, ...]) -> Problem:
    names = ", ".join(f"{school:06d}" for school in schools[:5]) + (" …" if len(schools) > 5 else "")
    return Problem(
        "note",
        "replaced",
        f"Строки школ ({len(schools)}: {names}), загруженные из файла «{file.name}», заменены строками этого файла.",
        "Если это разные работы, а не исправление, проверьте коды участников.",
    )


def _report(path: Path, status: str, stored: StoredFile) -> FileReport:
    return FileReport(
        path,
        status,
        stored.layout,
        stored.assessment,
        stored.rows,
        stored.present,
        stored.absent,
        stored.quarantined,
        stored.one_sitting,
        stored.problem_count,
    )
