"""Size, power and dose on drawn regions (METHODS §6.1, §6.2: G1, G5, G15), with binomial bounds.

Regions of 600 schools, sizes lognormal with median 22, school ICC 0.10, GPCM parts like those of MA4; every school
re-reads 0–10 % of the works one or two points below a boundary, a share of its own.
"""

import numpy as np
import pytest
from scipy.stats import binom, cauchy

from objektiv.indicators.boundary_bunching import estimate
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Cells, Reference
from objektiv.model.scale import Part, Scale
from objektiv.statistics.part_model import fit_part_model

pytestmark = pytest.mark.slow

MA4 = AssessmentId.parse("vpr-2021-ma4")
MAXIMA = np.array([1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 2, 2, 2])
FACILITY = np.array([92, 40, 83, 54, 64, 53, 93, 84, 30, 41, 52, 41, 59, 65, 13]) / 100
BOUNDARIES = (6, 10, 15)
MAXIMUM = 20
SCALE = Scale(MA4, tuple(Part(str(i), int(m)) for i, m in enumerate(MAXIMA)), MAXIMUM, BOUNDARIES)
SHARES = np.stack(
    [
        np.where(np.arange(3) <= m, binom.pmf(np.arange(3), m, f), 0)
        for m, f in zip(MAXIMA, FACILITY, strict=True)
    ]
)
PARTS = fit_part_model(1e4 * SHARES, MAXIMA, None, 3.78**2)


def draw_raw_scores(generator, ability):
    raw = np.zeros(len(ability), dtype=np.int64)
    for slope, intercepts, maximum in zip(PARTS.slopes, PARTS.intercepts, MAXIMA, strict=True):
        odds = np.exp(slope * np.arange(maximum + 1) * ability[:, None] + intercepts[: maximum + 1])
        steps = np.cumsum(odds / odds.sum(axis=1, keepdims=True), axis=1)[:, :-1]
        raw += (generator.random(len(ability))[:, None] > steps).sum(axis=1)
    return raw


def draw_region(generator, doses=(), sizes=()):
    """A region whose first schools have the ``sizes`` given and move the share ``doses`` of their eligible works."""
    n = np.maximum(1, generator.lognormal(np.log(22), 1.06, 600)).astype(np.int64)
    n[: len(sizes)] = sizes
    school = np.repeat(np.arange(len(n)), n)
    ability = generator.normal(0, 0.10**0.5, len(n))[school] + generator.normal(0, 0.90**0.5, n.sum())
    raw = draw_raw_scores(generator, ability)
    moves = generator.uniform(0, 0.10, len(n))
    moves[: len(doses)] = doses
    final = raw.copy()
    for boundary in BOUNDARIES:
        eligible = (raw == boundary - 1) | (raw == boundary - 2)
        final[eligible & (generator.random(len(raw)) < moves[school])] = boundary
    counts = np.bincount(school * (MAXIMUM + 1) + final, minlength=len(n) * (MAXIMUM + 1)).reshape(len(n), -1)
    nothing = np.zeros(len(n), dtype=np.int64)
    cells = Cells(
        MA4, SCALE, np.arange(len(n)), 1 + nothing, nothing, ("все",), n, nothing, score_counts=counts
    )
    reference = Reference(
        "loaded", "все", len(n), int(n.sum()), True, score_counts=counts.sum(axis=0).astype(float)
    )
    return n, estimate(cells, reference)[0]


def test_honest_schools_are_noticed_no_more_often_than_allowed():
    generator = np.random.default_rng(20)
    p = []
    for _ in range(40):
        n, found = draw_region(generator)
        p.append(found.p_value[(n >= 10) & found.applicable])
    p = np.concatenate(p)

    for level, limit in ((0.05, 0.06), (0.01, 0.013), (0.001, 0.002)):
        assert (p <= level).sum() <= binom.ppf(0.99, len(p), limit), level
    assert (p <= 0.05).sum() >= binom.ppf(0.01, len(p), 0.035)


@pytest.fixture(scope="module")
def moved_schools():
    """Figures of schools of 40, 60, 120 and 240 works at doses of 25, 50 and 80 %, in 60 regions."""
    generator = np.random.default_rng(21)
    kinds = [(size, dose) for dose in (0.25, 0.5, 0.8) for size in (40, 60, 120, 240)]
    drawn = {kind: [] for kind in kinds}
    for _ in range(60):
        _, found = draw_region(generator, [dose for _, dose in kinds], [size for size, _ in kinds])
        for row, kind in enumerate(kinds):
            figures = (found.p_value, *(found.details[key] for key in ("theta", "theta_low", "theta_high")))
            drawn[kind].append([values[row] for values in figures])
    return {kind: np.array(rows) for kind, rows in drawn.items()}


@pytest.mark.parametrize(("works", "goal"), [(60, 0.50), (120, 0.80), (240, 0.95)])
def test_half_of_the_eligible_works_moved_is_seen_with_the_power_wanted(moved_schools, works, goal):
    p = moved_schools[works, 0.5][:, 0]

    assert (p <= 0.01).sum() >= binom.ppf(0.01, len(p), goal)


def test_four_assessments_of_forty_works_together_are_seen(moved_schools):
    p = moved_schools[40, 0.8][:, 0].reshape(-1, 4).clip(1e-300, 0.95)
    together = cauchy.sf(cauchy.isf(p).mean(axis=1))

    assert (together <= 0.01).mean() >= 0.95


@pytest.mark.parametrize("works", [60, 120, 240])
@pytest.mark.parametrize("dose", [0.25, 0.5, 0.8])
def test_dose_is_measured_without_bias_and_its_interval_covers(moved_schools, works, dose):
    _, theta, low, high = moved_schools[works, dose].T

    error = theta.std() / np.sqrt(len(theta))
    assert abs(theta.mean() - dose) <= 0.1 * dose + 2.6 * error
    covered = ((low <= dose) & (dose <= high)).sum()
    assert covered >= binom.ppf(0.01, len(theta), 0.92)
