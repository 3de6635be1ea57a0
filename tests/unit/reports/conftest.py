"""A drawn analysis: a few schools, two works, one school with everything a report may have to say."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from objektiv.analysis.result import (
    ESTIMATE_COLUMNS,
    OFFICIAL_COLUMNS,
    OFFICIAL_INDEX_COLUMNS,
    SCHOOL_COLUMNS,
    AnalysisResult,
    AssessmentResult,
    Explanation,
    LoadedFile,
    SchoolName,
    YearResult,
)
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Cells, Estimates, Passport, Reference
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import Problem, Table

PARTS = tuple(Part(str(i + 1), 2 if i in (2, 7) else 1, "П" if i == 7 else "Б") for i in range(8))
MAXIMUM = sum(part.maximum for part in PARTS)
BOUNDARIES = (4, 6, 8)
SIGN_SCHOOL = 990001  # the one with findings
SMALL_SCHOOL = 990002  # too few works

DrawResult = Callable[..., AnalysisResult]


def draw_pupils(generator: np.random.Generator, n: int, lift: float) -> np.ndarray:
    """Points of n pupils for every part."""
    ability = generator.normal(lift, 1.0, n)
    easiness = np.linspace(1.6, -1.2, len(PARTS))
    chance = 1 / (1 + np.exp(-(ability[:, None] + easiness)))
    return np.stack([generator.binomial(part.maximum, chance[:, i]) for i, part in enumerate(PARTS)], axis=1)


def draw_cells(assessment: AssessmentId, sizes: list[int], seed: int) -> tuple[Cells, dict[int, Table]]:
    generator = np.random.default_rng(seed)
    scale = Scale(assessment, PARTS, MAXIMUM, BOUNDARIES)
    s = len(sizes)
    schools = 990001 + np.arange(s)
    arrays = {
        "score_counts": np.zeros((s, MAXIMUM + 1), dtype=np.int64),
        "part_n": np.zeros((s, len(PARTS)), dtype=np.int64),
        "part_sum": np.zeros((s, len(PARTS))),
        "part_sum2": np.zeros((s, len(PARTS))),
        "part_cross": np.zeros((s, len(PARTS))),
        "part_omitted": np.zeros((s, len(PARTS)), dtype=np.int64),
        "part_not_taught": np.zeros((s, len(PARTS)), dtype=np.int64),
        "part_values": np.zeros((s, len(PARTS), 3), dtype=np.int64),
        "mark_counts": np.zeros((s, 6), dtype=np.int64),
        "mark_pairs": np.zeros((s, 6, 6), dtype=np.int64),
        "journal_scores": np.zeros((s, 6, MAXIMUM + 1), dtype=np.int64),
    }
    rows = {}
    for row, n in enumerate(sizes):
        points = draw_pupils(generator, n, 1.5 if row == 0 else generator.normal(0, 0.3))
        scores = points.sum(axis=1)
        marks = np.array([scale.mark(int(score)) for score in scores], dtype=np.int64)
        journal = np.clip(marks + generator.integers(-1, 2, n) - (row == 0), 2, 5)
        if n > 3:
            journal[0], marks_first = 5 if marks[0] <= 3 else 2, marks[0]
            journal[0] = 2 if marks_first >= 4 else 5
        np.add.at(arrays["score_counts"][row], scores, 1)
        np.add.at(arrays["mark_counts"][row], marks, 1)
        np.add.at(arrays["mark_pairs"][row], (journal, marks), 1)
        np.add.at(arrays["journal_scores"][row], (journal, scores), 1)
        arrays["part_n"][row] = n
        arrays["part_sum"][row] = points.sum(axis=0)
        arrays["part_sum2"][row] = (points**2).sum(axis=0)
        arrays["part_cross"][row] = (points * scores[:, None]).sum(axis=0)
        for part in range(len(PARTS)):
            np.add.at(arrays["part_values"][row, part], points[:, part], 1)
        rows[int(schools[row])] = draw_rows(int(schools[row]), points, scores, marks, journal)
    cells = Cells(
        assessment,
        scale,
        schools,
        np.array([7 if i % 2 else 3 for i in range(s)]),
        np.zeros(s, dtype=np.int64),
        ("все",),
        present=np.array(sizes),
        absent=np.array([n // 10 for n in sizes]),
        source=np.full(s, "rows", dtype=object),
        **arrays,
    )
    return cells, rows


def draw_rows(
    school: int, points: np.ndarray, scores: np.ndarray, marks: np.ndarray, journal: np.ndarray
) -> Table:
    n = len(scores)
    return Table(
        {
            "row": np.arange(2, n + 2),
            "school": np.full(n, school),
            "municipality": np.full(n, 3),
            "pupil": np.array([f"4{i:04d}" for i in range(n)], dtype=object),
            "class_group": np.array(["4А" if i % 2 else "4Б" for i in range(n)], dtype=object),
            "gender": np.full(n, "", dtype=object),
            "form": np.full(n, "1", dtype=object),
            "journal_mark": journal.astype(np.int8),
            "printed_total": np.full(n, -1),
            "printed_mark": np.zeros(n, dtype=np.int8),
            "status": np.zeros(n, dtype=np.int8),
            "absence": np.zeros(n, dtype=np.int8),
            "fault": np.zeros(n, dtype=np.int8),
            "raw_score": scores.astype(np.int16),
            "mark": marks.astype(np.int8),
            **{f"part:{part.code}": points[:, i].astype(np.int8) for i, part in enumerate(PARTS)},
        }
    )


def draw_passport(code: str, title: str, family: str, directions: tuple[str, ...]) -> Passport:
    return Passport(
        code,
        title,
        family,
        "Насколько школа отличается от остальных.",
        "z = (y − μ) / √(v + τ²)",
        "первичные баллы",
        "школы той же страты",
        "METHODS",
        ("школы независимы",),
        10,
        "0,2 стандартного отклонения",
        directions,
        (),
        ("small_n", "ceiling"),
        "разработчики",
        "2026-11-22",
    )


PASSPORTS = {
    "school_mean": draw_passport("school_mean", "Средний балл школы", "level", ("higher", "lower")),
    "journal_gap": draw_passport("journal_gap", "Отметка за работу и журнал", "journal", ("higher", "lower")),
    "boundary_bunching": draw_passport(
        "boundary_bunching", "Скачок на границе отметки", "boundary", ("higher",)
    ),
    "item_profile": draw_passport("item_profile", "Профиль заданий", "profile", ("higher",)),
}


def draw_estimates(cells: Cells, direction: str, details: dict[str, np.ndarray]) -> Estimates:
    n = cells.n
    mean = cells.score_counts @ np.arange(MAXIMUM + 1) / np.maximum(n, 1)
    expected = np.full(len(n), 5.0)
    se = np.sqrt(0.3 + 4 / np.maximum(n, 1))
    applicable = n >= 10
    z = (mean - expected) / se * (1 if direction == "higher" else -1)
    show = np.where(applicable, 1.0, np.nan)
    return Estimates(
        direction,
        n,
        mean * show,
        expected * show,
        (mean - expected) * show,
        (mean - expected - 2 * se) * show,
        (mean - expected + 2 * se) * show,
        se * show,
        np.where(z > 3, 1e-5, 0.5) * show,
        applicable,
        np.where(applicable, "", "мало участников").astype(object),
        0.4,
        details,
        ("Страта «все»: школ столько, сколько загружено.",),
    )


def draw_level_details(cells: Cells) -> dict[str, np.ndarray]:
    n = np.maximum(cells.n, 1)
    half = np.sqrt(0.3 + 4 / n)
    return {
        "mean": cells.score_counts @ np.arange(MAXIMUM + 1) / n,
        "n": cells.n,
        "limit_95_low": 5 - 1.96 * half,
        "limit_95_high": 5 + 1.96 * half,
        "limit_998_low": 5 - 3.09 * half,
        "limit_998_high": 5 + 3.09 * half,
    }


def draw_boundary_details(cells: Cells) -> dict[str, np.ndarray]:
    total = cells.score_counts.sum(axis=0)
    s = len(cells.schools)
    shares = np.tile([0.5, 0.5, 0.5], (s, 1))
    return {
        "window_n": np.tile([10, 12, 8], (s, 1)),
        "window_k": np.tile([9, 6, 4], (s, 1)),
        "expected_relative": shares,
        "expected_absolute": shares - 0.1,
        "boundary_p": shares,
        "boundary_absolute_p": shares / 100,
        "region_boundaries": np.array(BOUNDARIES),
        "region_theta": np.array([0.46, 0.05, 0.0]),
        "region_moved_share": np.array([0.062, 0.004, 0.0]),
        "region_moved_low": np.array([0.055, 0.0, 0.0]),
        "region_moved_high": np.array([0.069, 0.009, 0.002]),
        "region_p": np.array([1e-9, 0.2, 1.0]),
        "region_hole_p": np.array([1e-6, 0.3, 1.0]),
        "region_works": np.array([float(total.sum())]),
        "region_observed_curve": total / total.sum(),
        "region_honest_curve": np.full(MAXIMUM + 1, 1 / (MAXIMUM + 1)),
        "region_municipalities": np.array([3, 7]),
        "region_municipality_works": np.array([100, 120]),
        "region_municipality_moved_share": np.tile([0.06, 0.0, 0.0], (2, 1)),
        "region_municipality_moved_low": np.tile([0.04, 0.0, 0.0], (2, 1)),
        "region_municipality_moved_high": np.tile([0.08, 0.0, 0.0], (2, 1)),
    }


def draw_assessment(cells: Cells, reference: Reference) -> AssessmentResult:
    level = draw_level_details(cells)
    return AssessmentResult(
        cells,
        reference,
        {
            "school_mean": tuple(draw_estimates(cells, one, level) for one in ("higher", "lower")),
            "journal_gap": tuple(draw_estimates(cells, one, {}) for one in ("higher", "lower")),
            "boundary_bunching": (draw_estimates(cells, "higher", draw_boundary_details(cells)),),
        },
    )


def draw_reference(cells: Cells, kind: str) -> Reference:
    counts = cells.score_counts.sum(axis=0).astype(float) * (1 if kind == "loaded" else 40)
    n = int(counts.sum())
    maxima = np.array([part.maximum for part in PARTS])
    return Reference(
        kind,
        f"загруженные ОО региона ({len(cells.schools)})"
        if kind == "loaded"
        else "строка отчёта ФИС ОКО «регион»",
        len(cells.schools) if kind == "loaded" else 0,
        n,
        kind == "report",
        mean=float(counts @ np.arange(len(counts)) / n),
        score_counts=counts,
        part_facility=cells.part_sum.sum(axis=0) / (cells.part_n.sum(axis=0) * maxima) + 0.08,
        journal_shares=np.array([0.2, 0.7, 0.1]),
    )


def draw_table(columns: tuple[str, ...], rows: list[tuple]) -> Table:
    if not rows:
        return Table({name: np.empty(0, dtype=object) for name in columns})
    return Table(
        {name: np.array(column) for name, column in zip(columns, zip(*rows, strict=True), strict=True)}
    )


def draw_estimate_table(year: str, assessments: list[AssessmentResult]) -> Table:
    rows = []
    for one in assessments:
        for code, directions in one.estimates.items():
            for estimates in directions:
                for i, school in enumerate(one.cells.schools.tolist()):
                    p = float(estimates.p_value[i])
                    figures = [
                        float(getattr(estimates, key)[i])
                        for key in ("observed", "expected", "effect", "lower", "upper", "se", "p_value")
                    ]
                    is_finding = bool(estimates.applicable[i] and p < 0.001)
                    rows.append(
                        (
                            year,
                            school,
                            str(one.cells.assessment),
                            code,
                            PASSPORTS[code].family,
                            estimates.direction,
                            int(estimates.n[i]),
                            *figures,
                            is_finding,
                            bool(estimates.applicable[i]),
                            str(estimates.reason[i]),
                        )
                    )
    rows.sort(key=lambda row: (row[1], row[2], row[3], row[5]))
    return draw_table(ESTIMATE_COLUMNS, rows)


def draw_school_table(year: str, schools: list[int], works: dict[int, int]) -> Table:
    rows = []
    for school in schools:
        municipality = 7 if (school - 990001) % 2 else 3
        if works[school] < 30:
            told = ("insufficient", 0, "", np.nan, "Недостаточно данных: мало работ за год.", "")
        elif school == SIGN_SCHOOL:
            sentence = "Признаки в двух группах показателей требуют анализа."
            told = ("red", 3, "level;journal", 0.001, sentence, "boundary=0.21;journal=0.04;level=0.0031")
        else:
            sentence = "Признаков, требующих анализа, не найдено."
            told = ("none", 3, "", 0.8, sentence, "boundary=0.7;journal=0.8;level=0.6")
        zone, applicable, families, q, sentence, family_p = told
        counts = (year, school, municipality, works[school], applicable)
        rows.append((*counts, families, q, zone, 0.1, sentence, family_p))
    return draw_table(SCHOOL_COLUMNS, rows)


def draw_year(
    year: str, sizes: list[int], kind: str, seed: int
) -> tuple[YearResult, dict[str, dict[int, Table]]]:
    spring = int(year[:4]) + 1
    assessments, rows = [], {}
    for number, subject in enumerate(("ma", "ru")):
        cells, pupils = draw_cells(AssessmentId("vpr", spring, subject, 4), sizes, seed + number)
        assessments.append(draw_assessment(cells, draw_reference(cells, kind)))
        rows[str(cells.assessment)] = pupils
    schools = assessments[0].cells.schools.tolist()
    works = {school: sum(int(one.cells.n[i]) for one in assessments) for i, school in enumerate(schools)}
    official = [
        (year, school, f"vpr-{spring}-ma4", "inflated_mean", sizes[i], 5.5, 5.2, int(i == 0))
        for i, school in enumerate(schools)
    ]
    index = [
        (year, "region", 99, len(schools), 1, 100 - 100 / len(schools)),
        (year, "municipality", 3, 1, 1, 0.0),
    ]
    explanations = (
        Explanation(
            SIGN_SCHOOL, f"vpr-{spring}-ma4", "ceiling", "потолок шкалы", "excluded", "Средний балл — 71 %."
        ),
        Explanation(
            SIGN_SCHOOL, "", "merged_school", "школа присоединена", "ask", "Спросите школу о составе."
        ),
        Explanation(
            SIGN_SCHOOL, f"vpr-{spring}-ru4", "small_n", "мало участников", "explains", "Всего 40 работ."
        ),
    )
    return YearResult(
        year,
        draw_table(OFFICIAL_COLUMNS, official),
        draw_table(OFFICIAL_INDEX_COLUMNS, index),
        () if kind == "report" else ("по загруженной совокупности, не по субъекту РФ",),
        draw_estimate_table(year, assessments),
        draw_school_table(year, schools, works),
        tuple(assessments),
        explanations,
        {"red": 8.4, "amber": 4.1},
        ("МА 4: страта «все».",),
    ), rows


@pytest.fixture(scope="session")
def draw_result() -> DrawResult:
    """Draw an analysis: sizes of the schools by work, years, kind of the reference, training or not."""

    def draw(
        sizes: tuple[int, ...] = (60, 8, 40, 25),
        years: tuple[str, ...] = ("2020/21",),
        kind: str = "loaded",
        is_training: bool = False,
        school: int = 0,
    ) -> AnalysisResult:
        drawn = [draw_year(year, list(sizes), kind, 7 + i) for i, year in enumerate(years)]
        rows = {
            work: pupils[school] for _, works in drawn for work, pupils in works.items() if school in pupils
        }
        schools = drawn[0][0].assessments[0].cells.schools.tolist()
        names = {
            code: SchoolName(
                code, f"СОШ № {code % 100}", 7 if i % 2 else 3, f"Район {7 if i % 2 else 3}", "", "rural"
            )
            for i, code in enumerate(schools)
        }
        return AnalysisResult(
            title=f"Признаки необъективности результатов, {', '.join(years)} учебный год",
            years=tuple(year for year, _ in drawn),
            names=names,
            passports=PASSPORTS,
            files=(LoadedFile("=cmd.xlsx", "vpr_2021", "vpr-2021-ma4", 150, 133, 13, 4, "ab" * 32),),
            problems=(
                Problem(
                    "warning", "sum", "Сумма не равна итогу.", "Проверьте строку.", "=cmd.xlsx", "Лист1", "B5"
                ),
            ),
            parameters={},
            version="0.1.0",
            is_training=is_training,
            school_rows=rows,
        )

    return draw
