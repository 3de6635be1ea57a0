"""What every indicator owes: a full passport, one row per school, honest silence where data are missing."""

from __future__ import annotations

import pkgutil

import numpy as np
import pytest

import objektiv.indicators
from objektiv.analysis import catalogue
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import EXPLANATIONS, FAMILIES, Cells, Indicator, Reference
from objektiv.model.scale import Part, Scale

CODES = ["boundary_bunching", "difficulty_inversion", "item_profile", "journal_gap", "school_mean"]
MA4 = AssessmentId.parse("vpr-2021-ma4")
SCALE = Scale(MA4, tuple(Part(str(k), 1 + k % 2) for k in range(1, 11)), 15, (4, 8, 12))


def drawn_cells(schools: int = 60, works: int = 30, seed: int = 1) -> Cells:
    """Honest schools: parts right with a probability that depends on the school and the part."""
    rng = np.random.default_rng(seed)
    maxima = np.array([part.maximum for part in SCALE.parts])
    level = rng.normal(0, 0.4, (schools, 1, 1)) + rng.normal(0, 0.8, (schools, works, 1))
    chance = 1 / (1 + np.exp(-(level + np.linspace(1.2, -1.2, len(maxima)))))
    points = rng.binomial(maxima, chance)
    raw = points.sum(axis=2)
    journal = np.clip(
        2 + (raw[..., None] >= np.array([4, 8, 12])).sum(axis=2) + rng.integers(-1, 2, raw.shape), 2, 5
    )
    pairs = np.zeros((schools, 6, SCALE.maximum + 1), dtype=np.int64)
    np.add.at(pairs, (np.arange(schools)[:, None], journal, raw), 1)
    counts = pairs.sum(axis=1)
    marks = 2 + np.searchsorted([4, 8, 12], np.arange(SCALE.maximum + 1), side="right")
    values = np.stack([(points == value).sum(axis=1) for value in range(3)], axis=2)
    zeros = np.zeros((schools, len(maxima)), dtype=np.int64)
    return Cells(
        assessment=MA4,
        scale=SCALE,
        schools=990001 + np.arange(schools),
        municipalities=np.ones(schools, dtype=np.int64),
        strata=np.zeros(schools, dtype=np.int64),
        stratum_titles=("все",),
        present=np.full(schools, works),
        absent=np.zeros(schools, dtype=np.int64),
        journal_scores=pairs,
        score_counts=counts,
        part_n=np.full_like(zeros, works),
        part_sum=points.sum(axis=1).astype(float),
        part_sum2=(points**2).sum(axis=1).astype(float),
        part_cross=(points * raw[..., None]).sum(axis=1).astype(float),
        part_omitted=zeros,
        part_not_taught=zeros,
        part_values=values,
        mark_counts=np.stack([counts[:, marks == mark].sum(axis=1) for mark in range(6)], axis=1),
        mark_pairs=np.stack([pairs[:, :, marks == mark].sum(axis=2) for mark in range(6)], axis=2),
        source=np.full(schools, "rows", dtype=object),
    )


def loaded(cells: Cells) -> Reference:
    assert cells.score_counts is not None
    return Reference("loaded", "загруженные ОО", len(cells.schools), int(cells.n.sum()), True)


def bare_cells(schools: int = 3) -> Cells:
    whole = drawn_cells(schools)
    return Cells(
        MA4, None, whole.schools, whole.municipalities, whole.strata, ("все",), whole.present, whole.absent
    )


@pytest.fixture(params=CODES)
def indicator(request: pytest.FixtureRequest) -> Indicator:
    return catalogue.indicators()[request.param]


def test_the_list_of_indicators_is_known() -> None:
    assert sorted(info.name for info in pkgutil.iter_modules(objektiv.indicators.__path__)) == CODES
    assert sorted(catalogue.indicators()) == CODES


def test_the_passport_is_full_and_speaks_russian(indicator: Indicator) -> None:
    passport = indicator.passport
    assert catalogue.indicators()[passport.code] is indicator
    assert passport.family in FAMILIES
    assert passport.minimum_n >= 10
    assert set(passport.enters_zone) <= set(passport.directions) <= {"higher", "lower"}
    assert set(passport.innocent_explanations) <= set(EXPLANATIONS)
    assert len(passport.innocent_explanations) >= 3
    for text in (passport.title, passport.definition, passport.unit, passport.reference_population):
        assert any("а" <= letter <= "я" for letter in text.lower())
        assert "нарушен" not in text.lower()
    assert passport.formula
    assert passport.source
    assert passport.assumptions
    assert passport.author
    assert passport.reviewed_on


def test_one_row_per_school_in_every_direction(indicator: Indicator) -> None:
    cells = drawn_cells()
    directions = indicator.estimate(cells, loaded(cells))
    assert tuple(one.direction for one in directions) == indicator.passport.directions
    for one in directions:
        for name in (
            "n",
            "observed",
            "expected",
            "effect",
            "lower",
            "upper",
            "se",
            "p_value",
            "applicable",
            "reason",
        ):
            assert len(getattr(one, name)) == len(cells.schools), name
        judged = one.applicable
        assert judged.all()
        assert ((one.p_value[judged] > 0) & (one.p_value[judged] <= 1)).all()
        assert (one.lower[judged] <= one.effect[judged] + 1e-9).all()
        assert (one.effect[judged] <= one.upper[judged] + 1e-9).all()
        assert (one.reason[judged] == "").all()
        for key, value in one.details.items():
            assert key.startswith("region_") or len(value) == len(cells.schools), key


@pytest.mark.parametrize("code", [code for code in CODES if code != "boundary_bunching"])
def test_the_interval_leaves_nought_out_exactly_where_the_test_does(code: str) -> None:
    cells = drawn_cells(schools=300)
    for one in catalogue.indicators()[code].estimate(cells, loaded(cells)):
        is_apart = one.lower > 0 if one.direction == "higher" else one.upper < 0
        assert (is_apart == (one.p_value < 0.025)).all()
        assert (one.upper > one.lower).all()


def test_the_same_cells_give_the_same_figures(indicator: Indicator) -> None:
    cells = drawn_cells()
    first, second = indicator.estimate(cells, loaded(cells)), indicator.estimate(cells, loaded(cells))
    for one, other in zip(first, second, strict=True):
        assert one.p_value.tobytes() == other.p_value.tobytes()
        assert one.effect.tobytes() == other.effect.tobytes()


def test_without_its_aggregates_it_says_why_and_gives_no_figure(indicator: Indicator) -> None:
    cells = bare_cells()
    for one in indicator.estimate(cells, Reference("loaded", "загруженные ОО", 3, 90, False)):
        assert not one.applicable.any()
        assert np.isnan(one.p_value).all()
        assert all(reason for reason in one.reason)


def test_honest_schools_are_seldom_noticed(indicator: Indicator) -> None:
    noticed = judged = 0
    for seed in range(5):
        cells = drawn_cells(seed=seed)
        for one in indicator.estimate(cells, loaded(cells)):
            noticed += int((one.p_value[one.applicable] < 0.01).sum())
            judged += int(one.applicable.sum())
    assert noticed / judged < 0.03
