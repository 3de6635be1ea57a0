"""The workbook: numbers are numbers, no formula anywhere, sheets ready to print."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from objektiv.documents.blocks import INTEGER, Column, DataTable
from objektiv.documents.xlsx import Sheet, escape_formula, write_workbook


@pytest.fixture
def path(table: DataTable, tmp_path: Path) -> Path:
    sheets = [
        Sheet("Школы", ("Строка над таблицей", "=опасно"), (table,)),
        Sheet("Две", ("x",), (table, DataTable("Вторая", (Column("А"),), (("а",),)))),
        Sheet("Пусто", (), (DataTable("Пустая", (Column("А"), Column("Б", INTEGER)), ()),)),
    ]
    write_workbook(tmp_path / "x.xlsx", sheets, title="Отчёт", stripe="УЧЕБНЫЕ ДАННЫЕ")
    return tmp_path / "x.xlsx"


def xml(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_values_read_back(path: Path) -> None:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Школы").to_python()
    assert rows[0][0] == "Строка над таблицей"
    assert rows[1][0] == "'=опасно"
    assert rows[3] == ["Код", "Работ", "Балл", "Доля", "p", "Зона"]
    assert rows[4] == ["990001", 1234, 12.345, 0.125, 0.0001, "▲ высокий"]
    assert rows[5][1:4] == ["", "", ""]
    assert rows[6][0] == "'=HYPERLINK(1)"
    assert rows[7][0] == "Примечание к таблице."


def test_no_cell_is_a_formula(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert len(sheets) == 3
        assert all(b"<f>" not in archive.read(name) for name in sheets)


def test_a_list_is_frozen_filtered_and_prints_on_a4(path: Path) -> None:
    sheet = xml(path, "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="4"' in sheet
    assert '<autoFilter ref="A4:F7"/>' in sheet
    assert 'paperSize="9"' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "УЧЕБНЫЕ ДАННЫЕ" in sheet
    names = xml(path, "xl/workbook.xml")
    assert "Школы!$4:$4" in names
    assert "Школы!$A$1:$F$8" in names


def test_formats_leave_the_comma_to_the_reader(path: Path) -> None:
    styles = xml(path, "xl/styles.xml")
    assert 'formatCode="0.0%"' in styles
    assert "," not in "".join(part for part in styles.split('formatCode="')[1:] if part.startswith("0.0"))[:8]


def test_the_same_sheets_give_the_same_bytes(path: Path, table: DataTable, tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", [Sheet("Школы", ("x",), (table,))], title="Отчёт")
    write_workbook(tmp_path / "b.xlsx", [Sheet("Школы", ("x",), (table,))], title="Отчёт")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@given(st.text())
def test_an_escaped_text_never_begins_like_a_formula(text: str) -> None:
    escaped = escape_formula(text)
    assert not escaped.startswith(("=", "+", "-", "@"))
    assert escaped.removeprefix("'") == text or escaped == text


def test_a_refusal_of_the_disk_is_the_usual_error(table: DataTable, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_workbook(tmp_path / "нет" / "x.xlsx", [Sheet("А", (), (table,))], title="Отчёт")


def test_paper_has_the_first_columns_and_the_screen_all(table: DataTable, tmp_path: Path) -> None:
    write_workbook(tmp_path / "x.xlsx", [Sheet("Школы", ("Строка",), (table,), printed=3)], title="Отчёт")
    assert "Школы!$A$1:$C$7" in xml(tmp_path / "x.xlsx", "xl/workbook.xml")
    sheet = xml(tmp_path / "x.xlsx", "xl/worksheets/sheet1.xml")
    assert '<mergeCell ref="A1:C1"/>' in sheet
    assert '<autoFilter ref="A3:F6"/>' in sheet


def test_the_heading_row_of_a_long_last_table_repeats(table: DataTable, tmp_path: Path) -> None:
    short = DataTable("Короткая", (Column("А"),), (("а",),))
    write_workbook(
        tmp_path / "x.xlsx",
        [Sheet("Хвост", (), (short, table)), Sheet("Начало", (), (table, short))],
        title="Отчёт",
    )
    names = xml(tmp_path / "x.xlsx", "xl/workbook.xml")
    assert re.findall(r">(\w+!\$\d+:\$\d+)<", names) == ["Хвост!$7:$7"]


def test_no_caption_is_parted_from_its_table(tmp_path: Path) -> None:
    long = DataTable("Длинная", (Column("А"),), (("а",),) * 25)
    next_one = DataTable("Следующая", (Column("А"),), (("а",),) * 20)
    write_workbook(tmp_path / "x.xlsx", [Sheet("А", (), (long, next_one))], title="Отчёт")
    sheet = xml(tmp_path / "x.xlsx", "xl/worksheets/sheet1.xml")
    assert '<rowBreaks count="1" manualBreakCount="1"><brk id="29"' in sheet
