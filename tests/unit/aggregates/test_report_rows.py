"""Printed rows of report files become the same figures that rows of pupils give."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from objektiv.aggregates.report_cells import cells_from_reports, join_cells
from objektiv.aggregates.report_rows import counts_of_percents, report_rows
from objektiv.analysis.crosscheck import compare_sources
from objektiv.analysis.references import build_reference, widest_row
from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import Table

RU4 = AssessmentId.parse("vpr-2026-ru4")
SCALE = Scale(RU4, (Part("1", 2), Part("2", 2)), 4, (1, 2, 4))


def printed(*rows: tuple[Any, ...]) -> Table:
    """Rows (level, id, aggregate, key, n, value) as the lake gives them."""
    names = ("level", "id", "aggregate", "key", "n", "value")
    columns = {name: np.array([row[k] for row in rows], dtype=object) for k, name in enumerate(names)}
    columns["n"], columns["value"] = columns["n"].astype(np.int64), columns["value"].astype(np.float64)
    count = len(rows)
    return Table(
        {
            **columns,
            "name": np.full(count, "", dtype=object),
            "assessment": np.full(count, str(RU4), dtype=object),
        }
    )


def scores(level: str, code: int, n: int, *percents: float) -> list[tuple[Any, ...]]:
    return [(level, code, "score_counts", str(score), n, value) for score, value in enumerate(percents)]


def marks(level: str, code: int, n: int, *percents: float) -> list[tuple[Any, ...]]:
    return [
        (level, code, "mark_counts", str(mark), n, value)
        for mark, value in zip((2, 3, 4, 5), percents, strict=True)
    ]


@pytest.mark.parametrize(
    ("percents", "n", "counts"),
    [
        ([33.33, 33.33, 33.33], 10, [4, 3, 3]),
        ([5.06, 32.92, 44.33, 17.69], 1722202, [87143, 566949, 763452, 304658]),
        ([100.0, 0.0], 7, [7, 0]),
    ],
)
def test_percentages_become_whole_counts_that_sum_to_the_participants(
    percents: list[float], n: int, counts: list[int]
) -> None:
    assert counts_of_percents(np.array(percents), n).tolist() == counts


def test_rows_of_several_reports_meet_in_one_row_of_a_group() -> None:
    table = printed(
        *scores("region", 20, 200, 10, 20, 30, 20, 20),
        *marks("region", 20, 200, 10, 20, 50, 20),
        ("region", 20, "part_facility", "1", 200, 60.0),
        ("region", 20, "part_facility", "2", 200, 50.0),
        ("region", 20, "journal_shares", "понизили", 200, 30.0),
        ("region", 20, "journal_shares", "подтвердили", 200, 60.0),
        ("region", 20, "journal_shares", "повысили", 200, 10.0),
    )
    (row,) = report_rows(table, str(RU4), SCALE)
    assert (row.level, row.id, row.n) == ("region", 20, 200)
    assert row.score_counts is not None
    assert row.score_counts.tolist() == [20, 40, 60, 40, 40]
    assert row.part_facility is not None
    assert row.part_facility.tolist() == [0.6, 0.5]
    assert row.mark_shares is not None
    assert row.mark_shares.tolist() == [0.1, 0.2, 0.5, 0.2]
    assert row.journal_shares is not None
    assert row.journal_shares.tolist() == pytest.approx([0.3, 0.6, 0.1])


def test_a_missing_report_leaves_its_figure_unknown() -> None:
    (row,) = report_rows(printed(*marks("school", 203389, 89, 10, 20, 50, 20)), str(RU4), SCALE)
    assert (row.score_counts, row.part_facility, row.journal_shares) == (None, None, None)


def test_schools_known_from_reports_alone_are_cells() -> None:
    table = printed(
        *scores("school", 203389, 20, 10, 20, 30, 20, 20),
        ("school", 203390, "journal_shares", "понизили", 10, 30.0),
        ("school", 203390, "journal_shares", "подтвердили", 10, 60.0),
        ("school", 203390, "journal_shares", "повысили", 10, 10.0),
        *scores("region", 20, 200, 10, 20, 30, 20, 20),
    )
    cells = cells_from_reports(RU4, SCALE, report_rows(table, str(RU4), SCALE))
    assert cells.schools.tolist() == [203389, 203390]
    assert cells.score_counts is not None
    assert cells.score_counts.tolist() == [[2, 4, 6, 4, 4], [0] * 5]
    assert cells.mark_counts is not None
    assert cells.mark_counts[0].tolist() == [0, 0, 2, 4, 10, 4]
    assert cells.mark_pairs is not None
    assert (cells.mark_pairs[1, 4, 3], cells.mark_pairs[1, 4, 4], cells.mark_pairs[1, 3, 4]) == (3, 6, 1)
    assert cells.part_sum is None


def test_rows_have_priority_and_report_schools_are_added_in_order() -> None:
    mine = cells_from_reports(
        RU4, SCALE, report_rows(printed(*scores("school", 5, 10, 0, 0, 100, 0, 0)), str(RU4), SCALE)
    )
    theirs = printed(*scores("school", 4, 20, 100, 0, 0, 0, 0), *scores("school", 5, 99, 0, 100, 0, 0, 0))
    joined = join_cells(mine, cells_from_reports(RU4, SCALE, report_rows(theirs, str(RU4), SCALE)))
    assert joined.schools.tolist() == [4, 5]
    assert joined.score_counts is not None
    assert joined.score_counts.tolist() == [[20, 0, 0, 0, 0], [0, 0, 10, 0, 0]]


def test_a_school_known_from_both_sources_is_checked_against_itself() -> None:
    rows = cells_from_reports(
        RU4, SCALE, report_rows(printed(*scores("school", 5, 10, 0, 0, 100, 0, 0)), str(RU4), SCALE)
    )
    same = report_rows(printed(*marks("school", 5, 10, 0, 0, 100, 0)), str(RU4), SCALE)
    fewer = report_rows(printed(*marks("school", 5, 9, 0, 0, 100, 0)), str(RU4), SCALE)
    other = report_rows(printed(*marks("school", 5, 10, 0, 10, 90, 0)), str(RU4), SCALE)
    assert compare_sources(rows, same) == ()
    assert "участников в отчёте 9, по строкам 10" in compare_sources(rows, fewer)[0].message
    assert "доли отметок расходятся до 10,00 п. п." in compare_sources(rows, other)[0].message


def test_few_schools_are_compared_with_the_region_of_the_report() -> None:
    table = printed(*scores("school", 5, 10, 0, 0, 100, 0, 0), *scores("region", 20, 200, 10, 20, 30, 20, 20))
    rows = report_rows(table, str(RU4), SCALE)
    reference = build_reference(cells_from_reports(RU4, SCALE, rows), rows)
    assert (reference.kind, reference.works, reference.is_whole_region) == ("report", 200, True)
    assert reference.mean == pytest.approx(2.2)
    assert reference.title == "строка отчёта ФИС ОКО «регион» (200\u00a0участников)"


def test_a_row_of_another_region_is_not_ours() -> None:
    theirs, country = (
        scores("region", 20, 200, 10, 20, 30, 20, 20),
        scores("country", 0, 900, 20, 20, 20, 20, 20),
    )
    rows = report_rows(printed(*theirs, *country), str(RU4), SCALE)
    levels = [
        row and (row.level, row.n) for row in (widest_row(rows, 20), widest_row(rows, 77), widest_row(rows))
    ]
    assert levels == [("region", 200), ("country", 900), ("region", 200)]
    assert widest_row(report_rows(printed(*theirs), str(RU4), SCALE), 77) is None


def test_the_row_of_the_region_comes_before_one_without_a_code() -> None:
    table = printed(
        *scores("region", 0, 100, 10, 20, 30, 20, 20), *scores("region", 77, 300, 10, 20, 30, 20, 20)
    )
    rows = report_rows(table, str(RU4), SCALE)
    assert [row.n for region in (77, 20) if (row := widest_row(rows, region))] == [300, 100]


def test_schools_are_not_compared_with_the_report_of_another_region() -> None:
    table = printed(*scores("school", 5, 10, 0, 0, 100, 0, 0), *scores("region", 20, 200, 10, 20, 30, 20, 20))
    rows = report_rows(table, str(RU4), SCALE)
    cells = cells_from_reports(RU4, SCALE, rows)
    assert build_reference(cells, rows, region=20).kind == "report"
    assert build_reference(cells, rows, region=77).kind == "loaded"
