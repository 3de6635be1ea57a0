"""Pictures of cards: drawn from what indicators say, absent where they say nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from objektiv.analysis.catalogue import indicators
from objektiv.analysis.result import AnalysisResult, AssessmentResult
from objektiv.documents.drawing import render_png
from objektiv.reports.boundaries import boundary_table
from objektiv.reports.figures import pair_shares, school_figures
from objektiv.reports.funnel import NO_LIMITS, funnel_figure
from objektiv.reports.lookup import Place, YearView
from objektiv.reports.territory import holes, region_figure

DrawResult = Callable[..., AnalysisResult]


@pytest.fixture
def place(draw_result: DrawResult) -> Place:
    result = draw_result(sizes=(60, 8, 40, 25, 18, 33))
    return YearView(result, result.years[0]).places(990001)[0]


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


def test_journal_shares_make_a_hundred(place: Place) -> None:
    figure = school_figures(place)["journal"]
    shares = figure.data["shares"].columns["share"]
    assert sum(shares[:3]) == pytest.approx(100, abs=0.2)
    assert list(shares[3:]) == [20.0, 70.0, 10.0]


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
    assert set(figure.data["curve"].columns["label"]) == {"ожидаемое без переноса через границы"}


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
