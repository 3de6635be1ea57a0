from __future__ import annotations

from objektiv.model.assessment import AssessmentId
from objektiv.model.reader import Request
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import ABSENT, PRESENT, QUARANTINED
from objektiv.readers.results_2021 import READER
from objektiv.workbooks.book import MemoryBook

WORK = AssessmentId.parse("vpr-2021-ma4")
SCALE = Scale(WORK, (Part("1", 1), Part("5.1", 2)), 3, (1, 2, 3))
KNOWN = Request(WORK, {WORK: SCALE}.get)
HEADER = ["логин школы", "регион", "номер обучающегося", "код обучающегося", "отметка за предыдущую четверть/триместр",
          "пол", "класс", "вариант", "всего баллов", "балл за 1", "балл за 2",
          "Учебник", "Др.уч. автор", ""]  # fmt: skip
SOUND = [
    "sch990001",
    "Муниципальное образование 63",
    "1",
    "40001",
    "4",
    "м",
    "4А",
    "1",
    "2",
    "1",
    "1",
    "Моро М.И.",
    "",
    "",
]
ABSENT_ROW = [
    "sch990001",
    "Муниципальное образование 63",
    "2",
    "40002",
    "",
    "",
    "",
    "отсутствовал",
    *[""] * 6,
]


def book(*rows: list[object], header: list[str] = HEADER) -> MemoryBook:
    return MemoryBook("м.xlsx", "2021/4/Математика.xlsx", {"Sheet": [header, *rows]})


def test_rows_are_read_with_codes_of_the_scale() -> None:
    reading = READER.read(book(SOUND, ABSENT_ROW), KNOWN)
    assert reading.attempts is not None
    assert (reading.rows, reading.scale, reading.problems) == (2, SCALE, ())
    assert {code: scores.tolist() for code, scores in reading.attempts.parts.items()} == {
        "1": [1, -1],
        "5.1": [1, -1],
    }
    table = reading.attempts.table
    assert (table["status"].tolist(), table["school"].tolist()) == ([PRESENT, ABSENT], [990_001] * 2)
    assert (table["municipality"].tolist(), table["raw_score"].tolist()) == ([63, 63], [2, -1])


def test_headers_may_have_spaces_and_latin_look_alikes() -> None:
    typed = [name.replace("а", "a").replace("о", "o").upper() + "  " for name in HEADER]
    spoiled = book(SOUND, header=typed)
    assert READER.recognises(spoiled) == 1.0
    attempts = READER.read(spoiled, KNOWN).attempts
    assert attempts is not None
    assert attempts.table["raw_score"].tolist() == [2]


def test_numbers_may_be_numbers() -> None:
    numeric = [float(cell) if isinstance(cell, str) and cell.isdigit() else cell for cell in SOUND]
    attempts, reference = READER.read(book(numeric), KNOWN).attempts, READER.read(book(SOUND), KNOWN).attempts
    assert attempts is not None
    assert reference is not None
    assert list(attempts.table.rows()) == list(reference.table.rows())


def test_shifted_and_impossible_rows_are_quarantined_with_their_cells() -> None:
    shifted = [*SOUND[:-1], "1"]
    impossible = [*SOUND[:3], "40003", *SOUND[4:9], "2", *SOUND[10:]]
    reading = READER.read(book(shifted, impossible), KNOWN)
    assert reading.attempts is not None
    assert reading.attempts.table["status"].tolist() == [QUARANTINED] * 2
    assert [(p.code, p.sheet, p.cell, p.school) for p in reading.problems] == [
        ("quarantined", "Sheet", "N2", 990_001),
        ("quarantined", "Sheet", "J3", 990_001),
    ]


def test_columns_with_names_are_not_stored_and_that_is_said() -> None:
    named = book([*SOUND, "Иванов Иван", "112-233-445 95"], header=[*HEADER, "ФИО", "СНИЛС"])
    reading = READER.read(named, KNOWN)
    assert [(p.code, p.cell) for p in reading.problems] == [
        ("personal_column", "O1"),
        ("personal_column", "P1"),
    ]
    assert reading.attempts is not None
    assert "Иванов" not in repr([list(reading.attempts.table.rows()), reading.problems])


def test_second_sheet_with_results_is_not_lost_in_silence() -> None:
    two = MemoryBook(
        "м.xlsx", "2021/4/Математика.xlsx", {"4А": [HEADER, SOUND], "4Б": [HEADER, SOUND], "Прим.": [["—"]]}
    )
    reading = READER.read(two, KNOWN)
    assert (reading.rows, [problem.code for problem in reading.problems]) == (1, ["sheets_unread"])
    assert "«4Б»" in reading.problems[0].message


def test_file_without_a_pupil_row_has_no_rows_and_a_warning() -> None:
    reading = READER.read(book(), KNOWN)
    assert (reading.rows, [(p.severity, p.code) for p in reading.problems]) == (0, [("warning", "no_rows")])


def test_table_may_stand_below_other_lines() -> None:
    lower = MemoryBook(
        "м.xlsx", "2021/4/Математика.xlsx", {"Sheet": [["Выгрузка от 01.06.2021"], [], HEADER, SOUND]}
    )
    attempts = READER.read(lower, KNOWN).attempts
    assert attempts is not None
    assert attempts.table["row"].tolist() == [4]
