"""Small sets of workbooks, one a municipality: works of the next spring that nobody has loaded yet, to try loading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import LakeError, disk_reason, disk_remedy
from objektiv.model.tables import Attempts
from objektiv.simulation.defects import draw_defects
from objektiv.simulation.plan import TrainingYears, stream, training_plan
from objektiv.simulation.simulate import SUBJECT_DATIVE
from objektiv.simulation.world import World, attempts, build_world
from objektiv.simulation.writers import write_results_2022
from objektiv.simulation.years import KEPT_SHARE, scales_of_years

MUNICIPALITIES = "municipalities"
WHOLE = (("ru", 5), ("ma", 5))
BROKEN = ("ma", 6)
BROKEN_NAME = "Файл скачан не до конца"


def write_municipal_sets(out: Path, wanted: TrainingYears, titles: Mapping[int, str]) -> None:
    """Write ``out/municipalities/TITLE``: two good workbooks with the schools of that part alone, one broken off.

    ``titles``: number of a municipality → its title. LakeError when the disk refuses.
    """
    year = wanted.years[-1] + 1
    world = _world(wanted, [AssessmentId("vpr", year, *one) for one in (*WHOLE, BROKEN)])
    try:
        for assessment in world.assessments:
            everybody = attempts(world, assessment)
            for number, title in titles.items():
                folder = out / MUNICIPALITIES / title
                folder.mkdir(parents=True, exist_ok=True)
                _write(folder, world, assessment, _only(everybody, number))
    except OSError as error:
        message = f"не удалось записать учебные книги в папку {out}: {disk_reason(error)}."
        raise LakeError(message, disk_remedy(error)) from error


def _world(wanted: TrainingYears, assessments: list[AssessmentId]) -> World:
    """The same schools in the spring after ``wanted``."""
    plan = training_plan(wanted.schools, wanted.municipalities)
    plan = replace(plan, assessments=tuple(assessments), kept_share=KEPT_SHARE)
    scales = scales_of_years((assessments[0].year,))
    return build_world(plan, wanted.seed, {one: scales[one] for one in assessments})


def _only(everybody: Attempts, municipality: int) -> Attempts:
    is_there = everybody.table["municipality"] == municipality
    return Attempts(
        everybody.table.filter(is_there), {code: points[is_there] for code, points in everybody.parts.items()}
    )


def _write(folder: Path, world: World, assessment: AssessmentId, rows: Attempts) -> None:
    rng = stream(world.territory.seed, "municipal", folder.name, assessment)
    defects = draw_defects(rows, rng, is_shifted=False)
    said = f"{SUBJECT_DATIVE[assessment.subject]}, {assessment.grade} класс. ВПР {assessment.year}.xlsx"
    path = folder / f"Проведение работы по {said}"
    write_results_2022(path, rows, world.blueprints[assessment].scale, defects, rng)
    if (assessment.subject, assessment.grade) == BROKEN:
        whole = path.read_bytes()
        (folder / f"{BROKEN_NAME}. {path.name}").write_bytes(whole[: len(whole) // 2])
        path.unlink()
