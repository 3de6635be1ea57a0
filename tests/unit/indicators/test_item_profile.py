from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from objektiv.indicators.item_profile import INDICATOR
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Cells, Estimates, Reference
from objektiv.model.scale import Part, Scale

MA4 = AssessmentId.parse("vpr-2021-ma4")
MAXIMA = np.array([1, 1, 2, 1, 1, 3, 1, 2, 1, 1, 2, 1])
PARTS = len(MAXIMA)
SCALE = Scale(MA4, tuple(Part(str(k + 1), int(m)) for k, m in enumerate(MAXIMA)), int(MAXIMA.sum()))
LOADED = Reference("loaded", "загруженные ОО", 0, 0, False)


def cells_of(sizes, seed=1, helped=(), lifted=(), noise=0.2) -> Cells:
    """Honest pupils; ``helped`` schools have the four hardest parts right, ``lifted`` are 0.8 better in everything."""
    rng = np.random.default_rng(seed)
    sizes = np.asarray(sizes)
    school = np.repeat(np.arange(len(sizes)), sizes)
    ability = rng.normal(0, 0.3, len(sizes))[school] + rng.normal(0, 0.95, len(school))
    ability += 0.8 * np.isin(school, lifted)
    shift = rng.normal(0, noise, (len(sizes), PARTS))[school]
    chance = 1 / (1 + np.exp(-(ability[:, None] + np.linspace(1.8, -1.8, PARTS) + shift)))
    points = rng.binomial(MAXIMA, chance)
    hint = np.isin(school, helped)[:, None] & (np.arange(PARTS) >= 8) & (rng.random(points.shape) < 0.9)
    points = np.where(hint, MAXIMA, points)
    raw = points.sum(axis=1)

    def total(values):
        return np.stack([np.bincount(school, column, minlength=len(sizes)) for column in values.T], axis=1)

    counts = np.zeros((len(sizes), SCALE.maximum + 1), dtype=np.int64)
    np.add.at(counts, (school, raw), 1)
    return Cells(
        assessment=MA4,
        scale=SCALE,
        schools=990001 + np.arange(len(sizes)),
        municipalities=np.ones(len(sizes), dtype=np.int64),
        strata=np.zeros(len(sizes), dtype=np.int64),
        stratum_titles=("все",),
        present=sizes,
        absent=np.zeros(len(sizes), dtype=np.int64),
        score_counts=counts,
        part_n=np.repeat(sizes[:, None], PARTS, axis=1),
        part_sum=total(points),
        part_sum2=total(points**2),
        part_cross=total(points * raw[:, None]),
        part_not_taught=np.zeros((len(sizes), PARTS), dtype=np.int64),
    )


def estimate(cells, reference=LOADED) -> Estimates:
    (found,) = INDICATOR.estimate(cells, reference)
    return found


def test_a_hint_on_the_hardest_parts_is_found_among_forty_schools() -> None:
    found = estimate(cells_of([40] * 40, helped=(3, 17, 29)))
    assert (found.p_value[[3, 17, 29]] < 1e-4).all()
    assert (found.effect[[3, 17, 29]] > 10).all()
    assert (found.lower[[3, 17, 29]] > 5).all()
    assert (np.delete(found.p_value, [3, 17, 29]) > 0.001).all()
    outside = found.details["part_observed"] > found.details["part_high"]
    assert outside[[3, 17, 29], 8:].mean() > 0.8


def test_a_strong_school_with_the_usual_profile_is_no_sign() -> None:
    found = estimate(cells_of([50] * 60, lifted=(0, 1, 2)))
    assert (found.p_value[:3] > 0.01).all()
    assert (found.details["part_difference"][:3].mean(axis=1) > 0.08).all()


def test_figures_are_root_mean_squares_in_percentage_points() -> None:
    found = estimate(cells_of([30] * 45, helped=(5,)))
    residual = 100 * (found.details["part_observed"] - found.details["part_expected"])
    plain = np.sqrt((residual**2).mean(axis=1))
    assert np.corrcoef(found.observed, plain)[0, 1] > 0.9
    assert found.observed.mean() == pytest.approx(plain.mean(), rel=0.05)
    assert found.observed[5] == pytest.approx(plain[5], rel=0.15)
    assert np.allclose(found.effect, np.sqrt(np.maximum(found.observed**2 - found.expected**2, 0)))
    assert np.allclose(found.se, (found.upper - found.lower) / 3.919928)
    assert found.smallest_effect == 5.0


def test_no_school_has_an_interval_without_width() -> None:
    found = [estimate(cells_of([12] * 300, seed=seed)) for seed in range(3)]
    lower, effect, upper = (
        np.concatenate([getattr(one, name) for one in found]) for name in ("lower", "effect", "upper")
    )
    assert ((lower <= effect) & (effect < upper)).all()
    assert (upper > 1.0).all()


def test_arrays_of_the_picture_are_shares_with_one_row_a_school() -> None:
    cells = cells_of([30] * 45)
    found = estimate(cells)
    for key in ("part_observed", "part_expected", "part_low", "part_high", "part_z", "part_difference"):
        assert found.details[key].shape == (45, PARTS), key
    assert np.allclose(found.details["part_observed"], cells.part_sum / (30 * MAXIMA))
    assert np.allclose(
        found.details["region_control"], cells.part_sum.sum(axis=0) / (45 * 30 * MAXIMA), atol=0.01
    )
    assert found.details["region_control_schools"].tolist() == [45]
    assert 40 < found.details["region_control_weights"][0] <= 45


def test_interval_of_the_difference_with_the_control_sample_covers_it() -> None:
    found = estimate(cells_of([60] * 200, noise=0.0))
    low, high = found.details["part_difference_low"], found.details["part_difference_high"]
    mean = found.details["part_difference"].mean(axis=1, keepdims=True)
    inside = (low <= mean) & (mean <= high)
    assert inside.mean() > 0.85


def test_the_control_sample_is_named() -> None:
    cells = cells_of([30] * 45)
    assert (
        estimate(cells)
        .notes[0]
        .startswith("Контрольная выборка — все школы процедуры, кроме проверяемой. Школ в ней 45, ")
    )
    listed = replace(LOADED, parameters={"control_sample": cells.schools[:32].astype(float)})
    assert (
        estimate(cells, listed)
        .notes[0]
        .startswith("Контрольная выборка — список пользователя. Школ в ней 32, ")
    )


def test_small_cells_are_judged_from_five_works() -> None:
    found = estimate(cells_of([4, 5, 9, *[30] * 40]))
    assert found.reason[:3].tolist() == ["мало участников", "", ""]
    assert np.isnan(found.p_value[0])
    assert np.isfinite(found.p_value[1:]).all()
    assert found.n[:3].tolist() == [4, 5, 9]


def test_a_part_not_taught_is_left_out_of_the_profile() -> None:
    cells = cells_of([30] * 45)
    part_n, part_sum, not_taught = cells.part_n.copy(), cells.part_sum.copy(), cells.part_not_taught.copy()
    part_n[4, 7] = part_sum[4, 7] = 0
    not_taught[4, 7] = 30
    found = estimate(replace(cells, part_n=part_n, part_sum=part_sum, part_not_taught=not_taught))
    assert found.applicable[4]
    assert np.isnan(found.details["part_observed"][4, 7])
    assert np.isnan(found.details["part_z"][4, 7])
    assert np.isfinite(np.delete(found.details["part_z"][4], 7)).all()


def test_without_squares_and_cross_products_the_profile_is_still_judged() -> None:
    cells = cells_of([40] * 60, helped=(8,))
    found = estimate(replace(cells, part_sum2=None, part_cross=None))
    assert found.applicable.all()
    assert found.p_value[8] < 1e-4
    assert (np.delete(found.p_value, 8) < 0.05).mean() < 0.12


def test_one_school_against_the_region_row_shows_what_its_variance_assumes() -> None:
    region = cells_of([60] * 200, seed=5)
    row = Reference(
        "report",
        "строка отчёта ФИС ОКО «регион» (12000 участников)",
        0,
        12_000,
        True,
        part_facility=region.part_sum.sum(axis=0) / (200 * 60 * MAXIMA),
    )
    honest, helped = estimate(cells_of([60], seed=8), row), estimate(cells_of([60], seed=8, helped=(0,)), row)
    assert honest.p_value[0] > 0.05
    assert helped.p_value[0] < 1e-3
    half, double = (helped.details[key][0] for key in ("p_half_between", "p_double_between"))
    assert half < helped.p_value[0] < double
    assert "0,25 логита²" in helped.notes[0]


def test_a_district_with_the_pack_of_its_region_is_judged_by_it() -> None:
    region = estimate(cells_of([45] * 400, seed=5))
    parameters = {
        f"item_profile:{key}": np.asarray(value, dtype=np.float64).ravel()
        for key, value in region.details.items()
        if key.startswith("region_")
    }
    pack = Reference("pack", "пакет региона: все ОО региона", 400, 18_000, True, parameters=parameters)
    found = estimate(cells_of([40] * 12, seed=9, helped=(2,)), pack)
    assert found.notes[0] == (
        "Контрольная выборка — пакет региона: все ОО региона; ожидаемое выполнение и различия школ взяты из него."
    )
    assert found.p_value[2] < 1e-6
    assert (np.delete(found.p_value, 2) > 0.003).all()


@pytest.mark.parametrize("kind", ["loaded", "report"])
def test_without_control_sample_there_is_no_figure(kind: str) -> None:
    found = estimate(cells_of([30] * 12), replace(LOADED, kind=kind))
    assert set(found.reason.tolist()) == {"мало контрольной выборки"}
    assert np.isnan(found.p_value).all()
    assert not found.applicable.any()
