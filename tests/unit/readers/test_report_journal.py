from __future__ import annotations

import pytest

from objektiv.readers.report_journal import READER

TITLE = "Сравнение отметок с отметками по журналу"
LOWER, EQUAL, HIGHER = (
    "Понизили (Отметка < Отметка по журналу)",
    "Подтвердили (Отметка = Отметке по журналу)",
    "Повысили (Отметка > Отметка по журналу)",
)
WIDE = [
    [
        "Группы участников",
        "Кол-во участников(всего)",
        *[f"{word} {unit}" for word in (LOWER, EQUAL, HIGHER) for unit in ("%", "Кол-во участников")],
    ],
    ["Чеченская Республика", 200, 25, 50, 60, 120, 15, 30],
    ["Горный район(reg20_m012)", 100, 30, 30, 60, 60, 10, 10],
    ["МБОУ «СОШ № 1»(edu203389)", 40, 50, 20, 45, 18, 5, 2],
]
EXPECTED = {
    ("region", 20): {"понизили": (200, 50.0), "подтвердили": (200, 120.0), "повысили": (200, 30.0)},
    ("municipality", 12): {"понизили": (100, 30.0), "подтвердили": (100, 60.0), "повысили": (100, 10.0)},
    ("school", 203389): {"понизили": (40, 20.0), "подтвердили": (40, 18.0), "повысили": (40, 2.0)},
}


def figures(reading, unit="count"):
    found = {}
    for row in reading.extras[0].table.rows():
        assert (row["aggregate"], row["unit"]) == ("journal_shares", unit)
        found.setdefault((row["level"], row["id"]), {})[row["key"]] = (row["n"], row["value"])
    return found


def test_the_wide_layout_gives_counts(report, request_of):
    book = report(TITLE, WIDE)
    reading = READER.read(book, request_of())
    assert READER.recognises(book) == 0.95
    assert figures(reading) == EXPECTED
    assert reading.problems == ()


def test_counts_may_stand_under_headers_that_do_not_repeat_the_word(report, request_of):
    header = ["Группы участников", "Кол-во участников(всего)"]
    for word in (LOWER, EQUAL, HIGHER):
        header += [f"{word} %", "Кол-во участников"]
    assert figures(READER.read(report(TITLE, [header, *WIDE[1:]]), request_of())) == EXPECTED


def test_words_may_stand_over_merged_cells_with_the_units_below(report, request_of):
    header = [
        ["Группы участников", "Кол-во участников", LOWER, "", EQUAL, "", HIGHER, ""],
        ["", "", "%", "Кол-во участников", "%", "Кол-во участников", "%", "Кол-во участников"],
    ]
    reading = READER.read(report(TITLE, [*header, *WIDE[1:]]), request_of())
    assert figures(reading) == EXPECTED


def test_spelling_of_the_words_does_not_matter(report, request_of):
    header = [
        "Группы участников ",
        "Количество участников",
        "Понизили (Отметка < Отметке по журналу) %",
        "понизили кол-во участников",
        "Подтвердили (Отметка=Отметка по журналу) %",
        "ПОДТВЕРДИЛИ Кол-во участников",
        "Повысили  (Отметка > Отметке по журналу), %",
        "Повысили количество",
    ]
    assert figures(READER.read(report(TITLE, [header, *WIDE[1:]]), request_of())) == EXPECTED


def test_without_counts_the_percentages_are_kept(report, request_of):
    table = [
        ["Группы участников", "Кол-во участников", LOWER, EQUAL, HIGHER],
        ["Вся выборка", 1000, 25.5, 60.1, 14.4],
    ]
    assert figures(READER.read(report(TITLE, table), request_of()), "percent") == {
        ("country", 0): {
            "понизили": (1000, 25.5),
            "подтвердили": (1000, 60.1),
            "повысили": (1000, 14.4),
        }
    }


def test_the_older_layout_has_four_rows_a_group(report, request_of):
    table = [["Группы участников", "Кол-во участников", "%"]]
    for name, n, *counts in (
        ("Чеченская Республика", 200, 50, 120, 30),
        ("Горный район(reg20_m012)", 100, 30, 60, 10),
        ("МБОУ «СОШ № 1»(edu203389)", 40, 20, 18, 2),
    ):
        table.append([name, "", ""])
        table += [
            [word, count, 100 * count / n] for word, count in zip((LOWER, EQUAL, HIGHER), counts, strict=True)
        ]
        table.append(["Всего", n, 100])
    book = report(TITLE, table, work="ВПР 2021 Русский язык 4 класс")
    reading = READER.read(book, request_of())
    assert READER.recognises(book) == 0.95
    assert str(reading.assessment) == "vpr-2021-ru4"
    assert figures(reading) == EXPECTED
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["Вся выборка", 200, 25, 50, 60, 120, 15, 31], "вместе 201"),
        (["Вся выборка", 200, 25, 50, 60, 120, 25, 30], "доли дают в сумме 110,00 %"),
        (["Вся выборка", 200, 35, 50, 50, 120, 15, 30], "«понизили»: 50 из 200 — это не 35,00 %"),
    ],
)
def test_figures_that_do_not_agree_are_reported(report, request_of, row, said):
    (problem,) = READER.read(report(TITLE, [WIDE[0], row]), request_of()).problems
    assert (problem.code, problem.cell) == ("journal_shares_differ", "A9")
    assert said in problem.message


def test_statistics_by_marks_are_not_taken_for_it(report):
    marks = [
        ["Группы участников", "Кол-во ОО", "Кол-во участников", 2, 3, 4, 5],
        ["Вся выборка", 1, 1, 0, 0, 0, 100],
    ]
    assert READER.recognises(report("Статистика по отметкам", marks)) == 0
