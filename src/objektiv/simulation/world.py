"""A simulated territory as attempts: the same tables that readers make of workbooks, without any workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Scale
from objektiv.model.tables import (
    ABSENT,
    ABSENT_ONE_SITTING,
    ABSENT_SAID,
    EMPTY,
    PRESENT,
    Array,
    Attempts,
    Table,
)
from objektiv.simulation.manipulations import interfere
from objektiv.simulation.marginals import marginals_of
from objektiv.simulation.part_model import ScoreArray, fit_part_model
from objektiv.simulation.plan import DistrictPlan
from objektiv.simulation.pupils import class_group_texts, pupil_code_texts
from objektiv.simulation.territory import Territory, build_territory
from objektiv.simulation.works import Blueprint, Works, draw_honest_works, raw_scores


@dataclass(frozen=True)
class World:
    """A territory and the works written in it; every table is drawn when asked for, always the same."""

    territory: Territory
    blueprints: Mapping[AssessmentId, Blueprint]

    @property
    def assessments(self) -> tuple[AssessmentId, ...]:
        """Assessments in the order of the plan."""
        return tuple(self.blueprints)


def build_world(plan: DistrictPlan, seed: int, scales: Mapping[AssessmentId, Scale]) -> World:
    """Territory of a plan with the fitted parts of its assessments; ``scales`` must hold each of them.

    A work whose boundaries are not printed (autumn 2020) was marked by those of the same work in another year
    of the plan. Raises ValueError where there are none.
    """
    blueprints = {assessment: _blueprint(assessment, scales) for assessment in plan.assessments}
    return World(build_territory(plan, seed), blueprints)


def _blueprint(assessment: AssessmentId, scales: Mapping[AssessmentId, Scale]) -> Blueprint:
    scale = scales[assessment]
    marginals = marginals_of(assessment, scale)
    maxima = tuple(part.maximum for part in scale.parts)
    model = fit_part_model(maxima, *marginals.as_shares(), marginals.sd)
    return Blueprint(assessment, scale, marginals, model, _boundaries(assessment, scales))


def _boundaries(assessment: AssessmentId, scales: Mapping[AssessmentId, Scale]) -> tuple[int, int, int]:
    for other in (assessment, *sorted(scales)):
        is_same_work = (other.subject, other.grade) == (assessment.subject, assessment.grade)
        boundaries = scales[other].boundaries
        if is_same_work and boundaries and scales[other].maximum == scales[assessment].maximum:
            return boundaries
    raise ValueError(f"no mark boundaries for {assessment}")


def draw_works(world: World, assessment: AssessmentId, start: int, stop: int) -> Works:
    """Works of a block of schools after everything that happened to them; ``start`` is a multiple of the
    block.
    """
    honest = draw_honest_works(world.territory, world.blueprints[assessment], start, stop)
    return interfere(honest, world.territory)


def draw_blocks(world: World, assessment: AssessmentId) -> Iterator[Works]:
    """Works of all schools, block by block; memory stays that of one block."""
    schools, block = len(world.territory.codes), world.territory.plan.block
    for start in range(0, schools, block):
        yield draw_works(world, assessment, start, min(start + block, schools))


def attempts_blocks(world: World, assessment: AssessmentId) -> Iterator[Attempts]:
    """Attempts of all schools, block by block; rows of the sheet count on from block to block."""
    first_row = 2
    for works in draw_blocks(world, assessment):
        yield to_attempts(world.territory, works, first_row)
        first_row += len(works.journal)


def attempts(world: World, assessment: AssessmentId) -> Attempts:
    """Attempts of all schools of one assessment, as a reader of its workbook would give them."""
    blocks = list(attempts_blocks(world, assessment))
    columns = {
        name: np.concatenate([block.table[name] for block in blocks]) for name in blocks[0].table.columns
    }
    parts = {code: np.concatenate([block.parts[code] for block in blocks]) for code in blocks[0].parts}
    return Attempts(Table(columns), parts)


def to_attempts(territory: Territory, works: Works, first_row: int = 2) -> Attempts:
    """Works of one block as attempts: absent pupils have no part cells and, as in real exports, nothing but a
    code.
    """
    pupils, present = works.pupils, works.is_present
    cells = _printed_cells(works)
    said = (works.sitting == 0) | (works.sitting > 1)
    total = np.where(said, raw_scores(cells), -1)
    knows_journal = said | territory.plan.is_absent_journal_known
    columns: dict[str, Array] = {
        "row": np.arange(first_row, first_row + len(present), dtype=np.int32),
        "school": territory.codes[pupils.school].astype(np.int32),
        "municipality": territory.municipalities[pupils.school].astype(np.int32),
        "pupil": pupil_code_texts(pupils, works.blueprint.assessment),
        "class_group": _if(said, class_group_texts(territory, pupils)),
        "gender": _if(said, np.array(["ж", "м"], dtype=object)[pupils.is_boy.astype(int)]),
        "form": np.array(["", "1", "2"], dtype=object)[np.where(said, works.form, 0)],
        "journal_mark": np.where(knows_journal, works.journal, 0).astype(np.int8),
        "printed_total": total.astype(np.int16),
        "printed_mark": np.zeros(len(present), dtype=np.int8),
        "status": np.where(present, PRESENT, ABSENT).astype(np.int8),
        "absence": np.array([0, ABSENT_SAID, ABSENT_ONE_SITTING, ABSENT_ONE_SITTING])[works.sitting].astype(
            np.int8
        ),
        "fault": np.zeros(len(present), dtype=np.int8),
        "raw_score": np.where(present, total, -1).astype(np.int16),
    }
    return Attempts(Table(columns), dict(zip(works.blueprint.scale.part_codes, cells, strict=True)))


def _printed_cells(works: Works) -> ScoreArray:
    """Cells with those of missed sittings emptied, shape (P, N)."""
    cells = works.cells.copy()
    first = np.arange(len(cells))[:, None] < works.blueprint.marginals.first_sitting
    missed_first = (works.sitting == 1) | (works.sitting == 2)
    missed_second = (works.sitting == 1) | (works.sitting == 3)
    cells[np.where(first, missed_first, missed_second)] = EMPTY
    return cells


def _if(condition: Array, texts: Array) -> Array:
    return np.where(condition, texts, np.array("", dtype=object))
