"""Official papers as PDF: what stands on the pages, that nothing of a text is carried out, the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from tests.unit.documents.papers import DOCUMENT, EVIL, long_table

from objektiv.documents.blocks import Bullets, Document, Folded, Heading, PageBreak, Paragraph
from objektiv.documents.paper_blocks import PAPER, Band, Entry, RuledColumn, RuledTable, Text
from objektiv.documents.pdf import write_pdf

POINTS_PER_MM = 72 / 25.4


def pages_of(document: Document, folder: Path) -> list[Any]:
    write_pdf(document, folder / "x.pdf")
    with pdfplumber.open(folder / "x.pdf") as file:
        return [(page.width, page.height, page.extract_text(), page.extract_tables()) for page in file.pages]


def test_texts_stand_in_their_order(tmp_path: Path) -> None:
    pages = pages_of(DOCUMENT, tmp_path)
    lines = pages[0][2].split("\n")
    head = ["УЧЕБНЫЕ ДАННЫЕ", "УТВЕРЖДАЮ", "Начальник", "«___» __________ 20___ г."]
    assert lines[:9] == [
        *head,
        "План мероприятий",
        "на 2023-2024 учебный год",
        "1. Направление первое:",
        "– первое дело;",
        "– второе дело.",
    ]
    assert "Методист ______________ А. А. Пробная" in lines
    assert pages[1][2].split("\n")[:2] == ["УЧЕБНЫЕ ДАННЫЕ 2", "Лист на боку"]


def test_pages_stand_and_lie(tmp_path: Path) -> None:
    sizes = [
        (round(w / POINTS_PER_MM), round(h / POINTS_PER_MM)) for w, h, _, _ in pages_of(DOCUMENT, tmp_path)
    ]
    assert sizes == [(210, 297), (297, 210)]


def test_markup_in_a_text_is_only_text(tmp_path: Path) -> None:
    table = pages_of(DOCUMENT, tmp_path)[0][3][0]
    assert table[3][1].replace("\n", " ") == EVIL
    assert [row[0] for row in table] == [
        "№ п/п",
        "1. Раздел первый",
        "1.1.",
        "1.2.",
        "2. Раздел второй",
        "2.1.",
    ]


@pytest.mark.parametrize("evil", ['#read("/etc/passwd")', '"]]}))', "\x00\x0b\ufffe", "\\u{41}", "#{", "*"])
def test_nothing_in_a_text_is_carried_out(evil: str, tmp_path: Path) -> None:
    shown = pages_of(Document("Д", (Text(f"до {evil} после"),), layout=PAPER), tmp_path)[0][2]
    kept = "".join(letter for letter in evil if letter.isprintable())
    assert shown.split() == f"до {kept} после".split()


def test_the_heading_row_stands_on_every_page(tmp_path: Path) -> None:
    pages = pages_of(long_table(40), tmp_path)
    assert len(pages) > 2
    assert [page[3][0][0] for page in pages] == [["№ п/п", "Мероприятия", "Сроки"]] * len(pages)
    assert [page[2].split("\n")[0] for page in pages[1:]] == [str(k) for k in range(2, len(pages) + 1)]
    numbers = [row[0] for page in pages for row in page[3][0][1:]]
    assert numbers == [f"{k}." for k in range(40)]  # no row is cut by the end of a page


def test_a_row_higher_than_a_page_goes_on_overleaf(tmp_path: Path) -> None:
    words = [f"слово{k}" for k in range(1500)]
    table = RuledTable((RuledColumn("А"), RuledColumn("Б")), (Entry((" ".join(words), "б")),))
    pages = pages_of(Document("Д", (table,), layout=PAPER), tmp_path)
    assert len(pages) > 1
    assert [word for page in pages for word in page[2].split() if word.startswith("слово")] == words


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (Band("А"),),
        (Band("А"), Band("Б")),
        (Entry(("1", "а")), Band("А")),
        (Band("А"), Band("Б"), Entry(("1", "а")), Band("В"), Band("Г")),
    ],
    ids=["empty", "band", "bands", "at the end", "all over"],
)
def test_a_section_without_rows_is_set_too(rows: tuple[Band | Entry, ...], tmp_path: Path) -> None:
    table = RuledTable((RuledColumn("№ п/п"), RuledColumn("Дело")), rows)
    (page,) = pages_of(Document("Д", (table,), layout=PAPER), tmp_path)
    shown = [row[0] for row in page[3][0]]
    assert shown == ["№ п/п", *(row.text if isinstance(row, Band) else row.cells[0] for row in rows)]


def test_other_blocks_of_a_note_stand_too(tmp_path: Path) -> None:
    blocks = (
        Heading("Глава"),
        Paragraph("Слова."),
        Bullets(("раз", "два"), is_ordered=True),
        PageBreak(),
        Paragraph("Ещё."),
    )
    pages = pages_of(Document("Справка", blocks), tmp_path)
    assert pages[0][2].split("\n") == ["Справка", "Глава", "Слова.", "1. раз", "2. два", "1"]
    assert pages[1][2].split("\n") == ["Ещё.", "2"]


def test_a_block_that_no_paper_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="cannot hold Folded"):
        write_pdf(Document("Д", (Folded("Т", ()),)), tmp_path / "x.pdf")


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    write_pdf(DOCUMENT, tmp_path / "a.pdf")
    write_pdf(DOCUMENT, tmp_path / "b.pdf")
    content = (tmp_path / "a.pdf").read_bytes()
    assert content == (tmp_path / "b.pdf").read_bytes()
    assert b"CreationDate" not in content
