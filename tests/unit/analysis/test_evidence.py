"""Families, pooling of small cells and zones on drawn p-values (METHODS §5)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from objektiv.analysis.evidence import weigh
from objektiv.analysis.findings import Judged, judge, spare_mixed
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Estimates, Passport

YEAR = "2020/21"


def passport(family: str, code: str = "") -> Passport:
    return Passport(
        code or family,
        "Показатель",
        family,
        "",
        "",
        "баллы",
        "",
        "",
        (),
        10,
        "",
        ("higher", "lower"),
        (),
        (),
        "",
        "",
    )


def estimates(p: list[float], n: int | list[int] = 40, direction: str = "higher") -> Estimates:
    count = len(p)
    values = np.asarray(p, dtype=np.float64)
    flat = np.full(count, 1.0)
    sizes = np.full(count, n) if isinstance(n, int) else np.array(n)
    return Estimates(
        direction, sizes, flat, flat, flat, flat, flat, flat, values, np.isfinite(values),
        np.full(count, "", dtype=object), 0.2,
    )  # fmt: skip


def judged(
    family: str, p: list[float], *, work: str = "vpr-2021-ma4", n: int | list[int] = 40, code: str = ""
) -> Judged:
    schools = np.arange(1, len(p) + 1)
    return judge(AssessmentId.parse(work), passport(family, code), schools, estimates(p, n))


def zones(*columns: Judged, works: int = 100) -> list[str]:
    schools = columns[0].schools
    return weigh(columns, YEAR, schools, np.full(len(schools), works)).zone.tolist()


def test_two_families_together_make_a_high_priority() -> None:
    quiet = [0.5] * 19
    assert zones(judged("level", [1e-6, *quiet]), judged("boundary", [1e-3, *quiet]))[0] == "red"


def test_one_family_in_one_work_is_a_middle_priority_however_small_its_p() -> None:
    quiet = [0.5] * 19
    assert zones(judged("level", [1e-12, *quiet]), judged("boundary", [0.5, *quiet]))[0] == "amber"


def test_one_family_strongly_in_two_works_makes_a_high_priority() -> None:
    quiet = [0.5] * 19
    columns = (
        judged("level", [1e-5, *quiet]),
        judged("level", [1e-5, *quiet], work="vpr-2021-ru4"),
        judged("boundary", [0.5, *quiet]),
    )
    assert zones(*columns)[0] == "red"
    evidence = weigh(columns, YEAR, np.arange(1, 21), np.full(20, 100))
    assert evidence.families == ("boundary", "level")
    assert evidence.strong_works[:2].tolist() == [[0, 2], [0, 0]]


def test_direction_that_does_not_enter_the_zone_is_no_evidence() -> None:
    schools = np.arange(1, 21)
    lower = judge(
        AssessmentId.parse("vpr-2021-ma4"),
        passport("level"),
        schools,
        estimates([1e-12] + [0.5] * 19, 40, "lower"),
    )
    assert zones(judged("level", [0.5] * 20), judged("boundary", [0.5] * 20), lower)[0] == "none"


@pytest.mark.parametrize(("families", "works"), [(1, 100), (2, 29)])
def test_too_little_is_said_and_not_judged(families: int, works: int) -> None:
    columns = [judged(name, [1e-9] * 5) for name in ("level", "boundary")[:families]]
    assert set(zones(*columns, works=works)) == {"insufficient"}


def test_cells_below_ten_count_only_together() -> None:
    nan = float("nan")
    one = judged("level", [0.01], n=6)
    two = judged("level", [0.01], n=6, work="vpr-2021-ru4")
    alone = weigh([one], YEAR, np.array([1]), np.array([100]))
    pooled = weigh([one, two], YEAR, np.array([1]), np.array([100]))
    z = stats.norm.isf(0.01)
    expected = stats.norm.sf(2 * z / np.sqrt(2 + 2 * 0.7))
    assert np.isnan(alone.family_p[0, 0]) == np.isnan(nan)
    assert pooled.family_p[0, 0] == pytest.approx(expected)


def test_a_finding_needs_ten_works_and_the_smallest_effect() -> None:
    small = judged("level", [1e-9, 1e-9], n=[9, 10])
    assert small.is_finding.tolist() == [False, True]
    weak = estimates([1e-9])
    weak = Estimates(
        weak.direction, weak.n, weak.observed, weak.expected, np.array([0.1]), weak.lower, weak.upper, weak.se,
        weak.p_value, weak.applicable, weak.reason, 0.2,
    )  # fmt: skip
    assert not judge(AssessmentId.parse("vpr-2021-ma4"), passport("level"), np.array([1]), weak).is_finding[0]


@pytest.mark.parametrize(("direction", "sign"), [("higher", 1.0), ("lower", -1.0)])
def test_no_finding_stands_beside_an_interval_that_holds_no_difference(direction: str, sign: float) -> None:
    ends = sign * np.array([0.4, 0.0, -0.4, np.nan])
    far = sign * np.full(4, 2.0)
    lower, upper = (ends, far) if sign > 0 else (far, ends)
    one = replace(
        estimates([1e-9] * 4, direction=direction), effect=sign * np.ones(4), lower=lower, upper=upper
    )
    found = judge(AssessmentId.parse("vpr-2021-ma4"), passport("level"), np.arange(1, 5), one)
    assert found.is_finding.tolist() == [True, False, False, False]
    assert (found.evidence_p == one.p_value).all()


def test_a_school_that_nobody_judged_has_no_q() -> None:
    evidence = weigh([judged("level", [float("nan")])], YEAR, np.array([1]), np.array([100]))
    assert np.isnan(evidence.q_value[0])
    assert evidence.families_applicable.tolist() == [0]


def test_level_and_journal_are_one_ground() -> None:
    quiet = [0.5] * 19
    pair = (judged("level", [1e-6, *quiet]), judged("journal", [1e-6, *quiet]))
    assert zones(*pair)[0] == "amber"
    assert zones(*pair, judged("profile", [0.01, *quiet]))[0] == "red"


def test_an_earlier_year_supports_but_does_not_carry() -> None:
    quiet = [0.5] * 19
    old = judged("level", [1e-5, *quiet], work="vpr-2019-ru5")
    older = judged("level", [1e-5, *quiet], work="vpr-2019-ma5")
    shape = judged("boundary", [1e-6, *quiet])
    now = judged("level", [1e-5, *quiet])
    silent = judged("level", [0.5, *quiet])
    assert zones(old, older, silent, shape)[0] == "amber"
    assert zones(older, now, judged("boundary", [0.5, *quiet]))[0] == "red"


def test_few_schools_are_judged_by_a_stricter_rule() -> None:
    for p, zone in ((0.2, "none"), (0.04, "amber"), (0.009, "red")):
        assert zones(judged("level", [p]), judged("boundary", [p])) == [zone]


def test_a_printed_default_counts_with_its_doubled_value() -> None:
    careful = estimates([1e-9])
    careful = replace(careful, details={"p_double_icc": np.array([0.3]), "p_half_icc": np.array([1e-12])})
    one = judge(AssessmentId.parse("vpr-2021-ma4"), passport("level"), np.array([1]), careful)
    assert one.evidence_p.tolist() == [0.3]
    assert not one.is_finding[0]


def test_an_effect_against_the_sign_is_no_finding() -> None:
    wrong = replace(estimates([1e-9]), effect=np.array([-5.0]))
    assert not judge(AssessmentId.parse("vpr-2021-ma4"), passport("level"), np.array([1]), wrong).is_finding[
        0
    ]


def test_schools_among_another_kind_are_not_called_too_high() -> None:
    mixed = np.array([True, False])
    spared = spare_mixed(estimates([1e-9, 1e-9]), "level", mixed)
    assert spared.applicable.tolist() == [False, True]
    assert spared.reason.tolist() == ["мало школ своего вида для сравнения", ""]
    assert np.isnan(spared.p_value[0])
    assert spare_mixed(estimates([1e-9, 1e-9]), "boundary", mixed).applicable.all()
    assert spare_mixed(estimates([1e-9, 1e-9], 40, "lower"), "level", mixed).applicable.all()
