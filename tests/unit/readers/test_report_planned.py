from __future__ import annotations

from objektiv.readers.report_planned import READER

TITLE = "Достижение планируемых результатов"
FIRST = "Умение писать текст под диктовку"
SECOND = "Распознавать однородные члены"
TABLE = [
    [
        "Блоки ПООП: обучающийся научится, проверяемые требования (умения)",
        "Макс. балл",
        "Чеченская Республика",
        "Горный район(reg20_m012)",
        "МБОУ «СОШ № 1»(edu203389)",
        "РФ",
    ],
    ["", "", "30216 уч.", "2 000 уч.", "89 уч.", "1722202 уч."],
    [f"1К1. {FIRST}", 4, 60.5, 61, 70, 62],
    ["Синтаксис", "", "", "", "", ""],
    [f"3(1). {SECOND}", 1, 80, 81.5, 90, 79],
]


def figures(reading):
    return [
        (r["level"], r["id"], r["key"], r["key2"], r["n"], r["value"]) for r in reading.extras[0].table.rows()
    ]


EXPECTED = [
    ("region", 20, "1К1", FIRST, 30216, 60.5),
    ("municipality", 12, "1К1", FIRST, 2000, 61.0),
    ("school", 203389, "1К1", FIRST, 89, 70.0),
    ("country", 0, "1К1", FIRST, 1722202, 62.0),
    ("region", 20, "3.1", SECOND, 30216, 80.0),
    ("municipality", 12, "3.1", SECOND, 2000, 81.5),
    ("school", 203389, "3.1", SECOND, 89, 90.0),
    ("country", 0, "3.1", SECOND, 1722202, 79.0),
]


def test_requirements_are_read_by_part_and_group(report, request_of):
    book = report(TITLE, TABLE)
    reading = READER.read(book, request_of())
    assert READER.recognises(book) == 0.95
    assert reading.problems == ()
    assert {row["aggregate"] for row in reading.extras[0].table.rows()} == {"planned"}
    assert figures(reading) == EXPECTED


def test_the_items_may_have_a_column_of_their_own(report, request_of):
    table = [
        ["№ задания", "Проверяемые требования", *TABLE[0][1:]],
        ["", *TABLE[1]],
        ["1K1", FIRST, *TABLE[2][1:]],
        ["3.1", SECOND, *TABLE[4][1:]],
    ]
    book = report(TITLE, table)
    assert READER.recognises(book) == 0.95
    assert figures(READER.read(book, request_of())) == EXPECTED


def test_groups_named_only_by_level_are_those_of_the_file(report, request_of):
    table = [[TABLE[0][0], "Макс. балл", "Регион", "МО", "ОО", "РФ"], *TABLE[1:3]]
    book = report(TITLE, table, file="edu203389 планируемые reg20_m012.xlsx")
    assert [row[:2] for row in figures(READER.read(book, request_of()))] == [
        ("region", 20),
        ("municipality", 12),
        ("school", 203389),
        ("country", 0),
    ]


def test_a_school_that_nobody_names_is_left_out(report, request_of):
    table = [[TABLE[0][0], "Макс. балл", "Регион", "МО", "ОО", "РФ"], *TABLE[1:3]]
    reading = READER.read(report(TITLE, table), request_of())
    assert [row[0] for row in figures(reading)] == ["region", "municipality", "country"]
    assert [(p.code, p.cell) for p in reading.problems] == [("school_unknown", "E8")]


def test_a_requirement_without_a_number_and_a_percentage_above_hundred_are_reported(report, request_of):
    table = [TABLE[0], TABLE[1], [FIRST, 4, 60, 61, 62, 63], [f"2. {SECOND}", 4, 60, 161, 62, 63]]
    reading = READER.read(report(TITLE, table), request_of())
    assert [(p.code, p.cell) for p in reading.problems] == [
        ("requirement_without_item", "A10"),
        ("above_hundred", "D11"),
    ]
    assert [row[:3] for row in figures(reading)] == [
        ("region", 20, "2"),
        ("school", 203389, "2"),
        ("country", 0, "2"),
    ]
