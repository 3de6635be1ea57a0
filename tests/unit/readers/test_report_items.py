from __future__ import annotations

from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Part, Scale
from objektiv.readers import report_groups
from objektiv.readers.report_items import READER

TITLE = "Выполнение заданий"
HEADER = ["Группы участников", "Кол-во ОО", "Кол-во участников", "1K1", 2, 3.1, "3(2)"]
MAXIMA = ["Макс. балл", "", "", 4, 1, 1, 2]
TABLE = [
    HEADER,
    MAXIMA,
    ["Вся выборка", 35589, 1722202, 61.5, 80.25, 70, 40.1],
    ["Область(reg990000)", 500, 20000, 60, 81, 71, 39],
    ["МБОУ «СОШ № 1»(edu990001)", "", 20, 90, 75, 65, 55],
]


def figures(reading, aggregate="part_facility"):
    rows = reading.extras[0].table.rows()
    return {
        (r["level"], r["id"], r["key"]): (r["n"], r["value"]) for r in rows if r["aggregate"] == aggregate
    }


def test_facility_is_read_by_part_in_one_spelling(report, request_of):
    book = report(TITLE, TABLE, maximum=8)
    reading = READER.read(book, request_of())
    assert READER.recognises(book) == 0.95
    assert reading.problems == ()
    assert figures(reading) == {
        ("country", 0, "1К1"): (1722202, 61.5),
        ("country", 0, "2"): (1722202, 80.25),
        ("country", 0, "3.1"): (1722202, 70.0),
        ("country", 0, "3.2"): (1722202, 40.1),
        ("region", 99, "1К1"): (20000, 60.0),
        ("region", 99, "2"): (20000, 81.0),
        ("region", 99, "3.1"): (20000, 71.0),
        ("region", 99, "3.2"): (20000, 39.0),
        ("school", 990001, "1К1"): (20, 90.0),
        ("school", 990001, "2"): (20, 75.0),
        ("school", 990001, "3.1"): (20, 65.0),
        ("school", 990001, "3.2"): (20, 55.0),
    }


def test_maxima_make_a_provisional_scale(report, request_of):
    scale = READER.read(report(TITLE, TABLE, maximum=8), request_of()).scale
    assert (scale.trust, scale.maximum, scale.boundaries) == ("headers", 8, None)
    assert scale.parts == (Part("1К1", 4), Part("2", 1), Part("3.1", 1), Part("3.2", 2))


def test_maxima_that_do_not_sum_to_the_heads_make_none(report, request_of):
    reading = READER.read(report(TITLE, TABLE, maximum=9), request_of())
    assert reading.scale is None
    assert [(p.code, p.cell) for p in reading.problems] == [("maxima_sum", "D8")]


def test_a_known_scale_is_compared_part_by_part(report, request_of):
    parts = (Part("1К1", 3), Part("2", 1), Part("4", 4))
    scale = Scale(AssessmentId.parse("vpr-2026-ru4"), parts, 8)
    reading = READER.read(report(TITLE, TABLE, maximum=8), request_of(scale=scale))
    assert reading.scale is None
    assert [p.code for p in reading.problems] == ["parts_unknown", "parts_missing", "maximum_differs"]
    assert "«3.1», «3.2»" in reading.problems[0].message
    assert "«4»" in reading.problems[1].message


def test_a_percentage_above_hundred_is_reported(report, request_of):
    table = [HEADER, MAXIMA, ["Школа(edu990001)", "", 20, 90, 175, 65, 55]]
    (problem,) = READER.read(report(TITLE, table, maximum=8), request_of()).problems
    assert (problem.severity, problem.code, problem.cell, problem.school) == (
        "error",
        "above_hundred",
        "E10",
        990001,
    )


def test_an_empty_cell_has_no_figure(report, request_of):
    table = [HEADER, MAXIMA, ["Школа(edu990001)", "", 20, 90, "", 65, 55]]
    assert ("school", 990001, "2") not in figures(READER.read(report(TITLE, table, maximum=8), request_of()))


def test_the_report_by_groups_of_marks_is_another_one(report):
    table = [HEADER, MAXIMA, ["Вся выборка", 10, 100, 61.5, 80.25, 70, 40.1], [2, "", 20, 1, 2, 3, 4]]
    book = report("Выполнение заданий группами участников", table, maximum=8)
    assert READER.recognises(book) == 0
    assert report_groups.READER.recognises(book) == 0.95


def test_it_is_not_taken_for_the_report_by_groups(report):
    book = report(TITLE, TABLE, maximum=8)
    assert report_groups.READER.recognises(book) < READER.recognises(book)
