from __future__ import annotations

import numpy as np
import pytest

from objektiv.scales.medals import (
    CANNOT_JUDGE,
    CONFIRMED,
    NOT_CONFIRMED,
    MedalRule,
    confirms_medal,
    medal_rule,
)

NONE = float("nan")


def rule_of(year: int, degree: int, *, allow_unverified: bool = False) -> MedalRule:
    rule = medal_rule(year, degree, allow_unverified=allow_unverified)
    assert rule is not None
    return rule


def judge(rule: MedalRule, *results: float) -> int:
    return int(confirms_medal(rule, *(np.array([result]) for result in results))[0])


# Russian, profile mathematics, base mathematics (mark), best other subject → first degree, second degree
SINCE_2024 = [
    ((70, 70, NONE, NONE), CONFIRMED, CONFIRMED),
    ((70, NONE, 5, 70), CONFIRMED, CONFIRMED),
    ((70, 30, NONE, 70), CONFIRMED, CONFIRMED),
    ((69, 100, NONE, 100), NOT_CONFIRMED, CONFIRMED),
    ((100, 69, NONE, 69), NOT_CONFIRMED, CONFIRMED),
    ((60, NONE, 4, 60), NOT_CONFIRMED, CONFIRMED),
    ((59, 100, NONE, 100), NOT_CONFIRMED, NOT_CONFIRMED),
    ((60, 59, NONE, 59), NOT_CONFIRMED, NOT_CONFIRMED),
    ((70, NONE, 5, NONE), CONFIRMED, CANNOT_JUDGE),
    ((70, NONE, 4, NONE), NOT_CONFIRMED, CANNOT_JUDGE),
    ((90, NONE, 5, 50), NOT_CONFIRMED, NOT_CONFIRMED),
    ((NONE, 90, NONE, 90), CANNOT_JUDGE, CANNOT_JUDGE),
    ((90, NONE, NONE, NONE), CANNOT_JUDGE, CANNOT_JUDGE),
    ((50, NONE, NONE, NONE), NOT_CONFIRMED, NOT_CONFIRMED),
]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
@pytest.mark.parametrize(("results", "first", "second"), SINCE_2024)
def test_medals_since_2024(year: int, results: tuple[float, ...], first: int, second: int) -> None:
    assert judge(rule_of(year, 1), *results) == first
    assert judge(rule_of(year, 2), *results) == second


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ((70, 70, NONE, NONE), CONFIRMED),
        ((70, NONE, 5, 40), CONFIRMED),
        ((70, 69, NONE, 100), NOT_CONFIRMED),
        ((70, NONE, 4, 100), NOT_CONFIRMED),
        ((69, 100, NONE, NONE), NOT_CONFIRMED),
    ],
)
def test_medals_of_2023_as_far_as_known(results: tuple[float, ...], expected: int) -> None:
    assert judge(rule_of(2023, 1, allow_unverified=True), *results) == expected


def test_unverified_rule_is_not_given_by_itself() -> None:
    assert medal_rule(2023, 1) is None
    assert medal_rule(2023, 2, allow_unverified=True) is None
    assert medal_rule(2019, 1, allow_unverified=True) is None


def test_number_of_fours_is_part_of_the_rule() -> None:
    assert (rule_of(2024, 1).fours_allowed, rule_of(2024, 2).fours_allowed) == (0, 2)


def test_many_candidates_are_judged_at_once() -> None:
    columns = [
        np.array(column, dtype=np.float64) for column in zip(*(row[0] for row in SINCE_2024), strict=True)
    ]
    assert confirms_medal(rule_of(2024, 1), *columns).tolist() == [row[1] for row in SINCE_2024]
