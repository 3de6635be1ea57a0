from __future__ import annotations

import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.reader import Request
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import ABSENT, PRESENT, QUARANTINED
from objektiv.readers.results_2022 import READER
from objektiv.workbooks.book import MemoryBook

WORK = AssessmentId.parse("vpr-2022-ma5")
HEADER = ["Пользователь", "Код региона", "Регион", "Муниципалитет", "Школа", "Дата загрузки", "Код", "Вариант",
          "1 (1б)", "5(1) (1б)", "10К1 (2б)",
          "Наименование класса", "Пол", "Отметка за предыдущий триместр/ четверть/полугодие",
          "Итого баллов"]  # fmt: skip
PLACE = ["edu990001", 99.0, "reg990000 | Учебная область", "reg99_m019 | Муниципальное образование 19",
         "edu990001 | Школа № 990001", "04.03.2022 06:13:33"]  # fmt: skip
SOUND = [*PLACE, 50001.0, "1", "1", "X", 2.0, 11.0, "м", "3", 3.0]
ABSENT_ROW = [*PLACE, 50002.0, "отсутствовал", "", "", "", "", "", "", 0.0]
UNKNOWN = Request(WORK, lambda _: None)
CLASSES = [
    ["Пользователь", "Буква (цифра) класса", "Основной учебник по предмету"],
    ["edu990001", "А", "ma5.1"],
]


def book(*rows: list[object], header: list[str] = HEADER) -> MemoryBook:
    return MemoryBook(
        "Математика.xlsx", "2022/5/Математика.xlsx", {"Классы": CLASSES, "Протокол": [header, *rows]}
    )


def known(scale: Scale) -> Request:
    return Request(WORK, {WORK: scale}.get)


def test_parts_and_maxima_come_from_the_headers() -> None:
    reading = READER.read(book(SOUND, ABSENT_ROW), UNKNOWN)
    assert reading.scale is not None
    assert reading.attempts is not None
    assert reading.scale.parts == (Part("1", 1), Part("5.1", 1), Part("10К1", 2))
    assert (reading.scale.maximum, reading.scale.trust, reading.scale.boundaries) == (4, "headers", None)
    assert {code: scores.tolist() for code, scores in reading.attempts.parts.items()} == {
        "1": [1, -1], "5.1": [-2, -1], "10К1": [2, -1],
    }  # fmt: skip
    table = reading.attempts.table
    assert (table["status"].tolist(), table["municipality"].tolist()) == ([PRESENT, ABSENT], [19, 19])
    assert (table["class_group"].tolist(), table["journal_mark"].tolist()) == (["11", ""], [3, 0])
    assert [problem.code for problem in reading.problems] == ["no_scale"]


def test_scale_that_agrees_with_the_headers_is_kept() -> None:
    scale = Scale(WORK, (Part("1", 1, "Б"), Part("5.1", 1), Part("10К1", 2, "П")), 4, (1, 2, 3))
    reading = READER.read(book(SOUND), known(scale))
    assert (reading.scale, reading.problems) == (scale, ())


def test_scale_that_contradicts_the_headers_gives_way_to_them() -> None:
    scale = Scale(WORK, (Part("1", 2), Part("5.1", 1), Part("10К1", 2)), 5, (1, 2, 3))
    reading = READER.read(book(SOUND), known(scale))
    assert reading.scale is not None
    assert (reading.scale.maximum, reading.scale.boundaries) == (4, None)
    assert "в реестре" in reading.problems[0].message


def test_class_gender_and_mark_to_the_right_are_no_stray_scores() -> None:
    digits = [*PLACE, 50001.0, "1", "1", "1", "1", 5.0, "1", "4", 3.0]
    beyond = [*SOUND, "2"]
    reading = READER.read(book(digits, beyond), UNKNOWN)
    assert reading.attempts is not None
    assert reading.attempts.table["status"].tolist() == [PRESENT, QUARANTINED]


def test_part_columns_may_stand_in_any_order() -> None:
    order = [6, 10, 0, 7, 9, 3, 8, 14, 13, 12, 11, 1, 2, 4, 5]
    scale = Scale(WORK, (Part("1", 1), Part("5.1", 1), Part("10К1", 2)), 4, (1, 2, 3))
    mixed = book([SOUND[k] for k in order], header=[HEADER[k] for k in order])
    attempts, reference = (
        READER.read(mixed, known(scale)).attempts,
        READER.read(book(SOUND), known(scale)).attempts,
    )
    assert attempts is not None
    assert reference is not None
    assert list(attempts.table.rows()) == list(reference.table.rows())
    assert {code: scores.tolist() for code, scores in attempts.parts.items()} == {
        "1": [1],
        "5.1": [-2],
        "10К1": [2],
    }


def test_file_without_a_pupil_row_has_no_rows_and_a_warning() -> None:
    reading = READER.read(book(), UNKNOWN)
    assert (reading.rows, "no_rows" in {problem.code for problem in reading.problems}) == (0, True)


def test_sheet_without_parts_is_refused() -> None:
    with pytest.raises(RefusedFileError, match="ни одного столбца с баллами"):
        READER.read(book(header=["Пользователь", "Код", "Вариант"]), UNKNOWN)
