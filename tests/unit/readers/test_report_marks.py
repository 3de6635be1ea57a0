from __future__ import annotations

import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.scale import Scale
from objektiv.readers.report_marks import READER

TITLE = "Статистика по отметкам"
HEADER = ["Группы участников", "Кол-во ОО", "Кол-во участников", 2, 3, 4, 5]
TABLE = [
    HEADER,
    ["Вся выборка", 35589, 1722202, 5.06, 32.92, 44.33, 17.69],
    ["Чеченская Республика", 560, 30216, 13.44, 40.0, 30.0, 16.56],
    ["Горный район(reg20_m012)", 2, 189, 10.05, 39.68, 30.16, 20.11],
    ["МБОУ «СОШ № 1»(edu203389)", "", 89, 13.48, 40.45, 30.34, 15.73],
    ["МБОУ «СОШ № 2»(edu203390)", "", 100, 7, 39, 30, 24],
]


def figures(reading):
    rows = reading.extras[0].table.rows()
    return {
        (r["level"], r["id"], r["key"]): (r["n"], r["value"]) for r in rows if r["aggregate"] == "mark_counts"
    }


def test_the_report_is_read_by_level_and_mark(report, request_of):
    book = report(TITLE, TABLE)
    reading = READER.read(book, request_of())
    assert READER.recognises(book) == 0.95
    assert str(reading.assessment) == "vpr-2026-ru4"
    assert reading.problems == ()
    assert figures(reading) == {
        ("country", 0, "2"): (1722202, 5.06),
        ("country", 0, "3"): (1722202, 32.92),
        ("country", 0, "4"): (1722202, 44.33),
        ("country", 0, "5"): (1722202, 17.69),
        ("region", 20, "2"): (30216, 13.44),
        ("region", 20, "3"): (30216, 40.0),
        ("region", 20, "4"): (30216, 30.0),
        ("region", 20, "5"): (30216, 16.56),
        ("municipality", 12, "2"): (189, 10.05),
        ("municipality", 12, "3"): (189, 39.68),
        ("municipality", 12, "4"): (189, 30.16),
        ("municipality", 12, "5"): (189, 20.11),
        ("school", 203389, "2"): (89, 13.48),
        ("school", 203389, "3"): (89, 40.45),
        ("school", 203389, "4"): (89, 30.34),
        ("school", 203389, "5"): (89, 15.73),
        ("school", 203390, "2"): (100, 7.0),
        ("school", 203390, "3"): (100, 39.0),
        ("school", 203390, "4"): (100, 30.0),
        ("school", 203390, "5"): (100, 24.0),
    }


def test_numbers_of_schools_and_names_without_codes_are_kept(report, request_of):
    rows = list(READER.read(report(TITLE, TABLE), request_of()).extras[0].table.rows())
    assert [(r["name"], r["value"], r["unit"]) for r in rows if r["aggregate"] == "schools"] == [
        ("Вся выборка", 35589.0, "count"),
        ("Чеченская Республика", 560.0, "count"),
        ("Горный район", 2.0, "count"),
    ]
    assert rows[-1]["name"] == "МБОУ «СОШ № 2»"


def test_the_table_may_stand_anywhere_and_headers_may_be_sloppy(report, request_of):
    moved = [["", "", *row] for row in TABLE]
    moved[0] = ["", "", " Группы  участников ", "Кол-во OO", "Количество участников", "2", "3 ", "4", "5"]
    book = report(TITLE, moved, above=[[], [], ["", "примечание"]], sheet="Лист1")
    assert READER.recognises(book) == 0.95
    assert figures(READER.read(book, request_of())) == figures(
        READER.read(report(TITLE, TABLE), request_of())
    )


def test_a_real_workbook_gives_the_same(report, request_of, written):
    drawn = report(TITLE, TABLE)
    book = written("отчёт.xlsx", {name: drawn.rows(name) for name in drawn.sheet_names})
    assert READER.recognises(book) == 0.95
    assert figures(READER.read(book, request_of())) == figures(READER.read(drawn, request_of()))


def test_older_head_names_year_and_grade_apart_from_the_subject(report, request_of):
    book = report(TITLE, TABLE, work="ВПР 2021. 5 класс", sheet="Лист1")
    assert str(READER.read(book, request_of()).assessment) == "vpr-2021-ru5"


def test_year_may_come_from_the_date_and_grade_from_the_sheet(report, request_of):
    book = report(TITLE, TABLE, work="")
    assert str(READER.read(book, request_of()).assessment) == "vpr-2026-ru4"


def test_the_head_wins_over_the_path_and_the_user_over_the_head(report, request_of):
    by_path = READER.read(report(TITLE, TABLE), request_of("vpr-2026-ru5"))
    by_user = READER.read(report(TITLE, TABLE), request_of("vpr-2026-ru5", said_by_user=True))
    assert str(by_path.assessment) == "vpr-2026-ru4"
    assert str(by_user.assessment) == "vpr-2026-ru5"
    assert [p.code for p in by_path.problems] == [p.code for p in by_user.problems] == ["assessment_differs"]


def test_a_report_that_names_no_work_is_refused_with_a_remedy(report, request_of):
    book = report(TITLE, TABLE, work="", sheet="Лист1")
    with pytest.raises(RefusedFileError, match=r"нет года, предмета или класса.*--assessment"):
        READER.read(book, request_of())


def test_shares_that_do_not_sum_to_hundred_are_reported_at_their_cell(report, request_of):
    broken = [HEADER, ["Вся выборка", 10, 1000, 5.0, 30.0, 40.0, 20.0]]
    (problem,) = READER.read(report(TITLE, broken), request_of()).problems
    assert (problem.severity, problem.code, problem.cell) == ("warning", "sum_not_hundred", "D9")
    assert problem.sheet == "РУ 4 Статистика по отметкам"
    assert "95,00 %" in problem.message


def test_shares_that_no_whole_people_give_are_noted(report, request_of):
    broken = [HEADER, ["Школа(edu990001)", "", 20, 12.34, 37.66, 30.0, 20.0]]
    (problem,) = READER.read(report(TITLE, broken), request_of()).problems
    assert (problem.severity, problem.code, problem.school) == ("note", "not_whole_people", 990001)


def test_fractions_of_one_are_turned_into_percent(report, request_of):
    fractions = [HEADER, ["Вся выборка", 10, 1000, 0.05, 0.35, 0.4, 0.2]]
    reading = READER.read(report(TITLE, fractions), request_of())
    assert [p.code for p in reading.problems] == ["fractions"]
    assert figures(reading)["country", 0, "4"] == (1000, pytest.approx(40.0))


def test_more_participants_than_the_whole_are_reported(report, request_of):
    broken = [
        HEADER,
        ["Область(reg990000)", 3, 100, 5, 35, 40, 20],
        ["Район(reg99_m007)", 2, 200, 5, 35, 40, 20],
        ["Школа(edu990001)", "", 60, 5, 35, 40, 20],
        ["Школа(edu990002)", "", 80, 5, 35, 40, 20],
    ]
    problems = READER.read(report(TITLE, broken), request_of()).problems
    assert [(p.code, p.cell) for p in problems] == [
        ("participants_differ", "C10"),
        ("participants_differ", "C10"),
    ]
    assert "вместе 140" in problems[1].message


def test_a_school_without_a_login_is_left_out_and_an_area_without_a_code_kept(report, request_of):
    table = [
        HEADER,
        ["Учебная область(reg990000)", 3, 300, 5, 35, 40, 20],
        ["Горный район", 2, 200, 5, 35, 40, 20],
        ["МБОУ «СОШ № 5»", "", 100, 5, 35, 40, 20],
    ]
    reading = READER.read(report(TITLE, table), request_of())
    assert {(level, code) for level, code, _ in figures(reading)} == {("region", 99), ("municipality", 0)}
    assert [(p.severity, p.code, p.cell) for p in reading.problems] == [
        ("warning", "municipality_unknown", "A10"),
        ("error", "school_unknown", "A11"),
    ]


def test_a_group_that_stands_twice_counts_once(report, request_of):
    table = [HEADER, ["Школа(edu990001)", "", 20, 5, 35, 40, 20], ["Школа(sch990001)", "", 20, 0, 40, 40, 20]]
    reading = READER.read(report(TITLE, table), request_of())
    assert figures(reading)["school", 990001, "2"] == (20, 5.0)
    assert [(p.severity, p.code, p.cell) for p in reading.problems] == [("warning", "group_repeated", "A10")]


def test_a_cell_that_is_no_number_is_reported_and_left_out(report, request_of):
    table = [HEADER, ["Вся выборка", 10, 1000, 5, "сорок", 40, 20]]
    reading = READER.read(report(TITLE, table), request_of())
    assert figures(reading) == {
        ("country", 0, "2"): (1000, 5.0),
        ("country", 0, "4"): (1000, 40.0),
        ("country", 0, "5"): (1000, 20.0),
    }
    assert [(p.code, p.cell) for p in reading.problems] == [("not_a_number", "E9"), ("sum_not_hundred", "D9")]


@pytest.mark.parametrize(("cell", "said"), [("Планинина Мария", "текст"), ("-3", "-3"), ("5б", "5б")])
def test_a_name_instead_of_a_number_is_not_repeated(report, request_of, cell, said):
    reading = READER.read(report(TITLE, [HEADER, ["Вся выборка", 10, 1000, 5, cell, 40, 20]]), request_of())
    assert reading.problems[0].message == f"В ячейке стоит «{said}», а нужно неотрицательное число."


def test_an_empty_cell_is_zero_where_the_others_are_the_whole(report, request_of):
    table = [HEADER, ["Вся выборка", 10, 1000, "", 40, 40, 20]]
    reading = READER.read(report(TITLE, table), request_of())
    assert figures(reading)["country", 0, "2"] == (1000, 0.0)
    assert reading.problems == ()


def test_a_maximum_other_than_the_scale_is_reported(report, request_of):
    scale = Scale(AssessmentId.parse("vpr-2026-ru4"), (), 38)
    (problem,) = READER.read(report(TITLE, TABLE), request_of(scale=scale)).problems
    assert problem.code == "maximum_differs"
    assert "24" in problem.message
    assert "38" in problem.message


def test_other_reports_and_foreign_books_are_not_taken(report):
    scores = [
        ["Группы участников", "Кол-во ОО", "Кол-во участников", *range(7)],
        ["Вся выборка", 1, 1, *[0] * 6, 100],
    ]
    foreign = report("Рост и вес", [["Фамилия", "Рост", "Вес"], ["А", 170, 60]], sheet="Лист1")
    assert READER.recognises(report("Распределение первичных баллов", scores)) == 0
    assert READER.recognises(foreign) == 0


def test_a_report_with_its_title_but_without_its_table_is_refused(report, request_of):
    book = report(TITLE, [["что-то", "другое"]])
    assert READER.recognises(book) == 0.3
    with pytest.raises(RefusedFileError, match="не найдена таблица отчёта"):
        READER.read(book, request_of())
