"""Official papers as workbooks: texts, merged bands, hidden keys, print set-up, the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook
from tests.unit.documents.papers import DOCUMENT, EVIL, TABLE

from objektiv.documents.blocks import Document
from objektiv.documents.paper_blocks import (
    PAPER,
    Dashes,
    Entry,
    Requisites,
    RuledColumn,
    RuledTable,
    SignedLines,
    Text,
)
from objektiv.documents.paper_sheet import KEY_TITLE, write_sheet

SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sheet") / "x.xlsx"
    write_sheet(DOCUMENT, path)
    return path


def rows_of(path: Path, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python(skip_empty_area=False)


def sheet_xml(path: Path, number: int) -> Any:
    """Sheets in order: 1 «Текст», 2 «План», 3 «Приложение»."""
    with ZipFile(path) as archive:
        return etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))


def test_the_table_stands_with_its_keys(path: Path) -> None:
    rows = rows_of(path, "План")
    assert rows[:6] == [
        ["№ п/п", "Мероприятия", "Сроки", KEY_TITLE],
        ["1. Раздел первый", "", "", ""],
        ["1.1.", "Инструктаж наблюдателей\n- по классам", "не позднее чем за 2 дня", "row-a"],
        ["1.2.", f"'{EVIL}", "", "row-b"],
        ["2. Раздел второй", "", "", ""],
        ["2.1.", "Анализ", "август", "row-c"],
    ]
    assert [row[0] for row in rows[6:] if row[0]] == [
        "Методист ______________ А. А. Пробная",
        "Ознакомлены:",
        "______________ Б. Б. Второй «___» __________ 20___ г.",
    ]


def test_the_text_stands_before_the_table(path: Path) -> None:
    assert [row[0] for row in rows_of(path, "Текст") if row[0]] == [
        "УТВЕРЖДАЮ",
        "Начальник",
        "«___» __________ 20___ г.",
        "План мероприятий",
        "на 2023-2024 учебный год",
        "1. Направление первое:",
        "– первое дело;",
        "– второе дело.",
    ]


def test_a_corner_above_a_table_stands_over_its_last_columns(tmp_path: Path) -> None:
    corner = Requisites(("УТВЕРЖДАЮ", "Начальник"), ("СОГЛАСОВАНО",), is_marked=True)
    write_sheet(Document("Д", (corner, TABLE), layout=PAPER), tmp_path / "x.xlsx")
    assert rows_of(tmp_path / "x.xlsx", "План")[:2] == [
        ["СОГЛАСОВАНО", "УТВЕРЖДАЮ", "", ""],
        ["", "Начальник", "", ""],
    ]


def test_the_keys_are_hidden(path: Path) -> None:
    columns = sheet_xml(path, 2).findall(".//m:col", SPACE)
    assert [(column.get("min"), column.get("hidden")) for column in columns][-1] == ("4", "1")


def test_no_cell_is_a_formula(path: Path) -> None:
    assert [sheet_xml(path, number).findall(".//m:f", SPACE) for number in (1, 2, 3)] == [[], [], []]


def test_the_heading_row_repeats_and_the_columns_fit_one_page(path: Path) -> None:
    with ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml").decode()
    assert "_xlnm.Print_Titles" in book
    setup = sheet_xml(path, 2).find(".//m:pageSetup", SPACE)
    assert (setup.get("paperSize"), setup.get("fitToHeight"), setup.get("orientation")) == (
        "9",
        "0",
        "portrait",
    )
    assert sheet_xml(path, 3).find(".//m:pageSetup", SPACE).get("orientation") == "landscape"


def test_each_table_has_a_sheet_with_what_leads_to_it(tmp_path: Path) -> None:
    blocks = (
        TABLE,
        SignedLines((("Методист", "А. А. Пробная"),)),
        Text("В конце"),
        Text("Решения:", is_kept=True),
        TABLE,
    )
    write_sheet(Document("Д", blocks, layout=PAPER), tmp_path / "x.xlsx")
    book = CalamineWorkbook.from_path(str(tmp_path / "x.xlsx"))
    assert book.sheet_names == ["План", "План 2"]
    first, second = (book.get_sheet_by_index(number).to_python() for number in (0, 1))
    assert first[-1][0] == "Методист ______________ А. А. Пробная"
    assert [row[0] for row in second[:3]] == ["В конце", "Решения:", "№ п/п"]


def test_a_table_below_much_text_begins_a_sheet(tmp_path: Path) -> None:
    def names(*above: Text | Dashes) -> list[str]:
        blocks = (*above, Text("Таблица", is_kept=True), TABLE)
        write_sheet(Document("Д", blocks, layout=PAPER), tmp_path / "x.xlsx")
        return list(CalamineWorkbook.from_path(str(tmp_path / "x.xlsx")).sheet_names)

    assert names(*[Text("слова")] * 5) == ["План"]
    assert names(*[Text("слова")] * 20) == ["Текст", "План"]
    assert names(Dashes(("дело",))) == ["Текст", "План"]


def test_a_name_that_no_sheet_may_have_is_mended(tmp_path: Path) -> None:
    table = RuledTable(
        (RuledColumn("А"), RuledColumn("Б")), (Entry(("а", "б")),), "'План: [2023/24]* " + "я" * 40
    )
    write_sheet(Document("Д", (table,), layout=PAPER), tmp_path / "x.xlsx")
    assert CalamineWorkbook.from_path(str(tmp_path / "x.xlsx")).sheet_names == [
        "План   2023 24   яяяяяяяяяяяяяя"
    ]


def test_a_row_is_as_high_as_its_longest_text_needs(tmp_path: Path) -> None:
    entries = (Entry(("слово " * 60, "б")), Entry(("слово", "б")))
    table = RuledTable((RuledColumn("А"), RuledColumn("Б")), entries)
    write_sheet(Document("Д", (table,), layout=PAPER), tmp_path / "x.xlsx")
    heights = [float(row.get("ht")) for row in sheet_xml(tmp_path / "x.xlsx", 1).findall(".//m:row", SPACE)]
    assert heights[1] > 8 * 16  # eight words of five letters stand on a line
    assert heights[2] < 25


def test_the_same_document_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    write_sheet(DOCUMENT, tmp_path / "b.xlsx")
    assert path.read_bytes() == (tmp_path / "b.xlsx").read_bytes()
