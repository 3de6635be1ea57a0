"""Calibrate the posterior of a school: ``python -m objektiv.validation.evidence_worlds`` writes posterior.toml anew.

Standard worlds of METHODS §6.1 with the mechanisms that the simulation knows and that enter the zone (M1, M3, middle
dose, prevalence 5 %). Densities of the combined z in untouched and in treated schools by Gaussian kernels; their log
ratio is made monotone and is not believed beyond what the number of untouched schools can show.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import optimize, stats

from objektiv.analysis.result import AMBER, RED
from objektiv.lake.storage import write_text
from objektiv.model.tables import Array, BoolArray, FloatArray
from objektiv.simulation.plan import region_plan
from objektiv.simulation.simulate import training_scales
from objektiv.simulation.world import build_world
from objektiv.statistics.intervals import wilson_interval
from objektiv.validation.worlds import UNTOUCHED, judge_world

WORLDS = 40
FIRST_SEED = 1001  # acceptance uses seeds 1–21; validation worlds are others
PREVALENCE = 0.05
MECHANISMS = ("M1", "M3")
BANDWIDTH = 0.35
GRID = np.round(np.arange(-3.0, 10.01, 0.25), 2)
TARGET = Path(__file__).resolve().parents[1] / "analysis" / "posterior.toml"


class Schools(NamedTuple):
    """Judged schools of many worlds: combined z, zone, was it treated."""

    z: FloatArray
    zone: Array
    is_treated: BoolArray


def draw_schools(seeds: Iterable[int], *, schools: int = 600) -> Schools:
    """Schools with a combined p of standard worlds, one world a seed."""
    parts = list(_each_world(seeds, schools))
    return Schools(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _each_world(seeds: Iterable[int], schools: int) -> Iterator[Schools]:
    scales = training_scales()
    for seed in seeds:
        plan = region_plan(schools, PREVALENCE, MECHANISMS, "middle")
        judged = judge_world(build_world(plan, seed, scales))
        known = np.isfinite(judged.evidence.q_value)
        z = stats.norm.isf(np.clip(judged.evidence.combined_p[known], 1e-300, 1 - 1e-16))
        yield Schools(z, judged.evidence.zone[known], judged.mechanism[known] != UNTOUCHED)


def log_density_ratio(drawn: Schools) -> FloatArray:
    """Monotone log ratio of the densities treated/untouched on ``GRID``, within what the schools drawn can show."""
    treated, untouched = _density(drawn.z[drawn.is_treated]), _density(drawn.z[~drawn.is_treated])
    limit = np.log(np.count_nonzero(~drawn.is_treated))
    ratio = np.clip(np.log(treated / untouched), -limit, limit)
    return np.asarray(optimize.isotonic_regression(ratio, weights=treated + untouched).x)


def _density(z: FloatArray) -> FloatArray:
    """Kernel density on the grid; values beyond it count at its ends; one pseudo-school keeps it above zero."""
    inside = np.clip(z, GRID[0], GRID[-1])
    kernel = stats.norm.pdf(GRID[:, None], inside[None, :], BANDWIDTH).mean(axis=1)
    return np.asarray(kernel + 1.0 / (len(z) * (GRID[-1] - GRID[0])))


def confirmed_shares(drawn: Schools) -> dict[str, float]:
    """Zone → share of its schools that were treated, at the printed prevalence: the lower end of its 95 % interval.

    The lower end, because simulated worlds hold fewer innocent kinds than life does.
    """
    shares = {}
    for zone in (RED, AMBER):
        treated = drawn.is_treated[drawn.zone == zone]
        if len(treated):
            low = wilson_interval(np.array([treated.sum()]), np.array([len(treated)])).lower
            shares[zone] = float(low[0])
    return shares


def to_toml(drawn: Schools, seeds: range) -> str:
    """The calibration file with its own description."""
    grid = ", ".join(f"{z:g}" for z in GRID)
    ratio = ", ".join(f"{value:.4f}" for value in log_density_ratio(drawn))
    shares = "\n".join(f"{zone} = {share:.3f}" for zone, share in confirmed_shares(drawn).items())
    return (
        "# Made by: python -m objektiv.validation.evidence_worlds\n"
        f"# Worlds with seeds {seeds.start}-{seeds.stop - 1}, 600 schools, prevalence {PREVALENCE:g}, "
        f"mechanisms {' and '.join(MECHANISMS)} at middle dose; {int(drawn.is_treated.sum())} treated schools.\n"
        f"z = [{grid}]\nlog_ratio = [{ratio}]\n\n[confirmed]\n{shares}\n"
    )


def main() -> None:
    """Write the calibration file."""
    seeds = range(FIRST_SEED, FIRST_SEED + WORLDS)
    write_text(TARGET, to_toml(draw_schools(seeds), seeds))
    sys.stdout.write(TARGET.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
