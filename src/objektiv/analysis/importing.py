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
from objektiv.lake.state import StoredFile, exclude_rows, replace_files, scale_to_data
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.tables import ABSENT, ABSENT_ONE_SITTING, PRESENT, QUARANTINED, Problem
from objektiv.scales.loader import load_lake_registry
from objektiv.workbooks.naming import assessment_from_path

LOADED = "loaded"
UNCHANGED = "unchanged"
REFUSED = "refused"

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file: counts of rows, remarks, or the reason of refusal.

    ``twin`` is a file of the same load with the same bytes: the counts are told there, once.
    """

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
    twin: Path | None = None


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What came of a load of ``named`` files and folders; ``generation`` is the state of the lake after it."""

    files: tuple[FileReport, ...]
    skipped: tuple[Path, ...]
    generation: int
    named: tuple[Path, ...]

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
    # A wrong file of scales is told before anything is read with other scales.
    load_lake_registry(lake_folder)
    reports: dict[Path, FileReport] = {}
    twins: dict[Path, Path] = {}
    tasks = list(_new_tasks(inputs.files, lake, forced, reports, twins))
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
    for path, first in twins.items():
        if first in reports:
            reports[path] = _report_twin(path, reports[first])
        else:
            foreign.append(path)
    ordered = tuple(reports[path] for path in inputs.files if path in reports)
    left_aside = tuple(sorted([*inputs.skipped, *foreign]))
    return LoadReport(ordered, left_aside, lake.generation.number, tuple(paths))


def _new_tasks(
    files: Iterable[Path],
    lake: Lake,
    forced: AssessmentId | None,
    reports: dict[Path, FileReport],
    twins: dict[Path, Path],
) -> Iterable[Task]:
    """Tasks for files that are not in the lake yet; the others are reported as unchanged with what is known.

    The same bytes named as another work (by the user or by their new folder) are read again; named as the same
    work they are the twin of the file that comes first.
    """
    seen: dict[tuple[str, str], Path] = {}
    for path in files:
        try:
            sha256 = digest(path)
        except RefusedFileError as error:
            reports[path] = FileReport(path, REFUSED, refusal=error.message, remedy=error.remedy)
            continue
        named = forced or assessment_from_path(str(path.resolve()))
        if (first := seen.setdefault((sha256, str(named)), path)) != path:
            twins[path] = first
            continue
        stored = lake.generation.find(sha256)
        if stored and (named is None or stored.assessment in ("", str(named))):
            reports[path] = _report(path, UNCHANGED, stored, lake.problems_of(stored))
        else:
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
    """Add one file to the list; what it brings again is marked in the earlier files."""
    same = lake.generation.find(stored.sha256)
    if same and (same.assessment, same.layout) == (stored.assessment, stored.layout):
        return files, _report(path, UNCHANGED, same, lake.problems_of(same))
    predecessors = [file for file in files if file.is_active and _is_predecessor(lake, file, stored)]
    replaced_files = replace_files(files, stored, predecessors)
    if rival := _of_other_parts(replaced_files, stored):
        return files, _refuse_parts(path, stored, rival)
    files = replaced_files
    repeated = _repeated(lake, files, stored)
    names = {file.sha256: file.name for file in files}
    problems += tuple(_moved(file, stored) for file in predecessors if file.assessment != stored.assessment)
    problems += tuple(_replaced(names[sha256], path.name, again) for sha256, again in repeated.items())
    stored = replace(
        stored, problems=lake.write_problems(stored.sha256, problems), problem_count=len(problems)
    )
    return (*exclude_rows(files, stored, repeated), stored), _report(path, LOADED, stored, problems)


def _is_predecessor(lake: Lake, file: StoredFile, newcomer: StoredFile) -> bool:
    """Is ``newcomer`` the next version of the whole file? The same bytes read otherwise, or the same place on disk.

    A file that another school's results overwrote at the same place is no version of it: both count.
    """
    if file.sha256 == newcomer.sha256:
        return True
    if file.path != newcomer.path or file.layout != newcomer.layout:
        return False
    if not file.piece or not newcomer.piece:
        return file.assessment == newcomer.assessment
    if set(file.schools).isdisjoint(newcomer.schools):
        return False
    return file.assessment == newcomer.assessment or bool(lake.repeated(file, newcomer))


def _of_other_parts(files: Sequence[StoredFile], stored: StoredFile) -> StoredFile | None:
    """An active file of the same assessment with another number of parts: one of the two is another work.

    Maxima may differ: where no scale is known they are read off the rows, and a school may lack the best ones.
    """
    rivals = (
        file for file in files if file.is_active and file.piece and file.assessment == stored.assessment
    )
    return next((file for file in rivals if _parts(file) != _parts(stored)), None) if stored.piece else None


def _parts(file: StoredFile) -> int:
    return len((file.scale or {}).get("parts", ()))


def _refuse_parts(path: Path, stored: StoredFile, rival: StoredFile) -> FileReport:
    return FileReport(
        path,
        REFUSED,
        refusal=(
            f"частей заданий {_parts(stored)}, а в файле той же процедуры {rival.path or rival.name} их "
            f"{_parts(rival)}: это разные работы."
        ),
        remedy=(
            "Если неверен этот файл, укажите ему процедуру: --assessment КОД. Если прежний — загрузите снова его, с "
            "верной процедурой, а затем этот."
        ),
    )


def _repeated(
    lake: Lake, files: Sequence[StoredFile], stored: StoredFile
) -> dict[str, tuple[tuple[int, str], ...]]:
    """Classes of earlier active files of the same assessment that come again, by the file's sha256."""
    known = set(stored.schools)
    found = {}
    for file in files:
        is_rival = file.is_active and file.piece and stored.piece and file.assessment == stored.assessment
        if is_rival and not known.isdisjoint(file.schools) and (again := lake.repeated(file, stored)):
            found[file.sha256] = again
    return found


def _replaced(name: str, newcomer: str, classes: Sequence[tuple[int, str]]) -> Problem:
    listed = ", ".join(f"{school:06d} {group}".strip() for school, group in classes[:5])
    more = " …" if len(classes) > 5 else ""
    return Problem(
        "warning",
        "replaced",
        f"Классов: {len(classes)} ({listed}{more}) — их строки из файла «{name}» заменены строками этого файла.",
        "Если это разные работы, а не исправление, проверьте коды участников и классы.",
        file=newcomer,
    )


def _moved(file: StoredFile, newcomer: StoredFile) -> Problem:
    return Problem(
        "warning",
        "moved",
        f"Строки этого файла считались работой {file.assessment}, теперь — {newcomer.assessment}.",
        "Проверьте год, предмет и класс.",
        file=newcomer.name,
    )


def _report_twin(path: Path, first: FileReport) -> FileReport:
    """Refused as the first file is, else unchanged without counts of its own, so that sums count the bytes once."""
    if first.status == REFUSED:
        return replace(first, path=path)
    said = f"то же содержание, что у {first.path}."
    return FileReport(path, UNCHANGED, first.layout, first.assessment, refusal=said, twin=first.path)


def _report(path: Path, status: str, stored: StoredFile, problems: tuple[Problem, ...]) -> FileReport:
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
        problems,
    )
