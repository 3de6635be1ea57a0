from __future__ import annotations

import numpy as np
import pytest

from objektiv.statistics.item_profile import fit_profile
from objektiv.statistics.part_table import PartTable
from objektiv.statistics.profile_tests import form_score, slope_score
from objektiv.statistics.region_profile import (
    DEFAULT_BETWEEN,
    fit_to_pack,
    fit_to_region,
    pack_profile,
    scale_between,
    unpack_profile,
    usable_by_region,
)

MAXIMA = np.array([1.0, 1.0, 2.0, 1.0, 1.0, 3.0, 1.0, 2.0])
PLACES = np.linspace(1.5, -1.5, len(MAXIMA))


def draw(schools: int, seed: int, works: int = 40, noise: float = 0.3) -> PartTable:
    rng = np.random.default_rng(seed)
    ability = rng.normal(0, 0.35, (schools, 1, 1)) + rng.normal(0, 0.95, (schools, works, 1))
    shift = rng.normal(0, noise, (schools, 1, len(MAXIMA)))
    points = rng.binomial(MAXIMA.astype(int), 1 / (1 + np.exp(-(ability + PLACES + shift)))).astype(float)
    raw = points.sum(axis=2, keepdims=True)
    n = np.full((schools, len(MAXIMA)), float(works))
    return PartTable(
        n,
        points.sum(axis=1),
        (points**2).sum(axis=1),
        (points * raw).sum(axis=1),
        np.full(schools, float(works)),
        MAXIMA,
    )


REGION = draw(1500, 1)
FACILITY = REGION.total.sum(axis=0) / REGION.points.sum(axis=0)


def test_one_school_alone_is_judged_against_the_printed_row() -> None:
    school = draw(1, 2)
    fit = fit_to_region(school, FACILITY)
    assert fit.residual.shape == (1, len(MAXIMA))
    assert abs(form_score(fit)[0]) < 3
    assert np.allclose((school.points * fit.residual).sum(), 0, atol=1e-6)


def test_honest_schools_are_judged_cautiously_by_the_row_and_rightly_by_the_pack() -> None:
    fit = fit_profile(REGION, np.ones(1500, dtype=bool))
    arrays = pack_profile(fit, FACILITY, np.ones(len(MAXIMA), dtype=bool))
    pack = unpack_profile({key: value.ravel() for key, value in arrays.items()}, len(MAXIMA))
    assert pack is not None
    others = draw(600, 3)
    by_row, by_pack = fit_to_region(others, FACILITY), fit_to_pack(others, pack)
    assert (form_score(by_row) > 1.645).mean() < 0.03
    assert 0.03 < (form_score(by_pack) > 1.645).mean() < 0.07
    assert 0.03 < (slope_score(by_pack) > 1.645).mean() < 0.075


def test_more_difference_between_schools_means_weaker_signs() -> None:
    schools = draw(12, 4)
    schools.total[0, -3:] = schools.points[0, -3:] * 0.9
    fit = fit_to_region(schools, FACILITY)
    half, double = (form_score(scale_between(fit, schools, factor))[0] for factor in (0.5, 2.0))
    assert half > form_score(fit)[0] > double > 2


def test_a_pack_may_bring_the_part_variances() -> None:
    schools = draw(12, 5)
    fit = fit_to_region(schools, FACILITY, np.full(len(MAXIMA), 0.05))
    assert (form_score(fit) > form_score(fit_to_region(schools, FACILITY))).all()
    assert fit.noise.between.min() >= 0.05
    assert fit_to_region(schools, FACILITY).noise.between.min() >= DEFAULT_BETWEEN


def test_a_pack_of_another_scale_is_not_read() -> None:
    fit = fit_profile(REGION, np.ones(1500, dtype=bool))
    arrays = pack_profile(fit, FACILITY, np.ones(len(MAXIMA), dtype=bool))
    assert unpack_profile(arrays, len(MAXIMA) + 1) is None
    del arrays["between"]
    assert unpack_profile(arrays, len(MAXIMA)) is None


def test_parts_that_the_row_does_not_know_are_not_used() -> None:
    assert usable_by_region(np.array([0.5, np.nan, 0.0, 1.0, 0.02])).tolist() == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_a_strong_school_with_the_profile_of_the_region_is_no_sign() -> None:
    rng = np.random.default_rng(6)
    strong = rng.binomial(40, 1 / (1 + np.exp(-(PLACES + 1.0))), (30, len(MAXIMA))).astype(float)
    n = np.full((30, len(MAXIMA)), 40.0)
    table = PartTable(n, strong, None, None, n[:, 0], np.ones(len(MAXIMA)))
    fit = fit_to_region(table, 1 / (1 + np.exp(-PLACES)))
    assert (fit.level * fit.curves.coefficients[0, 1]).mean() == pytest.approx(1.0, abs=0.05)
    assert (form_score(fit) < 2).all()
