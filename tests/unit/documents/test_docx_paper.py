"""Official papers as Word files: corners, bands, heading rows, sheets that lie and stand, the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from tests.unit.documents.papers import DOCUMENT, EVIL

from objektiv.documents.blocks import Document, Paragraph
from objektiv.documents.docx import write_docx
from objektiv.documents.paper_blocks import PAPER, Entry, Requisites, RuledColumn, RuledTable


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("paper") / "x.docx"
    write_docx(DOCUMENT, path)
    return docx.Document(str(path))


def test_texts_stand_in_their_order(written: Any) -> None:
    assert [paragraph.text for paragraph in written.paragraphs if paragraph.text] == [
        "УТВЕРЖДАЮ",
        "Начальник",
        "«___» __________ 20___ г.",
        "План мероприятий\nна 2023-2024 учебный год",
        "1. Направление первое:",
        "– первое дело;",
        "– второе дело.",
        "Методист\t______________\tА. А. Пробная",
        "Ознакомлены:",
        "______________ Б. Б. Второй «___» __________ 20___ г.",
        "Лист на боку",
    ]


def test_the_margins_are_those_of_the_standard(written: Any) -> None:
    first = written.sections[0]
    sides = (first.left_margin, first.right_margin, first.top_margin, first.bottom_margin)
    assert [round(side.mm) for side in sides] == [30, 10, 20, 20]
    assert written.styles["Normal"].font.size.pt == 14
    assert written.styles["Normal"].font.name == "Times New Roman"


def test_the_second_sheet_lies_on_its_side(written: Any) -> None:
    assert [section.orientation for section in written.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert [round(section.page_width.mm) for section in written.sections] == [210, 297]


def test_numbers_stand_above_from_the_second_page_on(written: Any) -> None:
    section = written.sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    assert "PAGE" not in section.first_page_header.paragraphs[0]._p.xml
    stripes = [section.header.paragraphs[0].text.strip(), section.first_page_header.paragraphs[0].text]
    assert stripes == ["УЧЕБНЫЕ ДАННЫЕ"] * 2


def test_cells_hold_their_texts_as_they_are(written: Any) -> None:
    rows = written.tables[0].rows
    assert [cell.text for cell in rows[2].cells] == [
        "1.1.",
        "Инструктаж наблюдателей\n- по классам",
        "не позднее чем за 2 дня",
    ]
    assert rows[3].cells[1].text == EVIL


def test_a_band_spans_all_columns_and_stays_with_its_row(written: Any) -> None:
    band = written.tables[0].rows[1]
    assert len(band._tr.tc_lst) == 1
    assert band._tr.tc_lst[0].grid_span == 3
    assert band.cells[0].text == "1. Раздел первый"
    assert band._tr.find(f".//{qn('w:keepNext')}") is not None


def test_the_heading_row_repeats_and_no_row_is_cut(written: Any) -> None:
    rows = written.tables[0].rows
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
    assert repeated == [True, False, False, False, False, False]
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_a_row_higher_than_a_page_may_be_cut(tmp_path: Path) -> None:
    table = RuledTable((RuledColumn("А"), RuledColumn("Б")), (Entry(("слово " * 3000, "")),))
    write_docx(Document("Д", (table,), layout=PAPER), tmp_path / "x.docx")
    row = docx.Document(str(tmp_path / "x.docx")).tables[0].rows[1]
    assert row._tr.find(f".//{qn('w:cantSplit')}") is None


def test_two_corners_stand_side_by_side(tmp_path: Path) -> None:
    corners = Requisites(("УТВЕРЖДАЮ", "Директор"), ("СОГЛАСОВАНО",), is_marked=True)
    write_docx(Document("Д", (corners, Paragraph("x")), layout=PAPER), tmp_path / "x.docx")
    cells = docx.Document(str(tmp_path / "x.docx")).tables[0].rows[0].cells
    assert [cell.text for cell in cells] == ["СОГЛАСОВАНО", "УТВЕРЖДАЮ\nДиректор"]


def test_the_same_document_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_docx(DOCUMENT, tmp_path / "a.docx")
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 9, 0, 1, 0))
    monkeypatch.setattr("time.time", lambda: 1_930_000_000.0)
    write_docx(DOCUMENT, tmp_path / "b.docx")
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_the_last_row_goes_to_the_page_of_the_signature(written: Any) -> None:
    kept = [
        [cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells]
        for row in written.tables[0].rows[1:]
    ]
    assert kept[-1] == [True] * 3
    assert [row for row in kept[:-1] if None in row] == [
        [None] * 3
    ] * 2  # bands are kept with what follows them
    assert [
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in written.tables[1].rows[1:]
    ] == [None]
