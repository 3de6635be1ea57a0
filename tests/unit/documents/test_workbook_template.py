from __future__ import annotations

import re
import zipfile

import pytest

from objektiv.documents.workbook_template import write_csv_template, write_template
from objektiv.model.errors import LakeError
from objektiv.workbooks.book import open_book

COLUMNS = {
    "Школа": "Логин школы: шесть цифр.",
    "=1+1": "Столбец, похожий на формулу.",
    "Вид": "Выберите из списка.",
    "Отметка": "Отметка 2–5.",
}
EXAMPLES = {"Школа": "sch990001", "Отметка": "4", "Вид": "@обычная"}
CHOICES = {"Вид": ("@обычная", "с запятой, в тексте"), "Отметка": ("2", "3", "4", "5")}


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "шаблон.xlsx"
    write_template(path, "Реестр", COLUMNS, EXAMPLES, CHOICES)
    return path


def xml(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_the_data_sheet_holds_only_the_headers(template):
    book = open_book(template)
    assert list(book.sheet_names) == ["Данные", "Справка"]
    assert book.rows("Данные") == [list(COLUMNS)]


def test_the_reference_sheet_explains_every_column(template):
    rows = [row[:4] for row in open_book(template).rows("Справка")]
    assert rows[0][0] == "Реестр"
    assert rows[rows.index(["Столбец", "Что писать", "Пример", "Допустимые значения"]) + 1 :] == [
        ["Школа", "Логин школы: шесть цифр.", "sch990001", ""],
        ["=1+1", "Столбец, похожий на формулу.", "", ""],
        ["Вид", "Выберите из списка.", "@обычная", "@обычная; с запятой, в тексте"],
        ["Отметка", "Отметка 2–5.", "4", "2; 3; 4; 5"],
    ]


def test_nothing_is_a_formula(template):
    assert all("<f>" not in xml(template, f"xl/worksheets/sheet{number}.xml") for number in (1, 2))


def test_the_header_is_frozen_and_lists_lead_to_the_reference(template):
    sheet = xml(template, "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="1" topLeftCell="A2"' in sheet
    lists = dict(re.findall(r'sqref="(\w+):\w+"><formula1>(.*?)</formula1>', sheet))
    assert lists == {"C2": "'Справка'!$F$2:$F$3", "D2": "'Справка'!$G$2:$G$5"}
    reference = open_book(template).rows("Справка")
    assert [row[5] for row in reference[1:3]] == ["@обычная", "с запятой, в тексте"]
    assert [row[6] for row in reference[1:5]] == [2.0, 3.0, 4.0, 5.0]


def test_two_writings_give_the_same_bytes(template, tmp_path):
    again = tmp_path / "ещё.xlsx"
    write_template(again, "Реестр", COLUMNS, EXAMPLES, CHOICES)
    assert again.read_bytes() == template.read_bytes()


def test_a_csv_opens_in_excel_and_has_its_explanations_beside_it(tmp_path):
    path = tmp_path / "шаблон.csv"
    beside = write_csv_template(path, "Реестр", COLUMNS, EXAMPLES)
    assert path.read_bytes() == "\ufeffШкола;'=1+1;Вид;Отметка\r\n".encode()
    assert beside == tmp_path / "шаблон.справка.txt"
    lines = beside.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Реестр"
    assert lines[-1] == "Отметка — Отметка 2–5. Пример: 4"


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path):
    with pytest.raises(LakeError, match=r"не удалось записать шаблон\.xlsx"):
        write_template(tmp_path / "нет" / "шаблон.xlsx", "Реестр", COLUMNS)
    with pytest.raises(LakeError, match=r"не удалось записать шаблон\.csv"):
        write_csv_template(tmp_path / "нет" / "шаблон.csv", "Реестр", COLUMNS)
