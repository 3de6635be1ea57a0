"""Simulated regions judged by the product's own evidence: what honest and manipulated schools look like to it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from objektiv.aggregates.strata import form_strata
from objektiv.analysis.comparison import compare
from objektiv.analysis.evidence import Evidence, weigh
from objektiv.analysis.reduction import Reduced, reduce_assessment, with_strata
from objektiv.engines.polars import MemoryEngine
from objektiv.model.assessment import AssessmentId
from objektiv.model.tables import Array, IntArray, Table
from objektiv.simulation.world import World, attempts

NO_REPORTS = Table(
    {name: np.empty(0, dtype=object) for name in ("level", "id", "assessment", "aggregate", "key")}
)
UNTOUCHED = "none"


class JudgedWorld(NamedTuple):
    """Evidence of one school year beside the truth, per school: mechanism, dose, the least works in a spring work."""

    evidence: Evidence
    mechanism: Array
    dose: Array
    least_works: IntArray


def judge_world(world: World, school_year: str = "2020/21") -> JudgedWorld:
    """Reduce, compare and weigh all works of a world's school year, as an analysis of its workbooks would."""
    wanted = [one for one in world.assessments if one.school_year == school_year]
    compared = compare(
        {one: _reduce(world, one) for one in wanted}, {}, is_whole_region=True, say=lambda _: None
    )
    schools = np.asarray(world.territory.codes, dtype=np.int64)
    sizes = np.zeros((len(schools), len(wanted)), dtype=np.int64)
    for column, assessment in enumerate(wanted):
        cells = compared[assessment].reduced.cells
        sizes[np.searchsorted(schools, cells.schools), column] = cells.n
    judged = [one for each in compared.values() for one in each.judged]
    spring = [not one.is_autumn for one in wanted]
    evidence = weigh(judged, school_year, schools, sizes.sum(axis=1))
    return JudgedWorld(
        evidence, world.territory.mechanism, world.territory.dose, sizes[:, spring].min(axis=1)
    )


def _reduce(world: World, assessment: AssessmentId) -> Reduced:
    engine = MemoryEngine({assessment: attempts(world, assessment)})
    reduced = reduce_assessment(engine, assessment, world.blueprints[assessment].scale, NO_REPORTS)
    territory = world.territory
    context = {
        int(code): ("advanced" if lyceum else "ordinary", "rural" if rural else "urban")
        for code, lyceum, rural in zip(territory.codes, territory.is_lyceum, territory.is_rural, strict=True)
    }
    compared = [int(code) for code, n in zip(reduced.cells.schools, reduced.cells.n, strict=True) if n > 0]
    return replace(reduced, cells=with_strata(reduced.cells, form_strata(compared, context)))
