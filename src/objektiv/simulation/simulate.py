"""A training district on disk: workbooks to load, and the truth beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from objektiv.model.assessment import SUBJECTS, AssessmentId
from objektiv.model.errors import LakeError, disk_reason, disk_remedy
from objektiv.model.scale import Scale
from objektiv.model.tables import IntArray
from objektiv.scales.loader import load_registry
from objektiv.simulation.context_writer import write_context
from objektiv.simulation.defects import accepted_rows, draw_defects
from objektiv.simulation.plan import TRAINING_ASSESSMENTS, stream, training_plan
from objektiv.simulation.truth import Truth, tell_truth, write_truth
from objektiv.simulation.world import World, attempts, build_world
from objektiv.simulation.writers import write_results_2020, write_results_2021

Progress = Callable[[int, int, str], None]

WORKBOOKS = "workbooks"
TRUTH = "truth.csv"

# «по математике, 4 класс» in the names of the exports.
SUBJECT_DATIVE: Mapping[str, str] = {
    "ma": "математике", "ru": "русскому языку", "om": "окружающему миру", "is": "истории",
    "ob": "обществознанию", "gg": "географии", "bi": "биологии", "fi": "физике", "hi": "химии",
    "fl": "иностранному языку",
}  # fmt: skip


def training_scales() -> dict[AssessmentId, Scale]:
    """Scales of the training works from the registry."""
    registry = load_registry()
    found = {assessment: registry.scale(assessment) for assessment in TRAINING_ASSESSMENTS}
    return {assessment: scale for assessment, scale in found.items() if scale is not None}


def training_world(seed: int, schools: int = 40, municipalities: int | None = None) -> World:
    """The world of the training district; its attempts are those that the workbooks hold, but for their
    defects.
    """
    return build_world(training_plan(schools, municipalities), seed, training_scales())


def simulate_district(
    out: Path,
    seed: int,
    schools: int = 40,
    progress: Progress | None = None,
    municipalities: int | None = None,
) -> Truth:
    """Write a training district: ``out/workbooks`` to load and ``out/truth.csv``; the same seed, the same
    bytes.

    Workbooks: spring 2021 and autumn 2020 in their real layouts, the school questionnaire of 2022, a few
    spoiled rows as in real exports. Raises LakeError when the folder cannot be written.
    """
    world = training_world(seed, schools, municipalities)
    folder = out / WORKBOOKS
    works: dict[AssessmentId, IntArray] = {}
    total = len(world.assessments) + 1
    try:
        for number, assessment in enumerate(world.assessments):
            if progress:
                progress(number, total, assessment.title)
            works[assessment] = _write_assessment(world, assessment, folder)
        write_context(folder / "2022" / "Контекстные данные об ОО.xlsx", world.territory)
        truth = tell_truth(world.territory, works)
        write_truth(truth, out / TRUTH)
    except OSError as error:
        message = f"не удалось записать учебный район в папку {out}: {disk_reason(error)}."
        raise LakeError(message, disk_remedy(error)) from error
    if progress:
        progress(total, total, "готово")
    return truth


def workbook_path(assessment: AssessmentId) -> Path:
    """Where a workbook stands in the folder, year and grade of the work first, named as real exports are."""
    folder = Path(str(assessment.year)) / str(assessment.grade)
    if assessment.is_autumn:
        return folder / f"{SUBJECTS[assessment.subject].capitalize()}.xlsx"
    subject = SUBJECT_DATIVE[assessment.subject]
    return folder / f"Проведение работы по {subject}, {assessment.grade} класс. ВПР {assessment.year}.xlsx"


def _write_assessment(world: World, assessment: AssessmentId, folder: Path) -> IntArray:
    """Write one workbook; accepted works per school, shape (S,)."""
    territory, scale = world.territory, world.blueprints[assessment].scale
    table = attempts(world, assessment)
    rng = stream(territory.seed, "defects", assessment)
    defects = draw_defects(table, rng, is_shifted=assessment.grade == 4 and not assessment.is_autumn)
    write = write_results_2020 if assessment.is_autumn else write_results_2021
    write(folder / workbook_path(assessment), table, scale, defects, rng)
    accepted = table.table["school"][accepted_rows(table, defects)]
    return np.bincount(np.searchsorted(territory.codes, accepted), minlength=len(territory.codes))
