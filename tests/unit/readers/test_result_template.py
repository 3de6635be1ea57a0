from __future__ import annotations

from pathlib import Path

import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.reader import Request
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import ABSENT, NO_SCHOOL, PRESENT, QUARANTINED
from objektiv.readers.results_template import READER
from objektiv.workbooks.book import MemoryBook, open_book

WORK = AssessmentId.parse("dkr-2024-ma7")
SCALE = Scale(WORK, (Part("1", 1), Part("2.1", 2), Part("3К1", 3)), 6, (2, 4, 6))
KNOWN = Request(WORK, {WORK: SCALE}.get)
UNKNOWN = Request(WORK, lambda _: None)


def book(*rows: list[object], header: list[str] | None = None) -> MemoryBook:
    return MemoryBook("р.xlsx", "dkr-2024-ma7.xlsx", {"Данные": [header or list(READER.examples), *rows]})


def row(**cells: object) -> list[object]:
    return [cells.get(name, example) for name, example in READER.examples.items()]


def test_the_filled_template_reads_back() -> None:
    reading = READER.read(book(row()), KNOWN)
    assert reading.attempts is not None
    assert (reading.rows, reading.scale, reading.problems) == (1, SCALE, ())
    assert next(reading.attempts.table.rows()) == {
        "row": 2, "school": 990_001, "municipality": 7, "pupil": "40001", "class_group": "4А", "gender": "ж",
        "form": "1", "journal_mark": 4, "printed_total": 3, "printed_mark": 3,
        "status": PRESENT, "absence": 0, "fault": 0,
        "raw_score": 3,
    }  # fmt: skip


def test_every_column_has_an_explanation_and_an_example() -> None:
    assert READER.template is not None
    assert list(READER.template) == list(READER.examples)
    assert set(READER.choices) <= set(READER.template)


def test_csv_from_a_russian_excel_is_read(tmp_path: Path) -> None:
    path = tmp_path / "dkr-2024-ma7.csv"
    lines = [list(READER.examples), row(), row(**{"Код участника": "40002", "Вариант": "отсутствовал", "1 (1б)": "",
             "2.1 (2б)": "", "3К1 (3б)": "", "Итого": "", "Отметка": ""})]  # fmt: skip
    path.write_text("\r\n".join(";".join(map(str, line)) for line in lines), encoding="cp1251")
    opened = open_book(path)
    assert READER.recognises(opened) == 1.0
    attempts = READER.read(opened, KNOWN).attempts
    assert attempts is not None
    assert attempts.table["status"].tolist() == [PRESENT, ABSENT]


def test_mark_that_disagrees_with_the_scale_is_reported() -> None:
    reading = READER.read(book(row(Отметка="5")), KNOWN)
    assert [(p.code, p.cell) for p in reading.problems] == [("mark_differs", "L2")]


def test_maxima_may_be_left_to_the_scale() -> None:
    bare = [name.split(" (")[0] for name in READER.examples]
    assert READER.read(book(row(), header=bare), KNOWN).scale == SCALE
    with pytest.raises(RefusedFileError, match="не указан наибольший балл"):
        READER.read(book(row(), header=bare), UNKNOWN)


def test_school_that_is_no_login_quarantines_the_row() -> None:
    attempts = READER.read(book(row(Школа="Лицей № 5"), row(**{"Код участника": "40002"})), KNOWN).attempts
    assert attempts is not None
    assert attempts.table["status"].tolist() == [QUARANTINED, PRESENT]
    assert attempts.table["fault"].tolist() == [NO_SCHOOL, 0]


def test_table_without_parts_is_another_template() -> None:
    assert READER.recognises(book(header=["Школа", "Код участника", "Вариант", "Отметка"])) == 0.0
