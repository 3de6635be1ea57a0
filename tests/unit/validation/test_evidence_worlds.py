"""The evidence on simulated worlds: training districts, null worlds, and whether the calibration file is stale."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from objektiv.analysis.posterior import densities, expected_confirmed, posterior
from objektiv.simulation.plan import region_plan
from objektiv.simulation.simulate import training_scales, training_world
from objektiv.simulation.world import build_world
from objektiv.validation.evidence_worlds import (
    GRID,
    Schools,
    confirmed_shares,
    draw_schools,
    log_density_ratio,
)
from objektiv.validation.worlds import UNTOUCHED, judge_world


def test_the_posterior_grows_with_the_evidence_and_keeps_the_unknown() -> None:
    found = posterior(np.array([0.9, 0.1, 1e-3, 1e-8, np.nan]))
    assert (np.diff(found[:4]) > 0).all()
    assert np.isnan(found[4])
    assert posterior(np.array([1e-8]), prior=0.02) < posterior(np.array([1e-8]), prior=0.10)


def test_the_density_ratio_of_equal_groups_is_flat_and_of_shifted_ones_grows() -> None:
    rng = np.random.default_rng(1)
    z = rng.normal(size=4000)
    zone = np.full(4000, "none", dtype=object)
    equal = log_density_ratio(Schools(z, zone, np.arange(4000) % 2 == 0))
    assert np.abs(equal[(GRID > -1.5) & (GRID < 1.5)]).max() < 0.3
    shifted = log_density_ratio(
        Schools(np.where(np.arange(4000) % 2 == 0, z + 2, z), zone, np.arange(4000) % 2 == 0)
    )
    middle = (GRID >= -1) & (GRID <= 3)
    kernel_variance = 1 + 0.35**2
    expected = (2 * GRID[middle] - 2) / kernel_variance
    assert np.abs(shifted[middle] - expected).max() < 0.6


def test_confirmed_shares_are_lower_ends_of_intervals() -> None:
    zone = np.array(["red"] * 10 + ["none"], dtype=object)
    shares = confirmed_shares(Schools(np.zeros(11), zone, np.array([True] * 9 + [False, False])))
    assert shares == {"red": pytest.approx(0.59585, abs=1e-4)}


def test_the_calibration_file_is_whole() -> None:
    table = densities()
    assert table.z.tolist() == GRID.tolist()
    assert (np.diff(table.log_ratio) >= 0).all()
    assert set(table.confirmed) == {"red", "amber"}


def test_of_ten_signals_no_more_are_promised_than_the_list_itself_expects() -> None:
    zone = np.array(["red", "red", "amber", "none"], dtype=object)
    promised = expected_confirmed(zone, np.array([0.9, 0.5, 0.99, 0.1]))
    assert promised["red"] == 7.0
    assert promised["amber"] == float(int(10 * densities().confirmed["amber"]))


@pytest.mark.slow
def test_the_calibration_file_is_not_stale() -> None:
    drawn = draw_schools(range(1001, 1007))
    for zone, printed in densities().confirmed.items():
        treated = drawn.is_treated[drawn.zone == zone]
        assert stats.binomtest(int(treated.sum()), len(treated), min(printed + 0.05, 0.99)).pvalue > 0.001
    z = np.array([1.0, 2.0, 3.0, 4.0])
    fresh = np.interp(z, GRID, log_density_ratio(drawn))
    assert np.abs(fresh - np.interp(z, densities().z, densities().log_ratio)).max() < 1.5


@pytest.mark.slow
def test_training_districts_show_the_strong_doses_and_spare_the_untouched() -> None:
    strong = strong_found = untouched = untouched_red = red = 0
    for seed in range(1, 22):
        judged = judge_world(training_world(seed))
        zone = judged.evidence.zone
        is_strong = (
            np.isin(judged.mechanism, ["M1", "M3"]) & (judged.dose == "high") & (judged.least_works >= 40)
        )
        strong += int(is_strong.sum())
        strong_found += int(np.isin(zone[is_strong], ["red", "amber"]).sum())
        untouched += int((judged.mechanism == UNTOUCHED).sum())
        untouched_red += int((zone[judged.mechanism == UNTOUCHED] == "red").sum())
        red += int((zone == "red").sum())
    assert strong >= 80
    assert strong_found >= 0.90 * strong
    assert untouched_red <= 0.05 * red
    assert untouched_red <= 0.01 * untouched


@pytest.mark.slow
@pytest.mark.parametrize(("schools", "worlds"), [(40, 40), (300, 8), (600, 6)])
def test_in_null_worlds_the_combined_evidence_keeps_its_size(schools: int, worlds: int) -> None:
    scales, combined, reds = training_scales(), [], 0
    for seed in range(2001, 2001 + worlds):
        plan = replace(region_plan(schools, 0.0), treatments=())
        evidence = judge_world(build_world(plan, seed, scales)).evidence
        combined.append(evidence.combined_p[np.isfinite(evidence.q_value)])
        reds += int((evidence.zone == "red").sum())
    p = np.concatenate(combined)
    slack = 3 * math.sqrt(0.05 * 0.95 / len(p))
    assert (p < 0.05).mean() <= 0.06 + slack
    assert (p < 0.01).mean() <= 0.013 + 3 * math.sqrt(0.01 / len(p))
    assert reds <= 2
