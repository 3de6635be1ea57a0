from __future__ import annotations

from collections import Counter

import pytest

from objektiv.model.errors import RefusedFileError
from objektiv.readers.context import READER
from objektiv.workbooks.book import MemoryBook, open_book

HEAD = ["Пользователь", "Код региона", "Регион", "Муниципалитет", "Школа", "Дата загрузки", "№"]
PLACE = "14. Где расположена образовательная организация?"
SEPARATE = "17.2. ОО является отдельной организацией, осуществляющей образовательную деятельность по АОП?"
PRIMARY = (
    "19.2. Есть ли предметы, углубленное изучение которых начинается с классов начальной школы (1–4 классов)?"
)
BASIC = (
    "19.3. Есть ли предметы, углублённое изучение которых начинается с классов основной школы (5–9 классов)?"
)
PUPILS = "20. Укажите количество обучающихся в ОО в 2021/2022 учебном году (в сумме по всем классам/курсам)"
BORN_2006 = "21. Общее количество обучающихся в 2021/2022 учебном году 2006 года рождения"
NEEDS_2006 = "22. Количество обучающихся 2006 г. р., обучающихся по АОП, с ограниченными возможностями здоровья (всего)"
BORN_2007 = "23. Общее количество обучающихся в 2021/2022 учебном году 2007 года рождения"
NEEDS_2007 = "24. Количество обучающихся 2007 г. р., обучающихся по АОП, с ограниченными возможностями здоровья (всего)"
TEACHERS = "25. Сколько всего в ОО учителей/преподавателей?"
CATEGORY = "27. Сколько всего в ОО учителей/преподавателей первой и высшей категорий?"
QUESTIONS = [
    SEPARATE,
    PRIMARY,
    BASIC,
    PUPILS,
    BORN_2006,
    NEEDS_2006,
    BORN_2007,
    NEEDS_2007,
    TEACHERS,
    CATEGORY,
]
CITY, VILLAGE = (
    "2) Город",
    "4) Населенный пункт сельского типа (поселок, село, деревня, станица, хутор и пр.)",
)


def who(code, day="01.02.2022 10:00:00"):
    return [
        f"edu{code}",
        99,
        "reg990000 | Учебная область",
        "reg99_m007 | Муниципальное образование 07",
        f"edu{code} | Школа № {code}",
        day,
        1,
    ]


def book(places, answers, *, more=()):
    return MemoryBook(
        "Контекстные данные об ОО.xlsx",
        "2022/Контекстные данные об ОО.xlsx",
        {
            "Общая информация об ОО": [[*HEAD, PLACE, *more], *places],
            "ОБРАЗОВАТЕЛЬНАЯ ДЕЯТЕЛЬНОСТЬ ОО": [[*HEAD, *QUESTIONS], *answers],
        },
    )


def rows(reading):
    return list(reading.extras[0].table.rows())


def test_both_sheets_make_one_row_a_school(request_of):
    drawn = book(
        [[*who(990002), CITY], [*who(990001), VILLAGE]],
        [
            [*who(990001), "", "", "", 100, 12, 1, 10, 2, 9, 6],
            [*who(990002), "Нет", "Нет", "Да", 900, 90, 0, 80, 3, 60, 45],
        ],
    )
    reading = READER.read(drawn, request_of("vpr-2022-ma5"))
    assert READER.recognises(drawn) == 0.95
    assert (reading.assessment, reading.rows, reading.problems) == (None, 0, ())
    assert rows(reading) == [
        {
            "school": 990001,
            "municipality": 7,
            "name": "Школа № 990001",
            "kind": "ordinary",
            "settlement": "rural",
            "pupils": 100,
            "special_needs_pupils": 3,
            "teachers": 9,
            "teachers_with_category": 6,
            "is_special": False,
            "is_advanced": False,
            "special_needs_base": 22,
        },
        {
            "school": 990002,
            "municipality": 7,
            "name": "Школа № 990002",
            "kind": "advanced",
            "settlement": "urban",
            "pupils": 900,
            "special_needs_pupils": 3,
            "teachers": 60,
            "teachers_with_category": 45,
            "is_special": False,
            "is_advanced": True,
            "special_needs_base": 170,
        },
    ]


@pytest.mark.parametrize(
    ("separate", "primary", "basic", "kind"),
    [
        ("Да", "", "", "special"),
        ("Да", "Да", "Да", "special"),
        ("Нет", "Да", "Нет", "advanced"),
        ("Нет", "Нет", "Да", "advanced"),
        ("Нет", "Нет", "Нет", "ordinary"),
        ("", "", "", "ordinary"),
    ],
)
def test_the_kind_follows_from_the_answers(request_of, separate, primary, basic, kind):
    drawn = book([[*who(990001), CITY]], [[*who(990001), separate, primary, basic, 100, 12, 1, 10, 2, 9, 6]])
    assert rows(READER.read(drawn, request_of()))[0]["kind"] == kind


def test_of_two_uploads_the_newest_is_taken_and_reported(request_of):
    drawn = book(
        [[*who(990001, "11.02.2022 05:36:58"), CITY], [*who(990001, "02.03.2022 04:59:25"), VILLAGE]],
        [
            [*who(990001, "02.03.2022 04:59:25"), "", "", "", 120, 12, 1, 10, 2, 9, 6],
            [*who(990001, "11.02.2022 05:36:58"), "", "", "", 100, 12, 1, 10, 2, 9, 6],
        ],
    )
    reading = READER.read(drawn, request_of())
    assert [(r["settlement"], r["pupils"]) for r in rows(reading)] == [("rural", 120)]
    assert [(p.severity, p.code, p.cell, p.school) for p in reading.problems] == [
        ("warning", "questionnaire_repeated", "A2", 990001),
        ("warning", "questionnaire_repeated", "A3", 990001),
    ]
    assert "взята строка 3, а не 2" in reading.problems[0].message


def test_a_school_on_one_sheet_only_has_no_kind(request_of):
    reading = READER.read(book([[*who(990001), CITY]], []), request_of())
    assert [(r["kind"], r["pupils"], r["settlement"]) for r in rows(reading)] == [("", -1, "urban")]


def test_wrong_answers_are_reported_at_their_cells(request_of):
    drawn = book(
        [[*who(990001), "на Луне"]],
        [[*who(990001), "Может быть", "", "", "сто", 12, 13, 10, 2, 9.5, 6]],
    )
    reading = READER.read(drawn, request_of())
    assert [(p.severity, p.code, p.sheet, p.cell) for p in reading.problems] == [
        ("warning", "unknown_answer", "Общая информация об ОО", "H2"),
        ("warning", "unknown_answer", "ОБРАЗОВАТЕЛЬНАЯ ДЕЯТЕЛЬНОСТЬ ОО", "H2"),
        ("error", "not_a_number", "ОБРАЗОВАТЕЛЬНАЯ ДЕЯТЕЛЬНОСТЬ ОО", "K2"),
        ("error", "not_a_number", "ОБРАЗОВАТЕЛЬНАЯ ДЕЯТЕЛЬНОСТЬ ОО", "P2"),
    ]
    assert all(p.school == 990001 and p.remedy for p in reading.problems)
    assert [(r["pupils"], r["teachers"], r["special_needs_pupils"]) for r in rows(reading)] == [(-1, -1, 15)]


def test_a_name_instead_of_an_answer_is_not_repeated(request_of):
    name = "Планинина Мария"
    drawn = book([[*who(990001), name]], [[*who(990001), name, "", "", name, 12, 13, 10, 2, 9.5, 6]])
    reading = READER.read(drawn, request_of())
    assert [p.message for p in reading.problems[:1]] == [
        "Школа 990001: ответ «текст» не из списка ответов анкеты, он не взят."
    ]
    assert "«9.5»" in reading.problems[-1].message
    assert "Планинина" not in repr((reading.problems, rows(reading)))


def test_a_part_above_its_whole_is_unknown(request_of):
    drawn = book([[*who(990001), CITY]], [[*who(990001), "", "", "", 100, 12, 1, 10, 2, 9, 16]])
    reading = READER.read(drawn, request_of())
    assert [(p.code, p.cell) for p in reading.problems] == [("part_above_whole", "Q2")]
    assert rows(reading)[0]["teachers_with_category"] == -1


def test_telephones_and_addresses_are_dropped_with_a_note(request_of):
    drawn = book([[*who(990001), CITY, "+7 999", "ул. Мира"]], [], more=("3. Телефон", "Адрес ОО"))
    reading = READER.read(drawn, request_of())
    assert [(p.severity, p.code, p.cell) for p in reading.problems] == [
        ("note", "personal_column", "I1"),
        ("note", "personal_column", "J1"),
    ]


def test_a_row_without_a_login_is_reported(request_of):
    nobody = ["", 99, "", "", "Школа", "", 1, CITY]
    reading = READER.read(book([[*who(990001), CITY], nobody], []), request_of())
    assert [(p.severity, p.code, p.cell) for p in reading.problems] == [("error", "no_login", "A3")]
    assert [r["school"] for r in rows(reading)] == [990001]


def test_results_of_the_same_year_are_not_taken_for_it(request_of):
    results = MemoryBook(
        "Физика.xlsx",
        "2022/11/Физика.xlsx",
        {"Классы": [[*HEAD, "Буква (цифра) класса"]], "Протокол": [[*HEAD, "Код", "Вариант", "1 (1б)"]]},
    )
    assert READER.recognises(results) == 0
    with pytest.raises(RefusedFileError, match="нет листа контекстной анкеты"):
        READER.read(results, request_of())


@pytest.mark.shared
def test_the_real_questionnaire(shared, request_of):
    real = open_book(shared / "data/vpr/2022/Контекстные данные об ОО.xlsx")
    reading = READER.read(real, request_of())
    table = reading.extras[0].table
    assert READER.recognises(real) == 0.95
    assert Counter(table["kind"].tolist()) == {"ordinary": 300, "advanced": 28, "special": 8}
    assert Counter(table["settlement"].tolist()) == {"rural": 233, "urban": 103}
    assert (table["municipality"] > 0).all()
    assert table["pupils"].min() > 0
    assert Counter(p.code for p in reading.problems) == {"part_above_whole": 3}
