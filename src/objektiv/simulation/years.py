"""The training territory of several years: the same schools, every ВПР of grades 4–8 in each spring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from objektiv.analysis.workers import run_each
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import LakeError, disk_reason, disk_remedy
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import IntArray
from objektiv.scales.loader import load_registry
from objektiv.simulation.context_writer import write_context
from objektiv.simulation.defects import accepted_rows, draw_defects
from objektiv.simulation.plan import TrainingYears, stream, training_plan
from objektiv.simulation.simulate import SUBJECT_DATIVE, TRUTH, WORKBOOKS, Progress
from objektiv.simulation.truth import Truth, tell_truth, write_truth
from objektiv.simulation.world import World, attempts, build_world
from objektiv.simulation.writers import write_results_2022

# What each grade writes: all subjects of the spring of 2021, whose boundaries are known for every work.
WORKS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (4, ("ru", "ma", "om")),
    (5, ("ru", "ma", "is", "bi")),
    (6, ("ru", "ma", "is", "bi", "gg", "ob")),
    (7, ("ru", "ma", "is", "bi", "gg", "ob", "fi", "fl")),
    (8, ("ru", "ma", "is", "bi", "gg", "ob", "fi", "hi")),
)
PATTERN_YEAR = 2021
KEPT_SHARE = 0.6
SOURCE = "Учебная шкала: границы отметок весны 2021 года"


def training_works(years: Sequence[int]) -> tuple[AssessmentId, ...]:
    """Every work of grades 4–8 in the springs of ``years``, in their order."""
    return tuple(
        AssessmentId("vpr", year, subject, grade)
        for year in years
        for grade, subjects in WORKS
        for subject in subjects
    )


def scales_of_years(years: Sequence[int]) -> dict[AssessmentId, Scale]:
    """Training scales of the works: those of 2021; where only their boundaries are printed, invented parts."""
    registry = load_registry()
    found = {}
    for assessment in training_works(years):
        pattern = registry.scale(replace(assessment, year=PATTERN_YEAR))
        if pattern is None:
            raise ValueError(f"no scale of {PATTERN_YEAR} for {assessment}")
        found[assessment] = Scale(
            assessment=assessment,
            parts=pattern.parts or _invented_parts(pattern.maximum),
            maximum=pattern.maximum,
            boundaries=pattern.boundaries,
            source=SOURCE,
            trust="user",
            is_in_two_sittings=pattern.is_in_two_sittings,
        )
    return found


def world_of_years(wanted: TrainingYears) -> World:
    """The world of a training territory; schools keep their place, level and (most treated ones) their habit."""
    plan = training_plan(wanted.schools, wanted.municipalities)
    plan = replace(plan, assessments=training_works(wanted.years), kept_share=KEPT_SHARE)
    return build_world(plan, wanted.seed, scales_of_years(wanted.years))


def simulate_years(
    out: Path, world: World, progress: Progress | None = None, processes: int | None = None
) -> Truth:
    """Write ``out/workbooks`` and ``out/truth.csv``; the same world, the same bytes.

    LakeError when the disk refuses.
    """
    folder, tasks = out / WORKBOOKS, list(world.assessments)
    say: Progress = progress or (lambda *_: None)
    works: dict[AssessmentId, IntArray] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = run_each(partial(_write, world, folder), tasks, partial(_died, folder), processes)
        for done, (position, counts) in enumerate(written):
            say(done, len(tasks), tasks[position].title)
            if isinstance(counts, OSError):
                raise counts
            works[tasks[position]] = counts
        newest = max(assessment.year for assessment in tasks)
        write_context(folder / str(newest) / "Контекстные данные об ОО.xlsx", world.territory)
        truth = tell_truth(world.territory, {assessment: works[assessment] for assessment in tasks})
        write_truth(truth, out / TRUTH)
    except OSError as error:
        message = f"не удалось записать учебный район в папку {out}: {disk_reason(error)}."
        raise LakeError(message, disk_remedy(error)) from error
    say(len(tasks), len(tasks), "готово")
    return truth


def book_of_year(assessment: AssessmentId) -> Path:
    """Where a workbook stands in the folder: year, grade, a name that says the rest."""
    subject = SUBJECT_DATIVE[assessment.subject]
    name = f"Проведение работы по {subject}, {assessment.grade} класс. ВПР {assessment.year}.xlsx"
    return Path(str(assessment.year)) / str(assessment.grade) / name


def _write(world: World, folder: Path, assessment: AssessmentId) -> IntArray | OSError:
    """Write one workbook; accepted works per school, shape (S,)."""
    territory, scale = world.territory, world.blueprints[assessment].scale
    table = attempts(world, assessment)
    rng = stream(territory.seed, "defects", assessment)
    defects = draw_defects(table, rng, is_shifted=False)
    try:
        write_results_2022(folder / book_of_year(assessment), table, scale, defects, rng)
    except OSError as error:
        return error
    accepted = table.table["school"][accepted_rows(table, defects)]
    return np.bincount(np.searchsorted(territory.codes, accepted), minlength=len(territory.codes))


def _died(folder: Path, assessment: AssessmentId) -> IntArray | OSError:
    raise LakeError(
        f"программа, которая писала книгу «{folder / book_of_year(assessment)}», остановлена системой.",
        "Освободите память и повторите.",
    )


def _invented_parts(maximum: int) -> tuple[Part, ...]:
    """Parts whose maxima sum up to that of the work: a third of the points in parts of two points."""
    twos = maximum // 6
    maxima = [2 if number % 5 == 4 and number // 5 < twos else 1 for number in range(maximum)]
    taken, parts = 0, []
    for value in maxima:
        if taken == maximum:
            break
        parts.append(min(value, maximum - taken))
        taken += parts[-1]
    return tuple(Part(str(number), value) for number, value in enumerate(parts, start=1))
