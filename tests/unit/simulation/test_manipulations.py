from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from objektiv.model.tables import NOT_ATTEMPTED, NOT_TAUGHT
from objektiv.simulation.manipulations import (
    Sheaf,
    add_points,
    hint_hardest_parts,
    inflate_journal,
    lift_over,
    nudge_boundaries,
)
from objektiv.simulation.marginals import marginals_of
from objektiv.simulation.part_model import fit_part_model
from objektiv.simulation.plan import DistrictPlan, Treatment
from objektiv.simulation.simulate import training_scales
from objektiv.simulation.works import Blueprint, raw_scores
from objektiv.simulation.world import build_world, draw_works


@pytest.fixture(scope="module")
def blueprint(small_scale) -> Blueprint:
    marginals = marginals_of(small_scale.assessment, small_scale)
    maxima = tuple(part.maximum for part in small_scale.parts)
    model = fit_part_model(maxima, *marginals.as_shares(), marginals.sd)
    return Blueprint(small_scale.assessment, small_scale, marginals, model, (3, 6, 9))


def _sheaf(blueprint: Blueprint, works: list[list[int]], journal: int = 3) -> Sheaf:
    cells = np.array(works, dtype=np.int8).T
    count = cells.shape[1]
    return Sheaf(blueprint, cells, np.full(count, journal, dtype=np.int8), np.zeros(count, dtype=np.int64))


def test_every_work_just_below_a_boundary_is_lifted_and_no_other(blueprint):
    works = [[1, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0], [1, 1, 2, 1, 0, 0], [0] * 6]
    sheaf = _sheaf(blueprint, works)
    lifted = raw_scores(lift_over(sheaf.cells, blueprint, (1.0, 1.0, 1.0), np.random.default_rng(1)))
    assert lifted[0] == 3  # from 1: two points, no further
    assert lifted[1] in {3, 4}  # from 2: one point, rarely two
    assert lifted[2] == 3  # stands on the boundary already
    assert lifted[3] in {6, 7}
    assert lifted[4] == 0  # too far below


def test_share_of_nudged_works_is_the_dose(blueprint):
    sheaf = _sheaf(blueprint, [[1, 1, 0, 0, 0, 0]] * 20_000)
    for dose, share in (("low", 0.25), ("middle", 0.50), ("high", 0.80)):
        nudged = nudge_boundaries(sheaf, dose, np.random.default_rng(2))
        assert (raw_scores(nudged.cells) > 2).mean() == pytest.approx(share, abs=0.015)


@settings(max_examples=60)
@given(
    cells=st.lists(st.tuples(*[st.integers(-3, m) for m in (1, 1, 2, 3, 1, 2)]), min_size=1, max_size=12),
    seed=st.integers(0, 10**6),
    dose=st.sampled_from(["low", "middle", "high"]),
)
def test_nudging_adds_at_most_two_points_to_attempted_parts(blueprint, cells, seed, dose):
    sheaf = _sheaf(blueprint, [list(work) for work in cells])
    nudged = nudge_boundaries(sheaf, dose, np.random.default_rng(seed))
    gain = nudged.cells.astype(int) - sheaf.cells
    assert (gain >= 0).all()
    assert (gain.sum(axis=0) <= 2).all()
    assert (gain[sheaf.cells < 0] == 0).all()
    assert (nudged.cells <= blueprint.maxima[:, None]).all()


def test_points_stop_where_there_is_no_room():
    cells = np.array([[1], [NOT_ATTEMPTED]], dtype=np.int8)
    changed = add_points(cells, np.array([1, 2]), np.array([2]), np.random.default_rng(0))
    assert changed.tolist() == [[1], [NOT_ATTEMPTED]]


def test_hint_raises_the_hardest_parts_to_the_dose(blueprint):
    sheaf = _sheaf(blueprint, [[0, 0, 0, 0, 0, 0], [1, 1, 2, 3, 0, NOT_ATTEMPTED]] * 5000)
    hinted = hint_hardest_parts(sheaf, "low", np.random.default_rng(3))
    full = (hinted.cells == blueprint.maxima[:, None]).mean(axis=1)
    # The two hardest parts of the small scale are the last two (raised level).
    assert full[4:] == pytest.approx([0.6, 0.6], abs=0.02)
    assert (hinted.cells[:4] == sheaf.cells[:4]).all()
    changed = hinted.cells != sheaf.cells
    assert (hinted.cells[changed] == np.broadcast_to(blueprint.maxima[:, None], changed.shape)[changed]).all()


def test_hint_leaves_a_part_that_was_not_taught_and_a_school_that_needs_none(blueprint):
    good, late = [1, 1, 2, 3, 1, 2], [0, 0, 0, 0, NOT_TAUGHT, NOT_TAUGHT]
    sheaf = replace(_sheaf(blueprint, [good] * 50 + [late] * 50), school=np.repeat([0, 1], 50))
    hinted = hint_hardest_parts(sheaf, "low", np.random.default_rng(3))
    assert (hinted.cells == sheaf.cells).all()


def test_journal_rises_by_one_mark_with_the_dose_and_never_above_5(blueprint):
    for dose, share in (("low", 0.3), ("middle", 0.5), ("high", 1.0)):
        sheaf = _sheaf(blueprint, [[0] * 6] * 20_000, journal=4)
        risen = inflate_journal(sheaf, dose, np.random.default_rng(4))
        assert (risen.journal == 5).mean() == pytest.approx(share, abs=0.01)
        assert (risen.cells == sheaf.cells).all()
        best = inflate_journal(_sheaf(blueprint, [[0] * 6] * 10, journal=5), dose, np.random.default_rng(4))
        assert best.journal.tolist() == [5] * 10


def test_only_treated_schools_differ_from_the_untreated_world():
    scales = training_scales()
    plan = DistrictPlan(schools=30, treatments=(Treatment("M3", "high", 3), Treatment("M7", "high", 2)))
    treated, honest = (build_world(p, 8, scales) for p in (plan, replace(plan, treatments=())))
    assessment = plan.assessments[0]
    changed, clean = (draw_works(world, assessment, 0, 30) for world in (treated, honest))
    for mechanism in ("none", "M3", "M7"):
        rows = treated.territory.mechanism[clean.pupils.school] == mechanism
        assert ((changed.cells != clean.cells)[:, rows].any()) == (mechanism == "M3")
        assert ((changed.journal != clean.journal)[rows].any()) == (mechanism == "M7")
    assert (changed.sitting == clean.sitting).all()
