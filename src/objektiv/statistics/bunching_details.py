"""Figures of the jump at mark boundaries under the names that cards, reports and reference packs read.

Shares are 0–1. First axis S for schools; names that begin with «region_» belong to the reference.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from objektiv.model.tables import Array, FloatArray, IntArray
from objektiv.statistics.boundary_excess import assess_excess
from objektiv.statistics.bunching_region import RegionBunching
from objektiv.statistics.school_bunching import Comparison, estimate_groups


def school_figures(n: IntArray, relative: Comparison, absolute: Comparison) -> dict[str, Array]:
    """Both expectations of S schools with ``n`` works at B boundaries.

    ``theta`` (with ``theta_low``, ``theta_high``) = share of the works expected just below the boundaries that stand
    above them, against the honest curve; ``moved_share`` … the same works as a share of all works of the school;
    ``window_n``, ``window_k`` works in a window and of them at or above the boundary; ``expected_absolute``,
    ``expected_relative`` their expected share; ``below_honest`` works expected at t−2 and t−1; ``missing_below`` (S,)
    share of the works expected below the boundaries that are not there; ``boundary_p``, ``boundary_absolute_p`` mid-p.
    """
    move = absolute.move
    with np.errstate(divide="ignore", invalid="ignore"):
        per_work = move.below / n
    theta, low, high = (np.clip(value, 0.0, 1.0) for value in (move.theta, move.lower, move.upper))
    return {
        "absolute_p": absolute.p_value,
        "relative_p": relative.p_value,
        "theta": theta,
        "theta_low": low,
        "theta_high": high,
        "moved_share": theta * per_work,
        "moved_low": low * per_work,
        "moved_high": high * per_work,
        "window_n": relative.splits.n,
        "window_k": relative.splits.k,
        "expected_absolute": absolute.splits.share,
        "expected_relative": relative.splits.share,
        "below_honest": absolute.splits.below,
        "missing_below": relative.splits.missing,
        "boundary_p": relative.test.boundary_p,
        "boundary_absolute_p": absolute.test.boundary_p,
    }


def sensitivity(relative: Comparison, rho: float) -> dict[str, Array]:
    """p of the relative comparison at half and at double the default ρ: ``p_half_rho``, ``p_double_rho`` (S,)."""
    splits = relative.splits
    half = assess_excess(splits.k, splits.n, splits.share, relative.rho - 0.5 * rho)
    double = assess_excess(splits.k, splits.n, splits.share, relative.rho + rho)
    return {
        "p_half_rho": replace(relative, test=half).p_value,
        "p_double_rho": replace(relative, test=double).p_value,
    }


def region_figures(region: RegionBunching, observed: FloatArray) -> dict[str, Array]:
    """Moves of the reference per boundary with interval and tests, its curves (K+1,) and its placebo boundaries."""
    return {
        "region_boundaries": region.boundaries,
        "region_theta": region.theta,
        "region_moved_share": region.moved,
        "region_moved_low": region.lower,
        "region_moved_high": region.upper,
        "region_p": region.p_value,
        "region_hole_p": region.hole_p,
        "region_phi": np.array([region.phi]),
        "region_works": np.array([region.works]),
        "region_dispersion": np.array([region.dispersion]),
        "region_observed_curve": observed / observed.sum(),
        "region_honest_curve": region.honest,
        "region_fitted_curve": region.fitted,
        "region_placebo_boundaries": region.placebo.boundaries,
        "region_placebo_theta": region.placebo.theta,
        "region_placebo_moved_share": region.placebo.moved,
        "region_placebo_p": region.placebo.p_value,
    }


def municipality_figures(
    counts: IntArray, municipalities: IntArray, region: RegionBunching, icc: float
) -> dict[str, Array]:
    """Moves per municipality (M, B) with intervals; 0 = municipality unknown, left out."""
    codes = np.unique(municipalities[municipalities > 0])
    if not len(codes):
        return {}
    sums = np.zeros((len(codes), counts.shape[1]), dtype=np.int64)
    inside = municipalities > 0
    np.add.at(sums, np.searchsorted(codes, municipalities[inside]), counts[inside])
    groups = estimate_groups(sums, region, icc)
    return {
        "region_municipalities": codes,
        "region_municipality_works": sums.sum(axis=1),
        "region_municipality_theta": groups.theta,
        "region_municipality_moved_share": groups.moved,
        "region_municipality_moved_low": groups.lower,
        "region_municipality_moved_high": groups.upper,
    }
