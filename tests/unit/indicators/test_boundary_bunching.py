from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from objektiv.indicators.boundary_bunching import INDICATOR, estimate
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Cells, Reference
from objektiv.model.scale import Part, Scale

MA4 = AssessmentId.parse("vpr-2021-ma4")
SCALE = Scale(MA4, tuple(Part(str(number), 1) for number in range(1, 21)), 20, (6, 10, 15))
BELL = binom.pmf(np.arange(21), 20, 0.55)
WIDE = sum(binom.pmf(np.arange(21), 20, p) for p in (0.35, 0.45, 0.55, 0.65, 0.75)) / 5


def make_cells(counts, **changes):
    counts = np.asarray(counts, dtype=np.int64)
    nothing = np.zeros(len(counts), dtype=np.int64)
    cells = Cells(
        assessment=MA4,
        scale=SCALE,
        schools=990001 + np.arange(len(counts)),
        municipalities=1 + np.arange(len(counts)) % 3,
        strata=nothing,
        stratum_titles=("все",),
        present=counts.sum(axis=1),
        absent=nothing,
        score_counts=counts,
    )
    return replace(cells, **changes)


def make_reference(cells, kind="loaded", **changes):
    return replace(
        Reference(
            kind=kind,
            title="эталон",
            schools=len(cells.schools),
            works=int(cells.n.sum()),
            is_whole_region=True,
            icc=0.1,
            score_counts=cells.score_counts.sum(axis=0).astype(float),
        ),
        **changes,
    )


def draw_schools(schools=60, works=50, seed=1):
    return np.random.default_rng(seed).multinomial(works, WIDE, schools)


def move_all(counts, share=1.0):
    """Every work one or two points below a boundary is put on it."""
    moved = counts.copy()
    for boundary in (6, 10, 15):
        taken = np.round(share * counts[boundary - 2 : boundary]).astype(np.int64)
        moved[boundary - 2 : boundary] -= taken
        moved[boundary] += taken.sum()
    return moved


def test_school_that_moved_its_works_stands_out_and_the_others_do_not():
    counts = draw_schools()
    counts[7] = move_all(counts[7], 0.8)
    cells = make_cells(counts)

    (found,) = estimate(cells, make_reference(cells))

    assert found.direction == "higher"
    assert found.p_value[7] < 1e-4
    assert found.effect[7] > found.smallest_effect == 5.0
    assert found.lower[7] > 0
    assert (np.delete(found.p_value, 7) < 0.01).sum() <= binom.ppf(0.995, 59, 0.013)
    assert found.details["theta"][7] == pytest.approx(0.8, abs=0.2)


def test_observed_expected_and_effect_are_percent_of_the_works_at_the_boundaries():
    counts = draw_schools()
    cells = make_cells(counts)

    (found,) = estimate(cells, make_reference(cells))

    windows = [counts[:, t - 2 : t + 2].sum(axis=1) for t in (6, 10, 15)]
    above = [counts[:, t : t + 2].sum(axis=1) for t in (6, 10, 15)]
    np.testing.assert_allclose(found.observed, 100 * sum(above) / sum(windows))
    np.testing.assert_allclose(found.observed - found.expected, found.effect)
    np.testing.assert_array_equal(found.details["window_n"], np.stack(windows, axis=1))
    np.testing.assert_array_equal(found.details["window_k"], np.stack(above, axis=1))
    inner = (found.details["expected_relative"] * np.stack(windows, axis=1)).sum(axis=1) / sum(windows)
    np.testing.assert_allclose(found.expected, 100 * inner)


def test_dominant_school_does_not_set_its_own_expectation():
    counts = draw_schools(30, 20)
    counts[0] = move_all(draw_schools(1, 4000, seed=3)[0], 0.6)
    cells = make_cells(counts)

    (found,) = estimate(cells, make_reference(cells))

    assert counts[0].sum() > 0.8 * counts.sum()
    assert found.p_value[0] < 0.001


def test_where_everybody_moves_only_the_smooth_curve_sees_it():
    counts = np.stack([move_all(row, 0.6) for row in draw_schools(80, 100)])
    cells = make_cells(counts)

    (found,) = estimate(cells, make_reference(cells))

    assert np.median(found.details["relative_p"]) > 0.2
    assert np.median(found.details["absolute_p"]) < 0.05
    assert (found.details["region_p"] < 0.05).any()
    assert any("сдвинуто" in note for note in found.notes)


def test_honest_region_is_said_to_show_no_jump():
    cells = make_cells(draw_schools(200, 60))

    (found,) = estimate(cells, make_reference(cells))

    assert "общего скачка на границах отметок не видно" in found.notes[0]
    assert (found.details["region_moved_low"] < 0.004).all()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"scale": None}, "нет шкалы"),
        ({"scale": replace(SCALE, boundaries=None)}, "нет шкалы"),
        ({"score_counts": None}, "нет данных"),
        ({"strata": np.full(40, -1)}, "специальная школа не сравнивается"),
    ],
)
def test_what_is_missing_is_said(changes, reason):
    whole = make_cells(draw_schools(40))

    (found,) = estimate(replace(whole, **changes), make_reference(whole))

    assert set(found.reason) == {reason}
    assert not found.applicable.any()
    assert np.isnan(found.p_value).all()


def test_short_scale_is_not_judged():
    counts = np.random.default_rng(1).multinomial(30, np.full(8, 1 / 8), 40)
    short = Scale(MA4, (Part("1", 7),), 7, (2, 4, 6))
    cells = make_cells(counts, scale=short)

    (found,) = estimate(cells, make_reference(cells))

    assert set(found.reason) == {"мало шкалы"}


def test_school_without_works_or_without_works_at_the_boundaries_is_not_judged():
    counts = draw_schools()
    counts[0] = 0
    counts[1] = 0
    counts[1, 20] = 15
    cells = make_cells(counts)

    (found,) = estimate(cells, make_reference(cells))

    assert found.reason[:3].tolist() == ["мало участников", "у границ отметок нет работ", ""]
    assert np.isnan(found.effect[:2]).all()


@pytest.mark.parametrize("score", [7, 10, 12])
@pytest.mark.parametrize("schools", [12, 60])
def test_where_every_work_has_one_score_no_school_stands_out(schools, score):
    counts = np.zeros((schools, 21), dtype=np.int64)
    counts[:, score] = 20
    cells = make_cells(counts)

    (found,) = estimate(cells, make_reference(cells))

    assert not (found.p_value < 0.4).any()


def test_few_schools_use_the_row_of_the_region_and_the_default_correlation():
    cells = make_cells(draw_schools(12))
    region = make_reference(make_cells(draw_schools(400, seed=9)), "report")

    (found,) = estimate(cells, region)

    assert found.applicable.all()
    assert found.details["region_rho"] == [0.01]
    half, whole, double = (found.details[key] for key in ("p_half_rho", "relative_p", "p_double_rho"))
    raised = whole < 0.2
    assert raised.any()
    assert ((half <= whole) & (whole <= double))[raised].all()
    assert "взято ρ = 0,010; рядом p при 0,005 и 0,020" in found.notes[-1]


def test_one_school_alone_has_no_region():
    cells = make_cells(draw_schools(1))

    (found,) = estimate(cells, make_reference(cells))

    assert found.reason.tolist() == ["нет данных региона"]


def test_region_without_a_distribution_is_no_reference_for_few_schools():
    cells = make_cells(draw_schools(5))

    (found,) = estimate(cells, make_reference(cells, "report", score_counts=None))

    assert set(found.reason) == {"нет данных региона"}


def test_one_school_is_judged_against_the_row_of_the_region():
    region = draw_schools(400, seed=9)
    school = move_all(draw_schools(1, 60)[0], 0.8)
    cells = make_cells([school])

    (found,) = estimate(cells, make_reference(make_cells(region), "report"))

    assert found.p_value[0] < 0.001


def test_pack_brings_its_correlation_and_its_curve():
    region = make_cells(draw_schools(400, seed=9))
    (made,) = estimate(region, make_reference(region))
    parameters = {
        f"boundary_bunching:{key}": np.asarray(value, dtype=float).ravel()
        for key, value in made.details.items()
        if key.startswith("region_")
    }
    cells = make_cells(draw_schools(5))

    (found,) = estimate(cells, make_reference(region, "pack", parameters=parameters))

    assert found.applicable.all()
    assert found.details["region_rho"] == made.details["region_rho"]
    assert "из пакета региона" in found.notes[-1]
    assert "p_half_rho" not in found.details


def test_values_of_parts_shape_the_honest_curve():
    generator = np.random.default_rng(2)
    ability = generator.normal(0, 0.3, (50, 1, 1)) + generator.normal(0, 1, (50, 60, 1))
    points = (generator.random((50, 60, 20)) < 1 / (1 + np.exp(-ability - np.linspace(-2, 2, 20)))).astype(
        int
    )
    raw = points.sum(axis=2)
    counts = np.stack([np.bincount(row, minlength=21) for row in raw])
    values = np.stack([(points == value).sum(axis=1) for value in (0, 1)], axis=2)
    cells = make_cells(
        counts, part_values=values, part_cross=(points * raw[..., None]).sum(axis=1).astype(float)
    )

    (with_parts,) = estimate(cells, make_reference(cells))
    (without,) = estimate(replace(cells, part_values=None), make_reference(cells))

    np.testing.assert_allclose(
        with_parts.details["region_honest_curve"], without.details["region_honest_curve"], atol=0.012
    )
    assert (
        with_parts.details["region_honest_curve"].tobytes()
        != without.details["region_honest_curve"].tobytes()
    )


def test_details_have_one_row_a_school_unless_they_belong_to_the_region():
    cells = make_cells(draw_schools(45))

    (found,) = estimate(cells, make_reference(cells))

    for key, value in found.details.items():
        if not key.startswith("region_"):
            assert len(value) == 45, key
    shares = found.details["moved_share"]
    assert ((found.details["moved_low"] <= shares) & (shares <= found.details["moved_high"])).all()
    assert found.details["region_municipality_moved_share"].shape == (3, 3)
    assert found.details["region_municipalities"].tolist() == [1, 2, 3]


def test_order_of_schools_changes_nothing():
    counts = draw_schools(40)
    cells, turned = make_cells(counts), make_cells(counts[::-1])

    (found,), (other,) = (estimate(one, make_reference(one)) for one in (cells, turned))

    np.testing.assert_allclose(found.p_value, other.p_value[::-1], rtol=1e-6)


def test_passport_counts_only_the_excess_as_evidence():
    assert INDICATOR.passport.directions == INDICATOR.passport.enters_zone == ("higher",)
