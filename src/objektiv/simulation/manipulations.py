"""What some schools of a training territory do to their works, each at a low, middle or high dose (METHODS
§6.1).

Every mechanism takes the works of its pupils and returns changed cells and journal marks; absent pupils
change too, but nobody sees their works.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from objektiv.model.tables import NOT_TAUGHT, BoolArray, IntArray
from objektiv.simulation.part_model import ScoreArray
from objektiv.simulation.plan import stream
from objektiv.simulation.territory import Territory
from objektiv.simulation.works import Blueprint, Works, raw_scores

# Of the works that are raised from one point below, so many land one point above the boundary.
_OVERSHOOT = 0.2

NUDGED_SHARE: Mapping[str, float] = {"low": 0.25, "middle": 0.50, "high": 0.80}
HINTED_PARTS: Mapping[str, int] = {"low": 2, "middle": 3, "high": 5}
HINTED_SUCCESS: Mapping[str, float] = {"low": 0.6, "middle": 0.8, "high": 0.95}
JOURNAL_RISE: Mapping[str, float] = {"low": 0.3, "middle": 0.5, "high": 1.0}


@dataclass(frozen=True)
class Sheaf:
    """Works of k pupils of one or more schools: ``cells`` (P, k), ``journal`` and ``school`` (k,)."""

    blueprint: Blueprint
    cells: ScoreArray
    journal: ScoreArray
    school: IntArray


def nudge_boundaries(sheaf: Sheaf, dose: str, rng: np.random.Generator) -> Sheaf:
    """M1: works one or two points below a mark boundary get the points they lack (two at most)."""
    share = NUDGED_SHARE[dose]
    return replace(sheaf, cells=lift_over(sheaf.cells, sheaf.blueprint, (share, share, share), rng))


def hint_hardest_parts(sheaf: Sheaf, dose: str, rng: np.random.Generator) -> Sheaf:
    """M3: on the hardest parts the share of full points in each school is raised to that of the dose."""
    cells = sheaf.cells.copy()
    facility = np.array(sheaf.blueprint.marginals.facility)
    _, school, count = np.unique(sheaf.school, return_inverse=True, return_counts=True)
    for part in np.argsort(facility, kind="stable")[: HINTED_PARTS[dose]]:
        maximum = sheaf.blueprint.model.maxima[part]
        is_full = (cells[part] == maximum).astype(float)
        honest = (np.bincount(school, is_full) / count)[school]
        missing = np.clip((HINTED_SUCCESS[dose] - honest) / np.maximum(1 - honest, 1e-9), 0, 1)
        is_told = (rng.random(len(honest)) < missing) & (cells[part] != NOT_TAUGHT)
        cells[part, is_told] = maximum
    return replace(sheaf, cells=cells)


def inflate_journal(sheaf: Sheaf, dose: str, rng: np.random.Generator) -> Sheaf:
    """M7: journal marks below «5» rise by one with the probability of the dose; works stay as they are."""
    rises = (rng.random(len(sheaf.journal)) < JOURNAL_RISE[dose]) & (sheaf.journal < 5)
    return replace(sheaf, journal=(sheaf.journal + rises).astype(np.int8))


MECHANISMS: Mapping[str, Callable[[Sheaf, str, np.random.Generator], Sheaf]] = {
    "M1": nudge_boundaries,
    "M3": hint_hardest_parts,
    "M7": inflate_journal,
}


def interfere(works: Works, territory: Territory) -> Works:
    """Works after lawful re-reading, the habit of the region and the mechanisms of treated schools."""
    key = ("interference", works.blueprint.assessment, works.pupils.start)
    cells = _reread(works, territory, stream(territory.seed, *key, "reread"))
    if any(territory.plan.region_nudge):
        rng = stream(territory.seed, *key, "region")
        cells = lift_over(cells, works.blueprint, territory.plan.region_nudge, rng)
    journal = works.journal.copy()
    schools = np.arange(works.pupils.start, works.pupils.stop)
    mechanisms, doses = (said[schools] for said in territory.treatment(works.blueprint.assessment))
    for mechanism, dose in sorted(
        {pair for pair in zip(mechanisms, doses, strict=True) if pair[0] != "none"}
    ):
        treated = (mechanisms == mechanism) & (doses == dose)
        rows = np.flatnonzero(treated[works.pupils.school - works.pupils.start])
        sheaf = Sheaf(works.blueprint, cells[:, rows], journal[rows], works.pupils.school[rows])
        changed = MECHANISMS[mechanism](sheaf, dose, stream(territory.seed, *key, mechanism, dose))
        cells[:, rows], journal[rows] = changed.cells, changed.journal
    return replace(works, cells=cells, journal=journal)


def lift_over(
    cells: ScoreArray, blueprint: Blueprint, shares: tuple[float, float, float], rng: np.random.Generator
) -> ScoreArray:
    """Raise a share of the works one or two points below each boundary over it, by two at most; new cells."""
    raw = raw_scores(cells)
    points = np.zeros(len(raw), dtype=np.int64)
    for boundary, share in zip(blueprint.boundaries, shares, strict=True):
        gap = boundary - raw
        is_raised = ((gap == 1) | (gap == 2)) & (rng.random(len(raw)) < share)
        further = (gap == 1) & (rng.random(len(raw)) < _OVERSHOOT)
        points = np.where(is_raised, gap + further, points)
    return add_points(cells, blueprint.maxima, points, rng)


def add_points(cells: ScoreArray, maxima: IntArray, points: IntArray, rng: np.random.Generator) -> ScoreArray:
    """Add so many points to each work, one by one, to parts that were attempted and have room; new cells."""
    changed = cells.copy()
    for step in range(1, int(points.max(initial=0)) + 1):
        rows = np.flatnonzero(points >= step)
        chosen = changed[:, rows]
        has_room = (chosen >= 0) & (chosen < maxima[:, None])
        part = np.where(has_room, rng.random(chosen.shape), -1.0).argmax(axis=0)
        open_rows = has_room[part, np.arange(len(rows))]
        changed[part[open_rows], rows[open_rows]] += 1
    return changed


def _reread(works: Works, territory: Territory, rng: np.random.Generator) -> ScoreArray:
    """Lawful re-reading: the school's share of the works one point below a boundary gets that point."""
    raw = works.raw_score
    below: BoolArray = np.isin(raw, np.array(works.blueprint.boundaries) - 1)
    is_raised = below & (rng.random(len(raw)) < territory.reread[works.pupils.school])
    return add_points(works.cells, works.blueprint.maxima, is_raised.astype(np.int64), rng)
