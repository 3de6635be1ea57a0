from __future__ import annotations

import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.reader import Request, Rows
from objektiv.model.tables import ABSENT, PRESENT
from objektiv.readers.collection_2026 import READER
from objektiv.workbooks.book import MemoryBook

WORK = AssessmentId.parse("vpr-2026-ma4")
UNKNOWN = Request(WORK, lambda _: None)
HEADER = ["Код участника", "Вариант", "1 (5б)", "4К1 (3б)", "4К2 (2б)", "Порядковый номер класса",
          "Отметка за предыдущий триместр/ четверть/полугодие", "Итого баллов"]  # fmt: skip
ROWS = [
    HEADER,
    [40001.0, "1", 5.0, "X", 2.0, 1.0, 4.0, 7.0],
    [40002.0, "отсутствовал", "", "", "", 1.0, "нет отметки", 0.0],
    *[["", "", "", "", "", "", "", 0.0]] * 1500,
]
NAME = "Форма сбора результатов Математика 4 класс ВПР 2026.xlsx"


def book(path: str, rows: Rows = ROWS) -> MemoryBook:
    sheets: dict[str, Rows] = {
        "Протокол": rows,
        "Служебный": [["1", 5], ["X", 4]],
        "Порядковый номер класса": [[1], [2]],
    }
    return MemoryBook(path.rsplit("/", 1)[-1], path, sheets)


def test_rows_made_in_advance_are_no_pupils() -> None:
    reading = READER.read(book(f"edu990001/{NAME}"), UNKNOWN)
    assert reading.attempts is not None
    assert reading.rows == 2
    assert reading.attempts.table["status"].tolist() == [PRESENT, ABSENT]
    assert reading.attempts.table["raw_score"].tolist() == [7, -1]
    assert reading.attempts.table["class_group"].tolist() == ["1", "1"]
    assert [problem.code for problem in reading.problems] == ["no_scale"]


@pytest.mark.parametrize(
    ("path", "school"),
    [
        (f"выгрузки/edu990001/{NAME}", 990_001),
        (f"sch990001/edu990002/{NAME}", 990_002),
        (f"данные/990003 {NAME}", 990_003),
        (f"edu990004_{NAME}", 990_004),
    ],
)
def test_school_is_named_by_the_path(path: str, school: int) -> None:
    attempts = READER.read(book(path), UNKNOWN).attempts
    assert attempts is not None
    assert set(attempts.table["school"].tolist()) == {school}


@pytest.mark.parametrize("path", [NAME, f"202604/{NAME}"])
def test_form_of_an_unknown_school_is_refused(path: str) -> None:
    with pytest.raises(RefusedFileError, match="нет логина школы") as refused:
        READER.read(book(path), UNKNOWN)
    assert "edu990001" in refused.value.remedy


def test_form_is_recognised_without_its_helper_sheets_too() -> None:
    assert READER.recognises(book(NAME)) == 1.0
    assert 0 < READER.recognises(MemoryBook(NAME, NAME, {"Протокол": ROWS})) < 1


def test_empty_form_has_no_rows_and_a_warning() -> None:
    reading = READER.read(book(f"edu990001/{NAME}", [HEADER, *ROWS[3:]]), UNKNOWN)
    assert (reading.rows, "no_rows" in {problem.code for problem in reading.problems}) == (0, True)
