"""Size and power of the two profile indicators in simulated worlds (METHODS §6.1, §6.2: G1, G7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pytest
from scipy import stats

from objektiv.indicators import difficulty_inversion, item_profile
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Cells, Reference
from objektiv.model.scale import Part, Scale

pytestmark = pytest.mark.slow

LOADED = Reference("loaded", "загруженные ОО", 0, 0, False)


class Work(NamedTuple):
    """A work with the published completion of its parts."""

    assessment: AssessmentId
    maxima: np.ndarray
    facility: np.ndarray


MA4 = Work(
    AssessmentId.parse("vpr-2021-ma4"),
    np.array([1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 2, 2, 2]),
    np.array([0.92, 0.80, 0.83, 0.54, 0.64, 0.53, 0.93, 0.84, 0.60, 0.41, 0.52, 0.41, 0.59, 0.65, 0.13]),
)
RU5 = Work(
    AssessmentId.parse("vpr-2021-ru5"),
    np.array([4, 3, 2, 3, 3, 3, 3, 2, 3, 2, 2, 2, 2, 1, 2, 1, 2, 2, 1, 1, 1]),
    np.array(
        [
            *(0.58, 0.55, 0.90, 0.48, 0.79, 0.42, 0.48, 0.72, 0.76, 0.47),
            *(0.56, 0.43, 0.57, 0.46, 0.55, 0.43, 0.49, 0.51, 0.50, 0.66, 0.82),
        ]
    ),
)
DOSES = {"low": (2, 0.6), "middle": (3, 0.8), "high": (5, 0.95)}


def part_parameters(work: Work) -> tuple[np.ndarray, np.ndarray]:
    """Slopes (P,) and step places (P, K) of a partial credit model with the published completion at θ ~ N(0, 1)."""
    rng = np.random.default_rng(1)
    slopes = np.exp(rng.normal(0, 0.25, len(work.maxima))) * np.where(work.maxima > 1, 0.8, 1.1)
    width = int(work.maxima.max())
    steps = np.zeros((len(work.maxima), width))
    nodes, weights = np.polynomial.hermite_e.hermegauss(31)
    for part, maximum in enumerate(work.maxima):
        spread = np.linspace(-0.8, 0.8, maximum) if maximum > 1 else np.zeros(1)
        low, high = -6.0, 6.0
        for _ in range(40):
            middle = (low + high) / 2
            steps[part, :maximum] = middle + spread
            shares = category_shares(nodes, slopes[part], steps[part, :maximum], np.zeros(len(nodes)))
            mean = weights @ (shares @ np.arange(maximum + 1)) / weights.sum() / maximum
            low, high = (middle, high) if mean > work.facility[part] else (low, middle)
    return slopes, steps


def category_shares(theta, slope, steps, shift):
    logits = np.concatenate(
        [np.zeros((len(theta), 1)), np.cumsum(slope * (theta[:, None] - steps) + shift[:, None], axis=1)],
        axis=1,
    )
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


PARAMETERS = {work.assessment: part_parameters(work) for work in (MA4, RU5)}


def draw_world(
    work: Work, schools: int, rng: np.random.Generator, noise: float, works: int | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pupils of honest schools: their school, their points (N, P), and which schools are lyceums."""
    sizes = np.exp(rng.normal(np.log(22), 1.05, schools)).round().clip(5, 200).astype(int)
    sizes = np.full(schools, works) if works else sizes
    school = np.repeat(np.arange(schools), sizes)
    level, spread = rng.normal(0, 0.1**0.5, schools), np.full(schools, 0.9**0.5)
    is_lyceum = rng.random(schools) < 0.05
    level[is_lyceum] += 0.8
    spread[is_lyceum] *= 0.75
    group = np.concatenate([np.arange(size) // 25 for size in sizes]) + 100 * school
    _, group = np.unique(group, return_inverse=True)
    theta = (
        level[school]
        + rng.normal(0, 0.2, group.max() + 1)[group]
        + spread[school] * rng.normal(size=len(school))
    )
    form = rng.normal(0, 0.15, len(work.maxima)) * np.where(np.arange(len(school)) % 2, 1, -1)[:, None]
    shift = rng.normal(0, noise, (schools, len(work.maxima)))[school] + form
    slopes, steps = PARAMETERS[work.assessment]
    points = np.zeros(shift.shape, dtype=np.int64)
    for part, maximum in enumerate(work.maxima):
        shares = category_shares(theta, slopes[part], steps[part, :maximum], shift[:, part])
        points[:, part] = (rng.random((len(theta), 1)) > shares.cumsum(axis=1)[:, :-1]).sum(axis=1)
    return school, points, is_lyceum


def hint(work: Work, school, points, chosen: Sequence[int], dose: str, rng) -> np.ndarray:
    """M3: the hardest parts right with the probability of the dose in the ``chosen`` schools."""
    count, right = DOSES[dose]
    points = points.copy()
    rows = np.flatnonzero(np.isin(school, chosen))
    for part in np.argsort(work.facility)[:count]:
        chance = (right - work.facility[part]) / (1 - work.facility[part])
        raised = rng.random(len(rows)) < chance
        points[rows[raised], part] = work.maxima[part]
    return points


def cells_of(work: Work, school, points) -> Cells:
    schools, maximum = int(school.max()) + 1, int(work.maxima.sum())
    raw = points.sum(axis=1)

    def total(values):
        return np.stack([np.bincount(school, column, minlength=schools) for column in values.T], axis=1)

    counts = np.zeros((schools, maximum + 1), dtype=np.int64)
    np.add.at(counts, (school, raw), 1)
    n = counts.sum(axis=1)
    parts = tuple(Part(str(k + 1), int(m)) for k, m in enumerate(work.maxima))
    return Cells(
        assessment=work.assessment,
        scale=Scale(work.assessment, parts, maximum),
        schools=990001 + np.arange(schools),
        municipalities=np.ones(schools, dtype=np.int64),
        strata=np.zeros(schools, dtype=np.int64),
        stratum_titles=("все",),
        present=n,
        absent=np.zeros(schools, dtype=np.int64),
        score_counts=counts,
        part_n=np.repeat(n[:, None], len(work.maxima), axis=1),
        part_sum=total(points),
        part_sum2=total(points**2),
        part_cross=total(points * raw[:, None]),
        part_not_taught=np.zeros((schools, len(work.maxima)), dtype=np.int64),
    )


class Judged(NamedTuple):
    """p of the form, of hard parts too good, of hard parts too bad; one row each of them, schools of all worlds."""

    p: np.ndarray
    n: np.ndarray
    is_lyceum: np.ndarray
    is_treated: np.ndarray


def judge(
    work: Work, schools: int, worlds: int, noise: float, works=None, dose=None, treated=0, seed=1
) -> Judged:
    rows = []
    for world in range(worlds):
        rng = np.random.default_rng([seed, world, schools])
        school, points, is_lyceum = draw_world(work, schools, rng, noise, works)
        is_treated = np.zeros(schools, dtype=bool)
        if dose:
            is_treated[rng.choice(schools, treated, replace=False)] = True
            points = hint(work, school, points, np.flatnonzero(is_treated), dose, rng)
        cells = cells_of(work, school, points)
        estimates = (
            *item_profile.INDICATOR.estimate(cells, LOADED),
            *difficulty_inversion.INDICATOR.estimate(cells, LOADED),
        )
        p = np.stack([one.p_value for one in estimates], axis=1)
        rows.append((p, cells.n, is_lyceum, is_treated))
    return Judged(*(np.concatenate(column) for column in zip(*rows, strict=True)))


def assert_size(p: np.ndarray, label: str) -> None:
    """Counts within what the goals of G1 allow, with one chance in a thousand of error at each bound."""
    count = len(p)
    found = {level: int((p < level).sum()) for level in (0.05, 0.01, 0.001)}
    print(label, count, {level: round(k / count, 4) for level, k in found.items()})
    assert stats.binom.ppf(0.001, count, 0.035) <= found[0.05] <= stats.binom.ppf(0.999, count, 0.06)
    assert stats.binom.ppf(0.001, count, 0.006) <= found[0.01] <= stats.binom.ppf(0.999, count, 0.013)
    assert found[0.001] <= stats.binom.ppf(0.999, count, 0.002)


@pytest.mark.parametrize("noise", [0.16, 0.25, 0.5])
@pytest.mark.parametrize(("schools", "worlds"), [(40, 120), (300, 20)])
@pytest.mark.parametrize("work", [MA4, RU5], ids=["ma4", "ru5"])
def test_honest_schools_are_noticed_as_often_as_the_level_says(work, schools, worlds, noise) -> None:
    judged = judge(work, schools, worlds, noise)
    large = judged.n >= 10
    for column, name in enumerate(("profile", "inversion higher", "inversion lower")):
        assert_size(judged.p[large, column], f"{work.assessment} S={schools} noise={noise} {name}")


@pytest.mark.parametrize("schools", [40, 300])
def test_honest_lyceums_are_not_noticed_more_often(schools: int) -> None:
    judged = judge(MA4, schools, 6000 // schools, 0.25, seed=2)
    lyceums = judged.is_lyceum & (judged.n >= 10)
    count = int(lyceums.sum())
    shares = (judged.p[lyceums] < 0.05).mean(axis=0)
    print("lyceums", schools, count, shares)
    assert (shares[:2] <= stats.binom.ppf(0.999, count, 0.07) / count).all()


@pytest.mark.parametrize("works", [20, 40, 80])
@pytest.mark.parametrize("schools", [40, 300])
@pytest.mark.parametrize("work", [MA4, RU5], ids=["ma4", "ru5"])
def test_a_hint_on_the_hardest_parts_is_found(work, schools, works) -> None:
    treated = {40: 3, 300: 15}[schools]
    for dose, least in (("low", 0.03), ("middle", 0.70), ("high", 0.95)):
        judged = judge(work, schools, 1200 // schools, 0.2, works, dose, treated, seed=3)
        hit, clean = judged.p[judged.is_treated], judged.p[~judged.is_treated]
        power = [
            (hit[:, column] < level).mean().round(2) for column in (0, 1) for level in (0.05, 0.01, 0.001)
        ]
        auc = stats.mannwhitneyu(-hit[:, 0], -clean[:, 0]).statistic / (len(hit) * len(clean))
        print(work.assessment, schools, works, dose, "power", power, "AUC", round(auc, 3))
        assert (hit[:, 0] < 0.01).mean() >= least
        assert dose == "low" or auc >= 0.95
        assert (clean[:, :2] < 0.01).mean() <= 0.013


@pytest.mark.parametrize("work", [MA4, RU5], ids=["ma4", "ru5"])
def test_an_eighth_of_the_schools_with_a_hint_does_not_hide_them(work) -> None:
    judged = judge(work, 40, 30, 0.2, 60, "high", 5, seed=4)
    assert (judged.p[judged.is_treated, 0] < 0.001).mean() >= 0.97
    assert (judged.p[judged.is_treated, 1] < 0.001).mean() >= 0.9
    assert (judged.p[~judged.is_treated, 0] < 0.01).mean() <= 0.013
