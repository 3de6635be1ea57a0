from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from objektiv.indicators.difficulty_inversion import INDICATOR
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Cells, Reference
from objektiv.model.scale import Part, Scale

MA4 = AssessmentId.parse("vpr-2021-ma4")
PARTS = 12
SCALE = Scale(MA4, tuple(Part(str(k + 1), 1) for k in range(PARTS)), PARTS)
LOADED = Reference("loaded", "загруженные ОО", 0, 0, False)


def cells_of(schools: int, tilt=None, works: int = 40, seed: int = 1) -> Cells:
    """Honest pupils of equal schools; ``tilt[s]`` logits are added per logit of difficulty in school s."""
    rng = np.random.default_rng(seed)
    difficulty = np.linspace(-1.8, 1.8, PARTS)
    slope = np.zeros(schools) if tilt is None else np.asarray(tilt, dtype=float)
    ability = rng.normal(0, 0.3, (schools, 1, 1)) + rng.normal(0, 0.95, (schools, works, 1))
    logits = (
        ability - difficulty + slope[:, None, None] * difficulty + rng.normal(0, 0.2, (schools, 1, PARTS))
    )
    points = rng.binomial(1, 1 / (1 + np.exp(-logits)))
    raw = points.sum(axis=2)
    zeros = np.zeros((schools, PARTS), dtype=np.int64)
    return Cells(
        assessment=MA4,
        scale=SCALE,
        schools=990001 + np.arange(schools),
        municipalities=np.ones(schools, dtype=np.int64),
        strata=np.zeros(schools, dtype=np.int64),
        stratum_titles=("все",),
        present=np.full(schools, works),
        absent=np.zeros(schools, dtype=np.int64),
        score_counts=np.stack([np.bincount(row, minlength=PARTS + 1) for row in raw]),
        part_n=zeros + works,
        part_sum=points.sum(axis=1).astype(float),
        part_sum2=points.sum(axis=1).astype(float),
        part_cross=(points * raw[..., None]).sum(axis=1).astype(float),
        part_not_taught=zeros,
    )


def test_hard_parts_done_too_well_are_higher_and_too_badly_are_lower() -> None:
    higher, lower = INDICATOR.estimate(cells_of(60, [0.6, -0.6, *[0.0] * 58]), LOADED)
    assert (higher.direction, lower.direction) == ("higher", "lower")
    assert higher.p_value[0] < 1e-3
    assert lower.p_value[1] < 1e-3
    assert higher.p_value[1] > 0.99
    assert np.allclose(higher.p_value + lower.p_value, 1)


def test_only_hard_parts_done_too_well_enter_the_zone() -> None:
    assert INDICATOR.passport.enters_zone == ("higher",)
    assert INDICATOR.passport.directions == ("higher", "lower")


def test_the_effect_is_hard_minus_easy_in_percentage_points() -> None:
    cells = cells_of(60, [0.6, *[0.0] * 59])
    higher, lower = INDICATOR.estimate(cells, LOADED)
    facility = 100 * cells.part_sum / cells.part_n
    plain = facility[:, -4:].mean(axis=1) - facility[:, :4].mean(axis=1)
    assert np.corrcoef(higher.observed, plain)[0, 1] > 0.9
    assert np.abs(higher.observed - plain).mean() < higher.se.mean()
    assert higher.observed.mean() == pytest.approx(plain.mean(), abs=0.5)
    assert np.allclose(higher.effect, higher.observed - higher.expected)
    assert np.allclose(higher.effect, lower.effect)
    assert higher.effect[0] > 20
    assert higher.lower[0] > 5
    assert np.flatnonzero(higher.details["region_hard"]).tolist() == [8, 9, 10, 11]
    assert np.flatnonzero(higher.details["region_easy"]).tolist() == [0, 1, 2, 3]


def test_intervals_cover_honest_schools() -> None:
    covered = []
    for seed in range(4):
        higher, _ = INDICATOR.estimate(cells_of(150, seed=seed), LOADED)
        covered.append((higher.lower < 0) & (higher.upper > 0))
    assert 0.93 < np.mean(covered) < 0.975


def test_the_level_of_the_school_does_not_matter() -> None:
    cells = cells_of(60)
    rng = np.random.default_rng(3)
    strong = rng.binomial(40, 1 / (1 + np.exp(-(0.8 - np.linspace(-1.8, 1.8, PARTS)) * 0.83)))
    part_sum = cells.part_sum.copy()
    part_sum[5] = strong
    higher, _ = INDICATOR.estimate(replace(cells, part_sum=part_sum), LOADED)
    assert 0.01 < higher.p_value[5] < 0.99


def test_reasons_are_the_same_in_both_directions() -> None:
    for one in INDICATOR.estimate(cells_of(12), LOADED):
        assert set(one.reason.tolist()) == {"мало контрольной выборки"}
        assert np.isnan(one.effect).all()


def test_the_region_row_shows_what_its_variance_assumes() -> None:
    region = cells_of(300, seed=5)
    row = Reference(
        "report",
        "строка отчёта",
        0,
        12_000,
        True,
        part_facility=region.part_sum.sum(axis=0) / region.part_n.sum(axis=0),
    )
    higher, lower = INDICATOR.estimate(cells_of(1, [0.7], works=80, seed=6), row)
    assert higher.p_value[0] < 0.01
    half, double = (higher.details[key][0] for key in ("p_half_between", "p_double_between"))
    assert half < higher.p_value[0] < double
    assert lower.details["p_half_between"][0] > 0.99
