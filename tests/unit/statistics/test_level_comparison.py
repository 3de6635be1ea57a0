from __future__ import annotations

import numpy as np
import pytest

from objektiv.statistics.empirical_null import EmpiricalNull
from objektiv.statistics.level_comparison import (
    BY_OTHERS,
    BY_REFERENCE,
    BY_STRATA,
    FROM_DEFAULT,
    FROM_LOADED,
    FROM_REFERENCE,
    Level,
    LevelReference,
    compare_level,
)


def level(schools, seed=1):
    random = np.random.default_rng(seed)
    n = random.integers(10, 60, schools)
    y = random.normal(12, np.sqrt(12.6 / n + 1.4))
    return Level(y, n, np.zeros(schools, dtype=np.int64), within=12.6)


REGION = {"is_loaded": False, "mean": 12.0, "works": 25_000.0, "schools": 600}


@pytest.mark.parametrize(
    ("schools", "reference", "way", "variance_from"),
    [
        (30, LevelReference(True, 12.0), BY_STRATA, FROM_LOADED),
        (30, LevelReference(False, None), BY_STRATA, FROM_LOADED),
        (29, LevelReference(True, 12.0), BY_OTHERS, FROM_DEFAULT),
        (29, LevelReference(True, 12.0, icc=0.2), BY_OTHERS, FROM_REFERENCE),
        (1, LevelReference(**REGION, variance=14.0), BY_REFERENCE, FROM_DEFAULT),
        (1, LevelReference(**REGION, variance=14.0, icc=0.2), BY_REFERENCE, FROM_REFERENCE),
        (1, LevelReference(**REGION, tau2=1.0, within=12.0), BY_REFERENCE, FROM_REFERENCE),
        (30, LevelReference(**REGION), BY_REFERENCE, FROM_LOADED),
    ],
)
def test_way_of_comparison(schools, reference, way, variance_from):
    found = compare_level(level(schools), reference)
    assert (found.way, found.variance_from) == (way, variance_from)
    assert not np.isnan(found.comparison.z).any()


def test_no_mean_and_few_schools_is_nothing_to_compare_with():
    assert compare_level(level(12), LevelReference(False, None)) is None


def test_no_school_is_nothing_to_compare():
    nobody = Level(np.array([np.nan]), np.array([0]), np.zeros(1, dtype=np.int64), within=12.6)
    assert compare_level(nobody, LevelReference(**REGION)) is None


def test_printed_default_comes_with_half_and_double_of_it():
    one = Level(np.array([15.0]), np.array([25]), np.zeros(1, dtype=np.int64), within=12.6)
    found = compare_level(one, LevelReference(**REGION, variance=14.0))
    half, double = (varied.p_value("higher")[0] for varied in found.sensitivity)
    assert found.icc == 0.10
    assert half < found.comparison.p_value("higher")[0] < double


def test_measured_variance_needs_no_sensitivity():
    assert compare_level(level(5), LevelReference(**REGION, tau2=1.0)).sensitivity == ()


def test_null_of_a_pack_is_used():
    one = level(3)
    plain = compare_level(one, LevelReference(**REGION, tau2=1.0, within=12.0))
    null = EmpiricalNull(0.2, 1.25, 600)
    packed = compare_level(one, LevelReference(**REGION, tau2=1.0, within=12.0, null=null))
    np.testing.assert_allclose(packed.comparison.z, (plain.comparison.z - 0.2) / 1.25)
