from __future__ import annotations

import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import ABSENT, EMPTY, NOT_ATTEMPTED, PRESENT, QUARANTINED
from objektiv.readers.report_individual import READER

TITLE = "Индивидуальные результаты"
LEVELS = ["Уровень сложности задания", "", "", "", "", "", "Б", "П", "B", "", "", ""]
HEADER = [
    "ОО",
    "Муниципалитет",
    "Название ОО",
    "Код участника",
    "Класс",
    "Вариант",
    "1 (2б)",
    "2.1 (1б)",
    "2.2K1 (3 б)",
    "Первичный балл",
    "Отметка",
    "Отметка по журналу",
]


def section(login, n):
    return [f"МБОУ «СОШ»({login}) | Кол-во участников: {n}", *[""] * 11]


def pupil(login, code, scores, total, mark, journal, form=1):
    return [login, "Горный район(reg20_m012)", "МБОУ «СОШ»", code, "4А", form, *scores, total, mark, journal]


ROWS = [
    section("edu203389", 3),
    pupil("edu203389", 40001, [2, 1, 3], 6, 5, 5),
    pupil("edu203389", 40002, [1, "X", 0], 1, 2, "нет отметки"),
    pupil("edu203389", 40003, ["", "", ""], "", "", 3, "отсутствовал"),
    section("edu203390", 2),
    pupil("", 40001, [2, 0, 2], 4, 4, 3),
    pupil("", 40002, [2, 0, 7], 9, 5, 4, 2),
]
SCALE = Scale(
    AssessmentId.parse("vpr-2026-ru4"),
    (Part("1", 2), Part("2.1", 1), Part("2.2К1", 3)),
    6,
    boundaries=(2, 4, 6),
)


@pytest.fixture
def book(report):
    return report(TITLE, [HEADER, *ROWS], maximum=6, above=[LEVELS])


def test_pupils_come_with_the_school_of_their_section(book, request_of):
    reading = READER.read(book, request_of(scale=SCALE))
    table = reading.attempts.table
    assert READER.recognises(book) == 0.95
    assert READER.kind == "attempts"
    assert str(reading.assessment) == "vpr-2026-ru4"
    assert reading.rows == 5
    assert {name: table[name].tolist() for name in table.columns} == {
        "row": [10, 11, 12, 14, 15],
        "school": [203389, 203389, 203389, 203390, 203390],
        "municipality": [12] * 5,
        "pupil": ["40001", "40002", "40003", "40001", "40002"],
        "class_group": ["4А"] * 5,
        "gender": [""] * 5,
        "form": ["1", "1", "", "1", "2"],
        "journal_mark": [5, 0, 3, 3, 4],
        "printed_total": [6, 1, -1, 4, 9],
        "printed_mark": [5, 2, 0, 4, 5],
        "status": [PRESENT, PRESENT, ABSENT, PRESENT, QUARANTINED],
        "absence": [0, 0, 1, 0, 0],
        "fault": [0, 0, 0, 0, 1],
        "raw_score": [6, 1, -1, 4, -1],
    }
    assert reading.attempts.parts["2.1"].tolist()[:2] == [1, NOT_ATTEMPTED]
    assert reading.scale == SCALE


def test_without_a_scale_headers_give_maxima_and_letters_levels(book, request_of):
    scale = READER.read(book, request_of()).scale
    assert (scale.trust, scale.maximum, scale.boundaries) == ("headers", 6, None)
    assert scale.parts == (Part("1", 2, "Б"), Part("2.1", 1, "П"), Part("2.2К1", 3, "В"))


def test_declared_and_counted_participants_are_compared(report, request_of):
    rows = [section("edu203389", 89), *ROWS[1:3]]
    reading = READER.read(report(TITLE, [HEADER, *rows], maximum=6), request_of(scale=SCALE))
    (problem,) = [p for p in reading.problems if p.code == "participants_differ"]
    assert (problem.severity, problem.cell, problem.school) == ("warning", "A9", 203389)
    assert "объявлено участников 89, строк с кодами 2" in problem.message


@pytest.mark.parametrize("declared", [2, 3])
def test_the_declared_number_may_leave_the_absent_out(report, request_of, declared):
    rows = [section("edu203389", declared), *ROWS[1:4]]
    reading = READER.read(report(TITLE, [HEADER, *rows], maximum=6), request_of(scale=SCALE))
    assert [p for p in reading.problems if p.code == "participants_differ"] == []


def test_a_printed_mark_that_is_not_the_scales_is_reported(report, request_of):
    rows = [section("edu203389", 1), pupil("edu203389", 40001, [2, 1, 3], 6, 3, 5)]
    reading = READER.read(report(TITLE, [HEADER, *rows], maximum=6), request_of(scale=SCALE))
    assert [p.cell for p in reading.problems] == ["K10"]


def test_a_dash_is_an_empty_cell(report, request_of):
    rows = [
        section("edu203389", 2),
        pupil("edu203389", 40001, [2, "-", "—"], 2, 3, 3),
        pupil("edu203389", 40002, ["—", "—", "—"], "—", "—", 3),
    ]
    reading = READER.read(report(TITLE, [HEADER, *rows], maximum=6), request_of(scale=SCALE))
    assert reading.attempts.table["status"].tolist() == [PRESENT, ABSENT]
    assert reading.attempts.table["raw_score"].tolist() == [2, -1]
    assert reading.attempts.parts["2.1"].tolist() == [EMPTY, EMPTY]


def test_names_of_pupils_are_dropped(report, request_of):
    rows = [[*row, "Иванов Иван"] for row in ROWS]
    reading = READER.read(report(TITLE, [[*HEADER, "ФИО"], *rows], maximum=6), request_of(scale=SCALE))
    assert [(p.severity, p.cell) for p in reading.problems if p.code == "personal_column"] == [("note", "M8")]
    assert "Иванов" not in repr([column.tolist() for column in reading.attempts.table.columns.values()])


def test_a_report_without_pupils_has_no_rows_and_a_warning(report, request_of):
    reading = READER.read(report(TITLE, [HEADER], maximum=6), request_of(scale=SCALE))
    assert reading.rows == 0
    assert "no_rows" in [p.code for p in reading.problems]


def test_items_without_maxima_need_a_scale(report, request_of):
    bare = [*HEADER[:6], "1", "2.1", "2.2К1", *HEADER[9:]]
    table = report(TITLE, [bare, *ROWS], maximum=6)
    assert READER.read(table, request_of(scale=SCALE)).scale == SCALE
    with pytest.raises(RefusedFileError, match="не указан наибольший балл"):
        READER.read(table, request_of())


def test_a_real_workbook_gives_the_same(book, request_of, written):
    real = written("отчёт.xlsx", {name: book.rows(name) for name in book.sheet_names})
    drawn = READER.read(book, request_of(scale=SCALE)).attempts
    again = READER.read(real, request_of(scale=SCALE)).attempts
    assert READER.recognises(real) == 0.95
    assert list(again.table.rows()) == list(drawn.table.rows())
