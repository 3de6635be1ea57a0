"""Aggregates: a drawn table in, dictionaries out, on every engine (METHODS §1.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from objektiv.aggregates import tables as aggregate
from objektiv.aggregates.cells import cells_from_rows
from objektiv.model.assessment import AssessmentId
from objektiv.model.engine import Engine
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import Table

MA4 = AssessmentId.parse("vpr-2021-ma4")
SCALE = Scale(MA4, (Part("1", 1), Part("2", 2), Part("3", 2)), 5, (2, 3, 5))

#        школа класс журнал вариант  статус  части
DRAWN = """
         990002 4А    5      1       был     1 2 2
         990001 4А    3      1       был     1 X .
         990001 4А    4      2       был     0 2 нп
         990001 4Б    0      2       был     1 1 1
         990001 4Б    3      1       нет     . . .
         990001 4Б    3      1       брак    1 7 0
         990003 4А    3      1       нет     . . .
         990003 4А    4      1       был     нп нп нп
"""

Make = Callable[[Sequence[str]], Engine]


def rows(table: Table, *keys: str) -> list[dict[str, Any]]:
    order = np.lexsort([table[key].astype(str) for key in reversed(keys)])
    return list(table.filter(order).rows())


def test_participation_counts_every_row_once(engine: Make) -> None:
    made = engine([DRAWN])
    table = made.collect({"t": aggregate.participation(made.attempts(MA4))})["t"]
    assert rows(table, "school") == [
        {"school": 990001, "municipality": 1, "present": 3, "absent": 1, "one_sitting": 0, "quarantined": 1},
        {"school": 990002, "municipality": 1, "present": 1, "absent": 0, "one_sitting": 0, "quarantined": 0},
        {"school": 990003, "municipality": 1, "present": 1, "absent": 1, "one_sitting": 0, "quarantined": 0},
    ]


def test_score_moments_by_class_leave_out_absent_and_quarantined(engine: Make) -> None:
    made = engine([DRAWN])
    table = made.collect({"t": aggregate.score_moments(made.attempts(MA4))})["t"]
    assert rows(table, "school", "class_group") == [
        {"school": 990001, "class_group": "4А", "n": 2, "total": 3, "squares": 5},
        {"school": 990001, "class_group": "4Б", "n": 1, "total": 3, "squares": 9},
        {"school": 990002, "class_group": "4А", "n": 1, "total": 5, "squares": 25},
    ]


def test_score_by_journal_keeps_the_absent_apart(engine: Make) -> None:
    made = engine([DRAWN])
    table = made.collect({"t": aggregate.score_by_journal(made.attempts(MA4))})["t"]
    mine = table.filter((table["school"] == 990001) & (table["class_group"] == "4Б"))
    assert rows(mine, "status") == [
        {
            "school": 990001,
            "class_group": "4Б",
            "journal_mark": 0,
            "status": 0,
            "n": 1,
            "total": 3,
            "squares": 9,
        },
        {
            "school": 990001,
            "class_group": "4Б",
            "journal_mark": 3,
            "status": 1,
            "n": 1,
            "total": 0,
            "squares": 0,
        },
    ]


def test_work_of_topics_not_taught_is_present_and_has_no_score(engine: Make) -> None:
    made = engine(["990003 4А 4 1 был нп нп нп"])
    rows_of = made.attempts(MA4)
    frames = {
        "journal": aggregate.journal_scores(rows_of),
        "moments": aggregate.score_moments(rows_of),
        "forms": aggregate.form_scores(rows_of),
        "parts": aggregate.part_scores(rows_of, SCALE),
        "marks": aggregate.part_by_mark(rows_of, SCALE),
        "by_journal": aggregate.score_by_journal(rows_of),
        "participation": aggregate.participation(rows_of),
    }
    tables = made.collect(frames)
    assert {name: len(table) for name, table in tables.items() if len(table)} == {"participation": 1}
    assert tables["participation"]["present"].tolist() == [1]


def test_part_by_mark_sums_points_under_each_mark(engine: Make) -> None:
    made = engine([DRAWN])
    table = made.collect({"t": aggregate.part_by_mark(made.attempts(MA4), SCALE)})["t"]
    assert rows(table, "mark") == [
        {"mark": 2, "n": 1, "1:total": 1, "2:total": 0, "3:total": 0},
        {"mark": 3, "n": 1, "1:total": 0, "2:total": 2, "3:total": 0},
        {"mark": 4, "n": 1, "1:total": 1, "2:total": 1, "3:total": 1},
        {"mark": 5, "n": 1, "1:total": 1, "2:total": 2, "3:total": 2},
    ]


def test_cells_hold_one_row_a_school_with_everything_that_follows_from_counts(engine: Make) -> None:
    made = engine([DRAWN])
    attempts = made.attempts(MA4)
    frames = {
        "participation": aggregate.participation(attempts),
        "journal_scores": aggregate.journal_scores(attempts),
        "part_scores": aggregate.part_scores(attempts, SCALE),
    }
    cells = cells_from_rows(MA4, SCALE, made.collect(frames), {990001: 1}, ("село", "город"))
    assert cells.schools.tolist() == [990001, 990002, 990003]
    assert cells.strata.tolist() == [1, 0, 0]
    assert cells.n.tolist() == [3, 1, 0]
    assert cells.present.tolist() == [3, 1, 1]
    assert cells.score_counts is not None
    assert cells.score_counts.tolist() == [[0, 1, 1, 1, 0, 0], [0, 0, 0, 0, 0, 1], [0] * 6]
    assert cells.mark_counts is not None
    assert cells.mark_counts.tolist() == [[0, 0, 1, 1, 1, 0], [0, 0, 0, 0, 0, 1], [0] * 6]
    assert cells.part_n is not None
    assert cells.part_n.tolist() == [[3, 3, 2], [1, 1, 1], [0, 0, 0]]
    assert cells.part_omitted is not None
    assert cells.part_omitted.tolist() == [[0, 1, 1], [0, 0, 0], [0, 0, 0]]
    assert cells.part_not_taught is not None
    assert cells.part_not_taught.tolist() == [[0, 0, 1], [0, 0, 0], [0, 0, 0]]
    assert cells.part_values is not None
    assert cells.part_values[0].tolist() == [[1, 2, 0], [1, 1, 1], [1, 1, 0]]
    assert cells.part_sum is not None
    assert cells.part_sum[0].tolist() == [2.0, 3.0, 1.0]
    assert cells.part_sum2 is not None
    assert cells.part_sum2[0].tolist() == [2.0, 5.0, 1.0]
    assert cells.part_cross is not None
    assert cells.part_cross[0].tolist() == [4.0, 7.0, 3.0]
    assert cells.mark_pairs is not None
    assert cells.mark_pairs[0, 3, 2] == cells.mark_pairs[0, 4, 3] == cells.mark_pairs[0, 0, 4] == 1


def test_rows_of_several_files_are_counted_together(engine: Make) -> None:
    half = "\n".join(DRAWN.strip().splitlines()[:3])
    rest = "\n".join(DRAWN.strip().splitlines()[3:])
    made, whole = engine([half, rest]), DRAWN
    table = made.collect({"t": aggregate.participation(made.attempts(MA4))})["t"]
    assert int(table["present"].sum()) == whole.count("был")
    assert int(table["quarantined"].sum()) == whole.count("брак")
