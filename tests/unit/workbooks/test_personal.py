from __future__ import annotations

import pytest

from objektiv.workbooks.personal import drop_personal, is_personal
from objektiv.workbooks.remarks import Remarks


@pytest.mark.parametrize(
    "header",
    ["ФИО", "Ф.И.О. учителя", "ф. и. о.", "Фамилия", "Имя", "Отчество ", "Паспорт (серия, номер)", "Документ", "СНИЛС",
     "Дата рождения", "Телефон родителя", "Домашний адрес", "e-mail", "ФАМИЛИЯ, имя"],
)  # fmt: skip
def test_names_and_documents_are_personal(header: str) -> None:
    assert is_personal(header)


@pytest.mark.parametrize(
    "header",
    ["Код участника", "Наименование класса", "Школа", "1 (2б)", "Вариант", "Дата загрузки", "", 5.0, "Пол"],
)
def test_codes_and_scores_are_not(header: object) -> None:
    assert not is_personal(header)


def test_each_personal_column_is_reported_with_its_cell() -> None:
    remarks = Remarks("ф.xlsx", "Л")
    assert drop_personal(["Код", "Фамилия ", "Балл", "СНИЛС"], 4, remarks) == (1, 3)
    assert [(p.severity, p.code, p.cell, p.file, p.sheet) for p in remarks.problems] == [
        ("note", "personal_column", "B5", "ф.xlsx", "Л"),
        ("note", "personal_column", "D5", "ф.xlsx", "Л"),
    ]
    assert "«Фамилия»" in remarks.problems[0].message
