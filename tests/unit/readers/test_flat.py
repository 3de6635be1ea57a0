from __future__ import annotations

import pytest

from objektiv.model.errors import RefusedFileError
from objektiv.readers import flat_marks, flat_scores, report_marks, report_scores
from objektiv.workbooks.book import MemoryBook

START = ["Год", "Класс", "Предмет", "Муниципалитет", "Логин", "ОО", "Кол-во участников"]
MARKS = [
    [*START, 2, 3, 4, 5],
    [2025, 4, "Русский язык", "Горный район", "edu990001", "МБОУ СОШ № 1", 20, 5, 30, 40, 25],
    [2025, 4, "Русский язык", "Горный район", "sch990002", "МБОУ СОШ № 2", 40, 10, 30, 40, 20],
    [2025, 5, "Математика", "Горный район", "edu990001", "МБОУ СОШ № 1", 10, 0, 50, 50, 0],
]


def book(rows):
    return MemoryBook("marks.xlsx", "marks.xlsx", {"Sheet1": rows})


def figures(reading):
    return [(r["level"], r["id"], r["key"], r["n"], r["value"]) for r in reading.extras[0].table.rows()]


def test_marks_of_one_work_are_read(request_of):
    reading = flat_marks.READER.read(book(MARKS[:3]), request_of())
    assert str(reading.assessment) == "vpr-2025-ru4"
    assert reading.problems == ()
    assert figures(reading) == [
        ("school", 990001, "2", 20, 5.0),
        ("school", 990001, "3", 20, 30.0),
        ("school", 990001, "4", 20, 40.0),
        ("school", 990001, "5", 20, 25.0),
        ("school", 990002, "2", 40, 10.0),
        ("school", 990002, "3", 40, 30.0),
        ("school", 990002, "4", 40, 40.0),
        ("school", 990002, "5", 40, 20.0),
    ]


def test_of_several_works_the_named_one_is_read(request_of):
    reading = flat_marks.READER.read(book(MARKS), request_of("vpr-2025-ma5", said_by_user=True))
    assert {row[1] for row in figures(reading)} == {990001}
    with pytest.raises(RefusedFileError, match="vpr-2025-ma5, vpr-2025-ru4"):
        flat_marks.READER.read(book(MARKS), request_of())


def test_scores_are_read(request_of):
    rows = [
        [*START, 0, 1, 2, 3],
        [2025, 4, "Русский язык", "Горный район", "edu990001", "МБОУ СОШ № 1", 20, 5, 30, 40, 25],
    ]
    assert flat_scores.READER.recognises(book(rows)) == 0.9
    assert [row[2:] for row in figures(flat_scores.READER.read(book(rows), request_of()))] == [
        ("0", 20, 5.0),
        ("1", 20, 30.0),
        ("2", 20, 40.0),
        ("3", 20, 25.0),
    ]


def test_the_flat_readers_are_surer_of_their_tables_than_the_reports(request_of):
    assert flat_marks.READER.recognises(book(MARKS)) > report_marks.READER.recognises(book(MARKS))
    assert flat_scores.READER.recognises(book(MARKS)) == 0
    assert report_scores.READER.recognises(book(MARKS)) == 0


def test_rows_without_login_or_work_are_reported(request_of):
    rows = [
        *MARKS[:2],
        [2025, 4, "Русский язык", "", "", "", 20, 5, 30, 40, 25],
        ["", 4, "?", "", "edu990003"],
    ]
    reading = flat_marks.READER.read(book(rows), request_of())
    assert [(p.severity, p.code, p.cell) for p in reading.problems] == [
        ("error", "no_assessment", "C4"),
        ("error", "school_unknown", "E3"),
    ]
    assert {row[1] for row in figures(reading)} == {990001}
