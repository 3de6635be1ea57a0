"""The Word file: A4, page numbers, heading rows that repeat, pictures that speak."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from objektiv.documents.blocks import INTEGER, Column, DataTable, Document, Paragraph, Section
from objektiv.documents.docx import write_docx


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
