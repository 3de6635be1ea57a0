from __future__ import annotations

from objektiv.readers.report_scores import READER

TITLE = "Распределение первичных баллов"
HEADER = ["Группы участников", "Кол-во ОО", "Кол-во участников", *range(7)]
TABLE = [
    HEADER,
    ["Вся выборка", 35589, 1722202, 1.5, 3.5, 10, 20, 30, 25, 10],
    ["МБОУ «СОШ № 1»(edu203389)", "", 20, 0, 5, 10, 20, 30, 25, 10],
]


def figures(reading):
    rows = reading.extras[0].table.rows()
    return [
        (r["level"], r["id"], r["key"], r["n"], r["value"], r["unit"])
        for r in rows
        if r["aggregate"] == "score_counts"
    ]


def test_shares_are_read_by_score(report, request_of):
    book = report(TITLE, TABLE, maximum=6)
    reading = READER.read(book, request_of())
    assert READER.recognises(book) == 0.95
    assert reading.problems == ()
    assert figures(reading)[7:] == [
        ("school", 203389, "0", 20, 0.0, "percent"),
        ("school", 203389, "1", 20, 5.0, "percent"),
        ("school", 203389, "2", 20, 10.0, "percent"),
        ("school", 203389, "3", 20, 20.0, "percent"),
        ("school", 203389, "4", 20, 30.0, "percent"),
        ("school", 203389, "5", 20, 25.0, "percent"),
        ("school", 203389, "6", 20, 10.0, "percent"),
    ]


def test_whole_numbers_of_people_are_counts(report, request_of):
    table = [HEADER, ["Школа(edu990001)", "", 20, 0, 1, 2, 4, 6, 5, 2]]
    reading = READER.read(report(TITLE, table, maximum=6), request_of())
    assert [(key, value, unit) for *_, key, _, value, unit in figures(reading)] == [
        ("0", 0.0, "count"),
        ("1", 1.0, "count"),
        ("2", 2.0, "count"),
        ("3", 4.0, "count"),
        ("4", 6.0, "count"),
        ("5", 5.0, "count"),
        ("6", 2.0, "count"),
    ]
    assert reading.problems == ()


def test_a_header_line_above_the_scores_is_passed_over(report, request_of):
    table = [
        ["Группы участников", "Кол-во ОО", "Кол-во участников", "Распределение групп баллов в %", *[""] * 6],
        ["", "", "", *range(7)],
        *TABLE[1:],
    ]
    book = report(TITLE, table, maximum=6)
    assert READER.recognises(book) == 0.95
    assert figures(READER.read(book, request_of())) == figures(
        READER.read(report(TITLE, TABLE, maximum=6), request_of())
    )


def test_missing_scores_are_named(report, request_of):
    (problem,) = READER.read(report(TITLE, TABLE, maximum=8), request_of()).problems
    assert (problem.code, problem.cell) == ("scores_incomplete", "D8")
    assert "нет столбцов для баллов 7, 8" in problem.message


def test_shares_that_do_not_sum_to_hundred_are_reported(report, request_of):
    table = [HEADER, ["Вся выборка", 1, 1000, 1, 3, 10, 20, 30, 25, 1]]
    (problem,) = READER.read(report(TITLE, table, maximum=6), request_of()).problems
    assert (problem.code, problem.cell) == ("sum_not_hundred", "D9")
