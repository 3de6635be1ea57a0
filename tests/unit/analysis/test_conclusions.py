"""The sentence of a school names what its rows show: findings as findings, observations as observations."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from objektiv.analysis.conclusions import FAMILY_SENTENCES, rows_that_decide, school_table, tell_rows
from objektiv.analysis.directory import Directory
from objektiv.analysis.evidence import Evidence
from objektiv.analysis.findings import Judged, estimate_table, judge
from objektiv.analysis.result import SchoolName
from objektiv.analysis.signals import deciding_rows
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Estimates, Passport

MA4, RU4 = "vpr-2021-ma4", "vpr-2021-ru4"
BOUNDARY, LEVEL = FAMILY_SENTENCES["boundary"], FAMILY_SENTENCES["level"]


def row(
    family: str, p: float, assessment: str = MA4, *, n: int = 40, is_finding: bool = False
) -> dict[str, Any]:
    return {
        "assessment": assessment, "indicator": family, "family": family, "direction": "higher", "n": n,
        "p_value": p, "is_finding": is_finding, "applicable": True,
    }  # fmt: skip


def test_findings_stand_before_what_made_the_other_families() -> None:
    found, other = row("profile", 0.001, is_finding=True), row("profile", 0.0001)
    seen, late, loose = row("level", 0.01), row("level", 0.04, RU4), row("journal", 0.02)
    rows = [late, seen, other, loose, found, row("level", 0.6, RU4)]
    assert deciding_rows(rows, ("level", "profile")) == [found, seen, late]


def test_a_family_of_small_works_shows_them() -> None:
    small = row("level", 0.1, n=6)
    assert deciding_rows([row("level", 0.3), small], ("level",)) == [small]


def test_without_a_family_the_clearest_rows_speak() -> None:
    rows = [row("level", 0.3), row("journal", 0.04)]
    assert deciding_rows(rows, ()) == [rows[1]]
    assert deciding_rows(rows[:1], ()) == rows[:1]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([row("boundary", 1e-4, is_finding=True)], f"Признаки: {BOUNDARY} (математика в 4 классе)."),
        (
            [row("boundary", 1e-4, is_finding=True), row("level", 0.01, RU4)],
            f"Признаки: {BOUNDARY} (математика в 4 классе). Наблюдения: {LEVEL} (русский язык в 4 классе).",
        ),
        (
            [row("level", 0.01), row("level", 0.02, RU4)],
            f"Признаков, входящих в зону, нет; наблюдения: {LEVEL} (математика в 4 классе и русский язык в 4 классе).",
        ),
        (
            [row("level", 0.01 + i / 1000, f"vpr-2021-ma{4 + i}") for i in range(5)],
            f"Признаков, входящих в зону, нет; наблюдения: {LEVEL} (математика в 4 классе, математика в 5 классе, "
            "математика в 6 классе и ещё 2).",
        ),
        ([row("level", 0.2, n=7)], f"Признаков, входящих в зону, нет; наблюдения: {LEVEL} (малые параллели вместе)."),
        ([row("misfit", 0.01)], "Признаков, входящих в зону, нет; наблюдения: группа показателей «нетипичный набор "
                                "ответов» (математика в 4 классе)."),
        ([], "Слабые наблюдения в нескольких показателях сразу."),
    ],
)  # fmt: skip
def test_what_is_told_is_what_stands_in_the_rows(rows: list[dict[str, Any]], told: str) -> None:
    assert tell_rows(rows) == told


def judged(family: str, p_values: list[float]) -> Judged:
    """Schools 1 and 2 with these p-values; an effect large enough to be a finding."""
    passport = Passport(
        family, family, family, "", "", "баллы", "", "", (), 10, "", ("higher",), (), (), "", ""
    )
    flat, two = np.full(2, 1.0), np.array(["", ""], dtype=object)
    n = np.array([40, 40])
    estimates = Estimates(
        "higher", n, flat, flat, flat, flat, flat, flat, np.array(p_values), np.array([True, True]), two, 0.2
    )
    return judge(AssessmentId.parse(MA4), passport, np.array([1, 2]), estimates)


def test_a_family_without_a_finding_is_not_called_a_sign() -> None:
    both = [judged("boundary", [1e-6, 0.9]), judged("level", [0.03, 0.9])]
    schools = np.array([1, 2])
    evidence = Evidence(
        schools, np.array([80, 80]), ("boundary", "level"), np.array([[1e-6, 0.03], [0.9, np.nan]]),
        np.zeros((2, 2), dtype=np.int64), np.array([1e-5, 0.9]), np.array([0.1, 0.9]),
        np.array(["amber", "none"], dtype=object),
    )  # fmt: skip
    names = {code: SchoolName(code, "", 3, "", "", "") for code in (1, 2)}
    deciding = rows_that_decide(evidence, both, estimate_table("2020/21", both))
    assert {school: [row["family"] for row in rows] for school, rows in deciding.items()} == {
        1: ["boundary", "level"]
    }
    table = school_table("2020/21", evidence, both, deciding, Directory(names, {}, {}, ()), schools)
    assert table["family_p"].tolist() == ["boundary=1e-06;level=0.03", "boundary=0.9"]
    assert table["families"].tolist() == ["boundary;level", ""]
    assert table["conclusion"].tolist() == [
        f"Признаки: {BOUNDARY} (математика в 4 классе). Наблюдения: {LEVEL} (математика в 4 классе). Требует анализа; "
        "приоритет перепроверки — средний.",
        "Признаков, требующих анализа, не найдено.",
    ]
