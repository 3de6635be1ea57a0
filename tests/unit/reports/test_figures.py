"""Pictures of cards: drawn from what indicators say, absent where they say nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from objektiv.analysis.catalogue import indicators
from objektiv.analysis.result import AnalysisResult, AssessmentResult
from objektiv.documents.blocks import Paragraph
from objektiv.documents.drawing import render_png
from objektiv.reports.boundaries import boundary_table
from objektiv.reports.card_pictures import place_line
from objektiv.reports.figures import pair_shares, school_figures
from objektiv.reports.funnel import NO_LIMITS, funnel_figure
from objektiv.reports.lookup import Place, YearView
from objektiv.reports.region_pictures import (
    HOW_TO_READ,
    NO_BOUNDARIES,
    NO_LINE,
    ROUGH,
    region_figure,
    region_pictures,
)
from objektiv.reports.school import work_sentence
from objektiv.reports.territory import holes
from objektiv.reports.weak_parts import part_results

DrawResult = Callable[..., AnalysisResult]


@pytest.fixture
def place(draw_result: DrawResult) -> Place:
    result = draw_result(sizes=(60, 8, 40, 25, 18, 33))
    return YearView(result, result.years[0]).places(990001)[0]


@pytest.mark.parametrize(("works", "drawn"), [(1, set()), (4, set()), (5, {"boundary", "journal"})])
def test_single_pupils_are_not_drawn(draw_result: DrawResult, works: int, drawn: set[str]) -> None:
    result = draw_result(sizes=(60, works))
    few = YearView(result, result.years[0]).places(990002)[0]
    assert set(school_figures(few)) & {"boundary", "journal"} == drawn


def alone(place: Place, details: dict[str, np.ndarray]) -> Place:
    """The same place with other details of the funnel's indicator."""
    one = place.assessment
    estimates = tuple(replace(each, details=details) for each in one.estimates["school_mean"])
    return Place(replace(one, estimates={"school_mean": estimates}), place.row)


def test_limits_pass_through_the_schools_own(place: Place) -> None:
    figure = funnel_figure(place)
    assert figure
    limits = {name: np.array(values) for name, values in figure.data["limits"].columns.items()}
    expected = 1.96 * np.sqrt(0.3 + 4 / limits["n"])
    assert limits["middle"] == pytest.approx(5.0)
    assert limits["high95"] - 5.0 == pytest.approx(np.minimum(expected, 5.0), abs=0.006)
    assert limits["n"][0] == 8
    assert limits["n"][-1] == 60


def test_the_funnel_shares_its_points_between_schools(place: Place) -> None:
    other = Place(place.assessment, 2, place.memory)
    first, second = funnel_figure(place), funnel_figure(other)
    assert first
    assert second
    assert first.data["points"] is second.data["points"]
    assert first.data["limits"] is second.data["limits"]
    assert "выше предела 99,8 %" in first.alt


def test_one_point_without_limits_is_no_funnel(draw_result: DrawResult) -> None:
    result = draw_result(sizes=(60,), kind="report")
    place = YearView(result, result.years[0]).places(990001)[0]
    assert funnel_figure(place) is None


def test_a_funnel_without_limits_says_so(place: Place) -> None:
    nothing = np.full(6, np.nan)
    details = {
        "mean": np.arange(6.0),
        **{f"limit_{a}_{b}": nothing for a in ("95", "998") for b in ("low", "high")},
    }
    figure = funnel_figure(alone(place, details))
    assert figure
    assert figure.data["limits"] is NO_LIMITS
    assert "Пределы не проведены" in figure.note


def test_scores_carry_boundaries_and_the_reference(place: Place) -> None:
    figure = school_figures(place)["boundary"]
    assert sum(figure.data["bars"].columns["count"]) == 60
    assert figure.data["rules"].columns == {"at": [3.5, 5.5, 7.5], "label": ["3", "4", "5"]}
    assert sum(figure.data["curve"].columns["share"]) == pytest.approx(100, abs=0.2)


def test_a_special_school_is_drawn_without_others(place: Place) -> None:
    """It is never compared: no line of the others, no bar, no mean, no part beside theirs."""
    cells = place.assessment.cells
    special = Place(replace(place.assessment, cells=replace(cells, strata=cells.strata - 1)), place.row)
    drawn, alone = school_figures(place), school_figures(special)
    assert len(drawn["boundary"].data["curve"].columns["score"]) > 0
    assert not alone["boundary"].data["curve"].columns["score"]
    assert (drawn["boundary"].note, alone["boundary"].note) == (
        f"Пунктир — первые баллы отметок 3, 4 и 5. Линия — {place.assessment.reference.title}.",
        "Пунктир — первые баллы отметок 3, 4 и 5.",
    )
    assert set(drawn["journal"].data["shares"].columns["who"]) > set(
        alone["journal"].data["shares"].columns["who"]
    )
    assert ("для сравнения" in place_line(place), "для сравнения" in place_line(special)) == (True, False)
    assert ("для сравнения" in work_sentence(place), "для сравнения" in work_sentence(special)) == (
        True,
        False,
    )
    assert all(np.isnan(one.other) for one in part_results(special))


def test_journal_shares_are_rounded_each_by_itself(place: Place) -> None:
    pairs = np.zeros_like(place.assessment.cells.mark_pairs)
    pairs[place.row, 4, 3], pairs[place.row, 4, 4], pairs[place.row, 3, 4] = 1, 10, 1
    cells = replace(place.assessment.cells, mark_pairs=pairs)
    figure = school_figures(Place(replace(place.assessment, cells=cells), place.row))["journal"]
    assert figure.data["shares"].columns["share"] == [8.33, 83.33, 8.33, 20.0, 70.0, 10.0]
    assert figure.data["shares"].columns["shown"] == [8, 83, 8, 20, 70, 10]
    assert "понизили 8,3 %, подтвердили 83,3 % и повысили 8,3 %" in figure.alt


def test_pair_shares_follow_the_words() -> None:
    pairs = np.zeros((6, 6), dtype=int)
    pairs[4, 3], pairs[4, 4], pairs[3, 5] = 1, 2, 1  # journal 4 → work 3: lowered; 3 → 5: raised
    assert pair_shares(pairs) == pytest.approx([25.0, 50.0, 25.0])
    assert pair_shares(np.zeros((6, 6))) is None


def test_both_expectations_stand_at_every_boundary(place: Place) -> None:
    table = boundary_table(place)
    assert table
    assert [row[:4] for row in table.rows] == [("2/3", 4, 10, 0.9), ("3/4", 6, 12, 0.5), ("4/5", 8, 8, 0.5)]
    assert table.rows[0][4:] == (0.5, 0.5, 0.4, 0.005)


def test_a_hole_needs_works_missing_below(draw_result: DrawResult) -> None:
    result = draw_result()
    found = holes(YearView(result, result.years[0]))
    assert [(hole.boundary, hole.is_seen) for hole in found[:3]] == [
        ("2/3", True),
        ("3/4", False),
        ("4/5", False),
    ]
    assert not replace(found[0], hole_p=0.5).is_seen


def test_the_region_is_drawn_with_its_honest_curve(place: Place) -> None:
    figure = region_figure(place.assessment)
    assert figure
    assert sum(figure.data["bars"].columns["count"]) == place.assessment.cells.score_counts.sum()
    assert set(figure.data["curve"].columns["label"]) == {"ожидаемое без влияния границ"}
    assert figure.data["bars"].columns["label"][0] == "Сравниваемые школы (6): 184\u00a0работы"


def without_scale(one: AssessmentResult, **changes: Any) -> AssessmentResult:
    """The same assessment without mark boundaries and what rests on them."""
    scale = replace(one.cells.scale, boundaries=None)
    return replace(one, cells=replace(one.cells, scale=scale, **changes), estimates={})


def test_special_schools_are_in_no_picture_of_the_whole_set(place: Place) -> None:
    one = without_scale(place.assessment, strata=np.array([-1, 0, 0, 0, 0, 0]))
    figure = region_figure(one)
    assert figure
    assert sum(figure.data["bars"].columns["count"]) == 184 - 60
    assert figure.data["bars"].columns["label"][0] == "Сравниваемые школы (5): 124\u00a0работы"


def notes_of(*drawn: AssessmentResult) -> str:
    note = region_pictures(list(drawn))[0]
    assert isinstance(note, Paragraph)
    return note.text


def test_a_picture_without_boundaries_or_line_says_why(place: Place) -> None:
    without = notes_of(without_scale(place.assessment))
    assert without == f"{HOW_TO_READ} {NO_BOUNDARIES.format(works='МА 4')}"
    unfitted = notes_of(replace(place.assessment, estimates={}))
    assert unfitted == f"{HOW_TO_READ} {NO_LINE.format(works='МА 4')}"


def test_a_line_far_above_the_works_below_the_first_boundary_is_called_rough(place: Place) -> None:
    one = place.assessment
    (bunching,) = one.estimates["boundary_bunching"]
    observed = bunching.details["region_observed_curve"]
    line = observed + np.where(np.arange(len(observed)) < 2, 0.03, 0.0)
    estimates = {
        "boundary_bunching": (replace(bunching, details={**bunching.details, "region_honest_curve": line}),)
    }
    assert ROUGH.format(shares="6", works="МА 4") in notes_of(replace(one, estimates=estimates))
    same = {**bunching.details, "region_honest_curve": observed}
    fine = {"boundary_bunching": (replace(bunching, details=same),)}
    assert "приблизителен" not in notes_of(replace(one, estimates=fine))


def test_the_funnel_says_how_many_of_how_many_schools_its_points_are(place: Place) -> None:
    figure = funnel_figure(place)
    assert figure
    assert figure.note.startswith("Точки — сравниваемые школы (6).")
    reference = replace(place.assessment.reference, schools=8)
    fewer = funnel_figure(Place(replace(place.assessment, reference=reference), place.row))
    assert fewer
    assert fewer.note.startswith(
        "Точки — 6 из 8\u00a0загруженных школ: без специальных и школ с одной работой."
    )


def test_pictures_of_the_real_indicators_are_all_there(draw_result: DrawResult) -> None:
    result = draw_result(sizes=tuple([60, 40, 25, 33, 48] * 8))
    one = result.years[0].assessments[0]
    estimates = {code: each.estimate(one.cells, one.reference) for code, each in indicators().items()}
    real = AssessmentResult(one.cells, one.reference, estimates)
    figures = school_figures(Place(real, 3))
    assert sorted(figures) == ["boundary", "journal", "level", "profile"]
    assert boundary_table(Place(real, 3)) is not None
    assert region_figure(real) is not None
    assert all(render_png(figure).startswith(b"\x89PNG") for figure in figures.values())
