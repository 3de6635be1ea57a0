from __future__ import annotations

import pytest

from objektiv.readers.report_groups import READER

TITLE = "Выполнение заданий группами участников"
HEADER = ["Группы участников", "Кол-во участников", 1, 2, "3.1"]
MAXIMA = ["Макс. балл", "", 1, 2, 1]
EXPECTED = {
    ("country", 0, "2", "2"): (50, 20.0),
    ("country", 0, "2", "3"): (300, 40.0),
    ("country", 0, "2", "4"): (400, 60.0),
    ("country", 0, "2", "5"): (250, 85.0),
    ("school", 990001, "2", "2"): (1, 10.0),
    ("school", 990001, "2", "3"): (8, 30.0),
    ("school", 990001, "2", "4"): (7, 70.0),
    ("school", 990001, "2", "5"): (4, 95.0),
}
COUNTRY = [(50, 30, 20, 10), (300, 50, 40, 20), (400, 70, 60, 40), (250, 90, 85, 70)]
SCHOOL = [(1, 20, 10, 0), (8, 40, 30, 25), (7, 80, 70, 50), (4, 99, 95, 90)]


def figures(reading, key="2"):
    return {
        (r["level"], r["id"], r["key"], r["key2"]): (r["n"], r["value"])
        for r in reading.extras[0].table.rows()
        if r["aggregate"] == "part_by_mark" and r["key"] == key
    }


@pytest.mark.parametrize("label", ["{}", "Группа «{}»", "Отметка {}", "Ср.% вып. уч. гр.баллов {}"])
def test_rows_of_marks_belong_to_the_group_above(report, request_of, label):
    table = [HEADER, MAXIMA, ["Вся выборка", 1000, 72, 60, 41]]
    table += [[label.format(mark), *row] for mark, row in zip((2, 3, 4, 5), COUNTRY, strict=True)]
    table += [["МБОУ «СОШ № 2»(edu990001)", 20, 60, 50, 45]]
    table += [[label.format(mark), *row] for mark, row in zip((2, 3, 4, 5), SCHOOL, strict=True)]
    book = report(TITLE, table, maximum=4)
    reading = READER.read(book, request_of())
    assert READER.recognises(book) == 0.95
    assert figures(reading) == EXPECTED
    assert reading.problems == ()


def test_marks_may_have_a_column_of_their_own(report, request_of):
    table = [
        ["Группы участников", "Отметка", "Кол-во участников", 1, 2, "3.1"],
        ["Макс. балл", "", "", 1, 2, 1],
    ]
    for name, rows in (("Вся выборка", COUNTRY), ("МБОУ «СОШ № 2»(edu990001)", SCHOOL)):
        table += [
            ["" if mark > 2 else name, mark, *row] for mark, row in zip((2, 3, 4, 5), rows, strict=True)
        ]
    book = report(TITLE, table, maximum=4)
    assert READER.recognises(book) == 0.95
    assert figures(READER.read(book, request_of())) == EXPECTED


def test_the_row_of_a_whole_group_is_its_facility(report, request_of):
    table = [HEADER, MAXIMA, ["Вся выборка", 1000, 72, 60, 41], ["2", 50, 30, 20, 10]]
    rows = READER.read(report(TITLE, table, maximum=4), request_of()).extras[0].table.rows()
    assert [(r["aggregate"], r["key"], r["key2"], r["value"]) for r in rows] == [
        ("part_facility", "1", "", 72.0),
        ("part_facility", "2", "", 60.0),
        ("part_facility", "3.1", "", 41.0),
        ("part_by_mark", "1", "2", 30.0),
        ("part_by_mark", "2", "2", 20.0),
        ("part_by_mark", "3.1", "2", 10.0),
    ]


def test_rows_of_a_school_without_a_login_go_with_it(report, request_of):
    table = [HEADER, MAXIMA, ["Вся выборка", 1000, 72, 60, 41], ["2", 50, 30, 20, 10]]
    table += [["МБОУ «СОШ № 2»", 20, 60, 50, 45], ["2", 1, 20, 10, 0]]
    reading = READER.read(report(TITLE, table, maximum=4), request_of())
    assert figures(reading) == {("country", 0, "2", "2"): (50, 20.0)}
    assert [(p.code, p.cell) for p in reading.problems] == [("school_unknown", "A12")]
