"""Tables of one school's rows by class."""

from __future__ import annotations

import numpy as np
import pytest

from objektiv.model.tables import ABSENT, PRESENT, Table
from objektiv.reports.class_tables import gap_table, journal_table, mark_table, whole_sentence


@pytest.fixture
def rows() -> Table:
    """4А: marks 5, 3, 2 against the journal 3, 3, 4; 4Б: 4 against none, one absent; one without a class."""
    return Table(
        {
            "pupil": np.array(["40001", "40002", "40003", "40004", "40005", "40006"], dtype=object),
            "class_group": np.array(["10А", "10А", "10А", "4Б", "4Б", "нет"], dtype=object),
            "journal_mark": np.array([3, 3, 4, 0, 5, 2]),
            "mark": np.array([5, 3, 2, 4, 0, 4]),
            "status": np.array([PRESENT, PRESENT, PRESENT, PRESENT, ABSENT, PRESENT]),
            "raw_score": np.array([18, 8, 3, 12, -1, 12]),
        }
    )


def test_marks_by_class(rows: Table) -> None:
    table = mark_table(rows, "МА 4")
    assert table
    assert table.rows == (
        ("4Б", 1, 1, 0, 0, 1, 0, 1.0, 12.0),
        ("10А", 3, 0, 1, 1, 0, 1, 1 / 3, 29 / 3),
        ("не указан", 1, 0, 0, 0, 1, 0, 1.0, 12.0),
        ("Все классы", 5, 1, 1, 1, 2, 1, 0.6, 53 / 5),
    )


def test_journal_by_class_leaves_out_classes_without_pairs(rows: Table) -> None:
    table = journal_table(rows, "МА 4")
    assert table
    assert table.rows == (
        ("10А", 3, 1, 1, 1, 1 / 3, 1 / 3, 1 / 3),
        ("не указан", 1, 0, 0, 1, 0.0, 0.0, 1.0),
        ("Все классы", 4, 1, 1, 2, 0.25, 0.25, 0.5),
    )


def test_codes_with_a_gap_of_two(rows: Table) -> None:
    table = gap_table(rows, "МА 4")
    assert table
    assert table.rows == (
        ("10А", "40001", 3, 5, 2),
        ("10А", "40003", 4, 2, -2),
        ("не указан", "40006", 2, 4, 2),
    )
    assert "Только коды" in table.note


def test_without_a_scale_there_are_no_columns_of_marks(rows: Table) -> None:
    unmarked = Table({**rows.columns, "mark": np.zeros(6, dtype=int)})
    table = mark_table(unmarked, "МА 4")
    assert table
    assert table.caption == "Баллы за работу: МА 4"
    assert [column.title for column in table.columns] == ["Класс", "Писали", "Отсутствовали", "Средний балл"]
    assert table.rows[0] == ("4Б", 1, 1, 12.0)
    assert journal_table(unmarked, "МА 4") is None
    assert gap_table(unmarked, "МА 4") is None


def test_without_classes_a_sentence_says_what_the_tables_would(rows: Table) -> None:
    nameless = Table({**rows.columns, "class_group": np.full(6, "нет", dtype=object)})
    assert mark_table(nameless, "МА 4") is None
    assert journal_table(nameless, "МА 4") is None
    assert whole_sentence(nameless) == (
        "Отметки: «2» — 1, «3» — 1, «4» — 2, «5» — 1; качество (4 и 5) 60\u00a0%."
    )
    assert whole_sentence(rows) == ""


def test_without_classes_codes_stand_without_them(rows: Table) -> None:
    table = gap_table(Table({**rows.columns, "class_group": np.full(6, "", dtype=object)}), "МА 4")
    assert table
    assert table.columns[0].title == "Код участника"
    assert table.rows[0] == ("40001", 3, 5, 2)


def test_one_class_has_no_total(rows: Table) -> None:
    table = mark_table(rows.filter(rows["class_group"] == "10А"), "МА 4")
    assert table
    assert [row[0] for row in table.rows] == ["10А"]
