"""Profile indicators on an externally observed study: TIMSS 2007, grade 8, Russia (METHODS §6.2 G1, G2, G7; §6.3).

Every pupil took some blocks of items (blank = not administered), so a school has two or three pupils an item.
"""

from __future__ import annotations

import csv
import gzip
from typing import NamedTuple

import numpy as np
import pytest
from scipy import stats

from objektiv.indicators import difficulty_inversion, item_profile
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Cells, Estimates, Reference
from objektiv.model.scale import Part, Scale

pytestmark = [pytest.mark.shared, pytest.mark.slow]

LOADED = Reference("loaded", "TIMSS", 0, 0, False)
LEAST_WORKS = 10


class Study(NamedTuple):
    """Points (N, P), nan = not administered; school of every pupil 0 … S−1; maxima (P,)."""

    points: np.ndarray
    school: np.ndarray
    maxima: np.ndarray


@pytest.fixture(scope="module")
def timss(shared) -> dict[str, Study]:
    path = shared / "data" / "validation" / "timss07_g8_rus_scored.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    values = np.array([[float(cell) if cell else np.nan for cell in row] for row in rows])
    _, school = np.unique(values[:, 0], return_inverse=True)
    known = np.isfinite(values).any(axis=0)
    studies = {}
    for subject, is_subject in (("mathematics", "M"), ("science", "S")):
        chosen = [
            column
            for column, name in enumerate(header)
            if column > 1 and name[0] == is_subject and known[column]
        ]
        points = values[:, chosen]
        studies[subject] = Study(points, school, np.nanmax(points, axis=0))
    return studies


def cells_of(study: Study) -> Cells:
    schools, maxima = int(study.school.max()) + 1, study.maxima.astype(int)
    there = ~np.isnan(study.points)
    points = np.where(there, study.points, 0.0)
    raw = points.sum(axis=1)

    def total(values):
        return np.stack([np.bincount(study.school, column, minlength=schools) for column in values.T], axis=1)

    counts = np.zeros((schools, maxima.sum() + 1), dtype=np.int64)
    np.add.at(counts, (study.school, raw.astype(int)), 1)
    assessment = AssessmentId.parse("vpr-2007-ma8")
    return Cells(
        assessment=assessment,
        scale=Scale(assessment, tuple(Part(str(k), int(m)) for k, m in enumerate(maxima)), int(maxima.sum())),
        schools=990001 + np.arange(schools),
        municipalities=np.ones(schools, dtype=np.int64),
        strata=np.zeros(schools, dtype=np.int64),
        stratum_titles=("все",),
        present=counts.sum(axis=1),
        absent=np.zeros(schools, dtype=np.int64),
        score_counts=counts,
        part_n=total(there).astype(np.int64),
        part_sum=total(points),
        part_sum2=total(points**2),
        part_cross=total(points * raw[:, None]),
    )


def estimate(study: Study) -> tuple[Estimates, Estimates, Estimates]:
    cells = cells_of(study)
    (profile,) = item_profile.INDICATOR.estimate(cells, LOADED)
    higher, lower = difficulty_inversion.INDICATOR.estimate(cells, LOADED)
    return profile, higher, lower


@pytest.mark.parametrize("subject", ["mathematics", "science"])
def test_hardly_any_part_of_an_observed_school_is_three_deviations_off(timss, subject: str) -> None:
    profile, _, _ = estimate(timss[subject])
    z = profile.details["part_z"]
    share = np.mean(np.abs(z[np.isfinite(z)]) > 3)
    print(
        subject, z[np.isfinite(z)].size, "share |z| > 3", round(share, 5), "variance", np.nanvar(z).round(3)
    )
    assert share <= 0.0035
    assert np.nanvar(z) == pytest.approx(1, abs=0.08)


SCIENCE_TAIL = pytest.mark.xfail(
    strict=True, reason="у четырёх школ из 189 профиль по естествознанию вне p < 0,001 при допустимых двух"
)


@pytest.mark.parametrize(
    ("subject", "level"),
    [
        *(("mathematics", level) for level in (0.05, 0.01, 0.001)),
        *(("science", level) for level in (0.05, 0.01)),
        pytest.param("science", 0.001, marks=SCIENCE_TAIL),
    ],
)
def test_observed_schools_are_noticed_as_often_as_the_level_says(timss, subject: str, level: float) -> None:
    for one in estimate(timss[subject]):
        p = one.p_value[one.applicable & (one.n >= LEAST_WORKS)]
        low, high = stats.binom.interval(0.99, len(p), level)
        found = int((p < level).sum())
        print(subject, one.direction, len(p), level, found, (low, high))
        assert low <= found <= high


def hint(study: Study, chosen, rng) -> Study:
    """M3, middle dose: the three hardest items of each pupil right with probability 0.8."""
    points = study.points.copy()
    facility = np.nanmean(points, axis=0) / study.maxima
    for row in np.flatnonzero(np.isin(study.school, chosen)):
        taken = np.flatnonzero(~np.isnan(points[row]))
        hardest = taken[np.argsort(facility[taken])[:3]]
        chance = (0.8 - facility[hardest]) / (1 - facility[hardest])
        raised = hardest[rng.random(3) < chance]
        points[row, raised] = study.maxima[raised]
    return Study(points, study.school, study.maxima)


def test_an_injected_hint_on_hard_items_is_found(timss) -> None:
    study = timss["mathematics"]
    works = np.bincount(study.school)
    large = works >= LEAST_WORKS
    better, hits = [], []
    for seed in range(4):
        rng = np.random.default_rng(seed)
        chosen = rng.choice(np.flatnonzero(large), 9, replace=False)
        _, higher, _ = estimate(hint(study, chosen, rng))
        is_chosen = np.isin(np.arange(len(works)), chosen)[large]
        p = higher.p_value[large]
        better.append(stats.mannwhitneyu(-p[is_chosen], -p[~is_chosen]).statistic / (9 * (~is_chosen).sum()))
        hits.append((p[is_chosen] < 0.01).mean())
    print("AUC", np.round(better, 3), "power at .01", np.round(hits, 2))
    assert np.mean(better) >= 0.85
    assert np.mean(hits) >= 0.65
