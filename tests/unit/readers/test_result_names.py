"""No reader of pupil rows stores or repeats a name that stands for a code, a class, a variant or a score."""

from __future__ import annotations

import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.model.reader import Reader, Request
from objektiv.model.tables import PRESENT, QUARANTINED
from objektiv.readers import (
    collection_2026,
    report_individual,
    results_2020,
    results_2021,
    results_2022,
    results_template,
)
from objektiv.workbooks.book import MemoryBook

# Reader, sheet, header, then what stands under it: code, class, variant and points of two parts are filled in.
LAYOUTS = [
    (results_2020.READER, "Sheet1", ["user", "code", "klass", "var-1", "a-1-grade", "a-2-grade"]),
    (
        results_2021.READER,
        "Sheet",
        ["логин школы", "код обучающегося", "класс", "вариант", "балл за 1", "балл за 2"],
    ),
    (
        results_2022.READER,
        "Протокол",
        ["Пользователь", "Код", "Наименование класса", "Вариант", "1 (2б)", "2 (2б)"],
    ),
    (
        collection_2026.READER,
        "Протокол",
        ["логин", "Код участника", "Порядковый номер класса", "Вариант", "1 (2б)", "2 (2б)", "Итого баллов"],
    ),
    (results_template.READER, "Данные", ["Школа", "Код участника", "Класс", "Вариант", "1 (2б)", "2 (2б)"]),
    (
        report_individual.READER,
        "Индивидуальные результаты",
        ["ОО", "Код участника", "Класс", "Вариант", "1 (2б)", "2 (2б)", "Первичный балл"],
    ),
]
ROWS = [
    ["edu990001", "Планинина", "4А", "1", "1", "2", ""],
    ["edu990001", "4А-17", "Планинина Мария", "1", "1", "2", ""],
    ["edu990001", "К-12", "НЕТ", "Планинина", "1", "2", ""],
    ["edu990001", "40004", "11а", "2", "Планинина Мария", "2", ""],
    ["edu990001", "40005", "б", "отсутствовал", "", "", ""],
]


@pytest.mark.parametrize(
    ("reader", "sheet", "header"), LAYOUTS, ids=[reader.code for reader, _, _ in LAYOUTS]
)
def test_a_name_is_neither_stored_nor_repeated(reader: Reader, sheet: str, header: list[str]) -> None:
    rows = [header, *[row[: len(header)] for row in ROWS]]
    drawn = MemoryBook("таблица.xlsx", "edu990001/таблица.xlsx", {sheet: rows})
    request = Request(AssessmentId.parse("vpr-2021-ma4"), lambda _: None, is_said_by_user=True)
    reading = reader.read(drawn, request)
    assert reading.attempts is not None
    table = reading.attempts.table
    assert reading.rows == 5
    assert table["pupil"].tolist() == ["", "4А-17", "К-12", "40004", "40005"]
    assert table["class_group"].tolist() == ["4А", "", "НЕТ", "11а", "б"]
    assert table["form"].tolist() == ["1", "1", "", "2", ""]
    assert table["status"].tolist()[:4] == [PRESENT] * 3 + [QUARANTINED]
    assert [p.code for p in reading.problems].count("name_withheld") == 3
    assert "Планинина" not in repr((reading.problems, list(table.rows())))
