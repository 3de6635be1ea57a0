"""Where a sign is seen: boundaries and tasks in the words of a step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from objektiv.analysis.result import AnalysisResult
from objektiv.reports.lookup import Place, YearView
from objektiv.reports.whereabouts import list_works, tasks_left_out

DrawResult = Callable[..., AnalysisResult]
MA4 = "vpr-2021-ma4"


@pytest.fixture
def place(draw_result: DrawResult) -> Place:
    result = draw_result()
    return YearView(result, result.years[0]).places(990001)[0]


def told(place: Place, *indicators: str) -> str:
    rows: list[dict[str, Any]] = [{"assessment": MA4, "indicator": code} for code in indicators]
    return list_works({MA4: place}, rows)


def with_details(place: Place, code: str, **details: np.ndarray) -> Place:
    """The same place whose indicator ``code`` has these details for the first of four schools."""
    one = place.assessment
    known = one.estimates.get(code, one.estimates["school_mean"])[0]
    shown = {
        key: value if key.startswith("region_") else np.tile(value, (4, 1)) for key, value in details.items()
    }
    estimates = (replace(known, direction="higher", details={**known.details, **shown}),)
    return Place(replace(one, estimates={**one.estimates, code: estimates}), place.row)


def profile(place: Place, observed: list[float], low: list[float]) -> Place:
    """Tasks expected above ``low`` and below one half more; far from it by their number."""
    own, least = np.array(observed), np.array(low)
    return with_details(
        place, "item_profile", part_observed=own, part_low=least, part_high=least + 0.5, part_z=np.arange(8.0)
    )


def test_boundaries_that_stand_out_are_named_with_their_scores(place: Place) -> None:
    assert told(place, "boundary_bunching") == "математика в 4 классе — граница 2/3 (баллы 4 и 5)"
    seen = with_details(place, "boundary_bunching", boundary_p=np.array([0.4, 0.01, 0.03]))
    assert (
        told(seen, "boundary_bunching")
        == "математика в 4 классе — границы 3/4 (баллы 6 и 7) и 4/5 (баллы 8 и 9)"
    )
    unknown = with_details(place, "boundary_bunching", boundary_p=np.full(3, np.nan))
    assert told(unknown, "boundary_bunching") == "математика в 4 классе"


def test_tasks_outside_what_is_expected_are_named(place: Place) -> None:
    one = profile(place, [0.1, *[0.4] * 7], [0.2] * 8)
    assert told(one, "item_profile") == "математика в 4 классе — задание 1"
    many = profile(place, [0.9] * 8, [0.2] * 8)
    assert told(many, "item_profile") == "математика в 4 классе — задания 3, 4, 5, 6, 7 и 8"


def test_where_no_task_stands_out_the_hardest_are_named(place: Place) -> None:
    even = profile(place, [0.4] * 8, [0.2] * 8)
    assert told(even, "item_profile") == "математика в 4 классе"
    hard = np.array([False] * 6 + [True] * 2)
    both = with_details(even, "difficulty_inversion", region_hard=hard, part_z=np.zeros(8))
    assert told(both, "difficulty_inversion") == "математика в 4 классе — задания 7 и 8"


def test_works_beyond_four_are_counted(place: Place) -> None:
    works = [f"vpr-2021-ma{grade}" for grade in range(4, 10)]
    rows: list[dict[str, Any]] = [{"assessment": work, "indicator": "school_mean"} for work in works]
    assert list_works(dict.fromkeys(works, place), rows).endswith("; ещё 2 — в таблице")
    assert list_works({}, rows) == ""


def test_tasks_that_the_picture_lacks_are_told(place: Place) -> None:
    assert tasks_left_out(place) == ""
    whole = profile(place, [0.4] * 8, [0.2] * 8)
    assert tasks_left_out(whole) == ""
    missing = profile(place, [0.4] * 8, [*[0.2] * 6, np.nan, np.nan])
    skipped = np.zeros((4, 8), dtype=np.int64)
    skipped[0, 6] = 60
    cells = replace(missing.assessment.cells, part_not_taught=skipped)
    shown = Place(replace(missing.assessment, cells=cells), 0)
    assert tasks_left_out(shown) == (
        "На рисунке нет заданий 7 («не пройдено» у 100\u00a0%) и 8 (у сравниваемых школ нет различий)."
    )
