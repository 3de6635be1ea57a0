"""The Word file: A4, page numbers, heading rows that repeat, pictures that speak."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from objektiv.documents.blocks import (
    INTEGER,
    Bullets,
    Column,
    Columns,
    DataTable,
    Document,
    Figure,
    Heading,
    Paragraph,
    Section,
)
from objektiv.documents.docx import write_docx
from objektiv.documents.docx_table import fit_widths


@pytest.fixture
def written(printed_document: Document, tmp_path: Path) -> Any:
    heard: list[float] = []
    write_docx(printed_document, tmp_path / "x.docx", heard.append)
    assert heard == [1.0]
    return docx.Document(str(tmp_path / "x.docx"))


def test_the_page_is_a4_with_numbers_and_the_stripe(written: Any) -> None:
    section = written.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert "PAGE" in section.footer.paragraphs[0]._p.xml
    assert section.header.paragraphs[0].text == "УЧЕБНЫЕ ДАННЫЕ"


def test_heading_rows_repeat_and_rows_are_not_cut(written: Any) -> None:
    tables = [
        table for table in written.tables if table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    ]
    assert len(tables) == 3
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in tables[0].rows)


def test_cells_hold_formatted_values(written: Any) -> None:
    cells = [cell.text for cell in written.tables[0].rows[1].cells]
    assert cells == ["990001", "1\u00a0234", "12,35", "12,5\u00a0%", "<\u00a00,001", "▲ высокий"]


def test_tables_and_figures_are_numbered(written: Any) -> None:
    texts = [paragraph.text for paragraph in written.paragraphs]
    assert [text for text in texts if text.startswith("Таблица")] == [
        f"Таблица {i}. Школы" for i in (1, 2, 3)
    ]
    assert "Рисунок 1. Распределение баллов." in texts


def test_pictures_have_words_for_those_who_do_not_see_them(written: Any) -> None:
    described = [element.get("descr") for element in written.element.body.iter(qn("wp:docPr"))]
    assert described == ["Школа: 18 работ, больше всего трёх баллов."] * 4


def test_numbered_items_carry_their_numbers(written: Any) -> None:
    texts = [paragraph.text for paragraph in written.paragraphs]
    assert "1. первое" in texts
    assert "2. второе" in texts


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    table = DataTable("Т", (Column("А"), Column("Б", INTEGER)), (("а\x00б\x0b", 1),))
    write_docx(Document("Д", (Section("С", (Paragraph("x"), table), "s"),)), tmp_path / "x.docx")
    assert docx.Document(str(tmp_path / "x.docx")).tables[0].rows[1].cells[0].text == "аб"


def test_a_long_table_is_written_whole(tmp_path: Path) -> None:
    rows = tuple((str(i), i) for i in range(2000))
    table = DataTable("Т", (Column("А"), Column("Б", INTEGER)), rows)
    write_docx(Document("Д", (table,)), tmp_path / "x.docx")
    xml = docx.Document(str(tmp_path / "x.docx")).element.body
    assert len(list(xml.iter(qn("w:tr")))) == 2001


def kept(element: Any) -> bool:
    return element.find(f".//{qn('w:keepNext')}") is not None


def written_blocks(tmp_path: Path, *blocks: Any) -> Any:
    write_docx(Document("Д", blocks), tmp_path / "x.docx")
    return docx.Document(str(tmp_path / "x.docx"))


def test_what_leads_to_a_table_stays_on_its_page(tmp_path: Path, figure: Figure) -> None:
    table = DataTable("Т", (Column("А"),), (("а",),))
    file = written_blocks(
        tmp_path,
        Paragraph("далеко"),
        Heading("Школа", 4),
        Paragraph("вывод"),
        Paragraph("строка"),
        table,
        Paragraph("сам по себе"),
        Heading("Дальше", 3),
        Paragraph("длинный " * 70),
        table,
        Paragraph("к рисункам"),
        Columns(((figure,), (figure,))),
        Paragraph("к списку"),
        Bullets(("один",)),
    )
    found = {
        paragraph.text: kept(paragraph._p)
        for paragraph in file.paragraphs
        if paragraph.text
        in ("далеко", "вывод", "строка", "сам по себе", "длинный " * 70, "к рисункам", "к списку")
    }
    assert found == {
        "далеко": False,
        "вывод": True,
        "строка": True,
        "сам по себе": False,
        "длинный " * 70: False,
        "к рисункам": True,
        "к списку": True,
    }


def test_a_short_table_stays_with_its_note_and_a_long_one_may_be_cut(tmp_path: Path) -> None:
    columns = (Column("А"), Column("Б"))
    short = DataTable("Т", columns, (("а", "б"),) * 3, "Примечание.")
    tall = DataTable("Т", columns, (("а", "очень длинный текст " * 12),) * 6, "Примечание.")
    bare = DataTable("Т", columns, (("а", "б"),) * 40)
    tables = written_blocks(tmp_path, short, tall, bare).tables
    assert [[kept(row._tr) for row in table.rows] for table in tables] == [
        [True] * 4,
        [True, True, False, False, False, True, True],
        [True, True, *[False] * 37, True, False],
    ]


def test_pictures_of_an_item_stand_one_below_the_other(tmp_path: Path, figure: Figure) -> None:
    (table,) = written_blocks(tmp_path, Columns(((figure, figure), (figure,)))).tables
    (row,) = table.rows
    assert [len(cell._tc.findall(f".//{qn('wp:docPr')}")) for cell in row.cells] == [2, 1]


def test_no_column_is_narrower_than_its_longest_word() -> None:
    columns = (Column("Класс"), Column("Отсутствовали", INTEGER), Column("Предложение", width=8))
    texts = [[column.title for column in columns], ["4А", "12", "повторить тему"]]
    widths = fit_widths(columns, texts, 9000)
    assert sum(widths) == pytest.approx(9000, abs=2)
    assert widths[1] > 1400  # 13 bold letters of 9 points are some 1 300 twips wide
    assert widths[0] < 900
    crowded = fit_widths(columns, texts, 3000)
    assert sum(crowded) == pytest.approx(3000, abs=2)
    assert crowded[1] > crowded[0]


def test_a_number_stays_with_its_sign(tmp_path: Path) -> None:
    table = DataTable("Т", (Column("Школа"),), (("Школа № 990001",),))
    file = written_blocks(tmp_path, Heading("Школа № 990001", 4), table)
    assert "Школа №\u00a0990001" in [paragraph.text for paragraph in file.paragraphs]
    assert file.tables[0].rows[1].cells[0].text == "Школа №\u00a0990001"
