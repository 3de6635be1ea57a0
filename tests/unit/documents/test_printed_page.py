"""The page as a browser prints it: nothing torn apart, no page for a tail, no lines of the browser itself."""

from __future__ import annotations

import re
import subprocess
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeAlias

import pytest

from objektiv.documents.blocks import (
    INTEGER,
    Badge,
    Block,
    Bullets,
    Card,
    Cards,
    Column,
    Columns,
    Dataset,
    DataTable,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Section,
    Tab,
    Tabs,
)
from objektiv.documents.charts import draw_corridor
from objektiv.documents.html import render_page

Print: TypeAlias = Callable[[Document], list[str]]
PrintPdf: TypeAlias = Callable[[Document], "Pdf"]

pytestmark = pytest.mark.slow

QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--virtual-time-budget=8000",
)
COLUMNS = (Column("Строка", width=3), Column("Число", INTEGER))
# How full a page is when a table begins on it: from «all of it fits» to «not even its heading does».
FILLINGS = range(36, 50)


class Pdf:
    """Texts of a PDF as Chromium writes it, page by page in the order of painting."""

    def __init__(self, data: bytes) -> None:
        self._objects = {
            int(number): body for number, body in re.findall(rb"(\d+) 0 obj\s(.*?)\sendobj", data, re.DOTALL)
        }
        self._letters: dict[int, dict[int, str]] = {}

    def pages(self) -> list[str]:
        """Text of every page, one space between pieces."""
        found = [body for _, body in sorted(self._objects.items()) if re.search(rb"/Type /Page\b", body)]
        return [" ".join(text for _, text in self._pieces(page)) for page in found]

    def left_of(self, text: str) -> float:
        """How far from the left edge the line stands that has a text, the first of them."""
        pages = [body for _, body in sorted(self._objects.items()) if re.search(rb"/Type /Page\b", body)]
        pieces = [(left, re.sub(r"\s", "", piece)) for page in pages for left, piece in self._pieces(page)]
        letters = [left for left, piece in pieces for _ in piece]
        return letters["".join(piece for _, piece in pieces).index(text)]

    def _pieces(self, page: bytes) -> Iterator[tuple[float, str]]:
        """Texts in the order of painting, each with its distance from the left edge."""
        fonts = {name: int(number) for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", page)}
        contents = re.search(rb"/Contents (\d+) 0 R", page)
        assert contents
        letters: dict[int, str] = {}
        left = 0.0
        for name, place, shown in re.findall(
            rb"/(F\d+) [\d.]+ Tf|([\d.-]+) [\d.-]+ Tm|((?:<[0-9A-Fa-f]+>|\[.*?\])\s*T[jJ])",
            self._stream(int(contents[1])),
        ):
            left = float(place) if place else left
            if name:
                letters = self._font(fonts[name])
            codes = re.findall(rb"[0-9A-Fa-f]{4}", b"".join(re.findall(rb"<([0-9A-Fa-f]+)>", shown)))
            text = "".join(letters.get(int(code, 16), "?") for code in codes).strip()
            if text:
                yield left, text

    def _font(self, number: int) -> dict[int, str]:
        if number not in self._letters:
            table = re.search(rb"/ToUnicode (\d+) 0 R", self._objects[number])
            self._letters[number] = dict(_unicode(self._stream(int(table[1])))) if table else {}
        return self._letters[number]

    def _stream(self, number: int) -> bytes:
        body = self._objects[number]
        raw = body[body.index(b"stream") + 6 :].lstrip(b"\r\n")
        return zlib.decompressobj().decompress(raw)


def _unicode(table: bytes) -> Iterator[tuple[int, str]]:
    """Codes of a font and their letters."""
    for kind, lines in re.findall(rb"beginbf(char|range)(.*?)endbf", table, re.DOTALL):
        for line in lines.strip().splitlines():
            values = [int(value, 16) for value in re.findall(rb"<([0-9A-Fa-f]+)>", line)]
            first, last, letter = values if kind == b"range" else (values[0], values[0], values[1])
            yield from ((code, chr(letter + code - first)) for code in range(first, last + 1))


@pytest.fixture(scope="module")
def print_pdf(browser: str, tmp_path_factory: pytest.TempPathFactory) -> PrintPdf:
    """Print a document as a browser does."""
    folder = tmp_path_factory.mktemp("paper")

    def print_it(document: Document) -> Pdf:
        file, paper = folder / "x.html", folder / "x.pdf"
        file.write_text("".join(render_page(document)), encoding="utf-8")
        command = [browser, *QUIET, f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={paper}"]
        subprocess.run([*command, file.as_uri()], capture_output=True, timeout=120, check=True)
        return Pdf(paper.read_bytes())

    return print_it


@pytest.fixture(scope="module")
def print_document(print_pdf: PrintPdf) -> Print:
    """The text of the printed pages without blanks."""
    return lambda document: [re.sub(r"\s", "", page) for page in print_pdf(document).pages()]


def filler(rows: int) -> DataTable:
    return DataTable("Заполнение", COLUMNS, tuple(("строка", i) for i in range(rows)))


def page_of(pages: list[str], text: str) -> int:
    """The only page with a text."""
    found = [number for number, page in enumerate(pages) if text.replace(" ", "") in page]
    assert len(found) == 1, (text, found)
    return found[0]


def test_a_table_is_not_torn_from_its_caption_nor_from_its_note(print_document: Print) -> None:
    blocks: list[Block] = []
    for filling in FILLINGS:
        rows = tuple((f"ряд-{filling}-{i}-", i) for i in range(14))
        table = DataTable(f"Подпись-{filling}-", COLUMNS, rows, f"Примечание-{filling}-")
        blocks += [PageBreak(), filler(filling), table]
    pages = print_document(Document("Таблицы", tuple(blocks)))
    for filling in FILLINGS:
        assert page_of(pages, f"Подпись-{filling}-") == page_of(pages, f"ряд-{filling}-1-")
        assert page_of(pages, f"Примечание-{filling}-") == page_of(pages, f"ряд-{filling}-13-")


def test_a_heading_with_its_sentence_stays_with_what_follows(print_document: Print) -> None:
    blocks: list[Block] = []
    for filling in FILLINGS:
        table = DataTable(f"Подпись-{filling}-", COLUMNS, (("строка", 1),) * 5)
        said = Paragraph(f"Вступление-{filling}-")
        blocks += [PageBreak(), filler(filling), Section(f"Глава-{filling}-", (said, table), f"s{filling}")]
    pages = print_document(Document("Разделы", tuple(blocks)))
    for filling in FILLINGS:
        assert page_of(pages, f"Глава-{filling}-") == page_of(pages, f"Подпись-{filling}-")


def card(number: int, *blocks: Block, steps: int = 4) -> Card:
    opening = (
        Paragraph(f"Заключение-{number}- " + "по этой школе сказано немало слов " * 6, "lead"),
        Paragraph("Признак не доказательство.", "caution"),
        Heading("Что делать", 4),
        Bullets(tuple(f"шаг-{number}-{i}-" for i in range(steps)), is_ordered=True),
    )
    badge = Badge("высокий", "strong")
    return Card(f"card-{number}", f"Школа-{number}-", "", badge, (*opening, *blocks), is_marked=True)


def test_cards_follow_one_another_and_no_opening_is_torn(print_document: Print) -> None:
    cards = tuple(card(i, filler(12 + 3 * i)) for i in range(9))
    pages = print_document(Document("Карточки", (Cards(cards, "deck"),)))
    assert len(pages) < len(cards)
    for i in range(9):
        assert page_of(pages, f"Школа-{i}-") == page_of(pages, f"шаг-{i}-3-")


def test_pictures_begin_where_some_of_them_fit(print_document: Print, figure: Figure) -> None:
    drawn = tuple((replace(figure, caption=f"Рисунок-{i}-"),) for i in range(6))
    tab = Tab("МА 4", (Paragraph("ВПР"), Columns(drawn)), is_printed=True)
    pages = print_document(
        Document("Рисунки", (Cards((card(1, Tabs("Процедура:", (tab,)), steps=18),), "deck"),))
    )
    assert page_of(pages, "Рисунок-0-") == page_of(pages, "шаг-1-17-")
    assert page_of(pages, "Рисунок-5-") > page_of(pages, "Рисунок-0-")


def test_the_note_of_a_picture_stands_under_it(print_pdf: PrintPdf, figure: Figure) -> None:
    """Where a pair just does not fit, the note of the left picture once went to the top of the right column."""
    data: dict[str, list[Any]] = {
        "name": [str(i) for i in range(21)],
        "value": [50.0] * 21,
        "low": [40.0] * 21,
        "high": [70.0] * 21,
        "label": ["ожидаемое"] * 21,
    }
    tall = Figure(draw_corridor("tall", "Задание", "Доля, %"), {"points": Dataset(data)}, "", "Задания.")
    fillings = range(1, 8)
    said = Paragraph("слова " * 90, "note")
    blocks: list[Block] = []
    for i in fillings:
        left = replace(
            tall, caption=f"Слева{i}-", note=f"Пояснение{i}- " + "слова о контрольной выборке " * 9
        )
        pair = Columns(((left,), (replace(figure, caption=f"Справа{i}-", note="Кратко."),)))
        tabs = tuple(
            Tab(title, (Paragraph("слова о процедуре " * 14), pair), is_printed=True)
            for title in ("РУ 5", "РУ 6")
        )
        first = replace(card(i), blocks=(Paragraph("Вывод.", "lead"), filler(i)))
        deck = (first, card(i + 100, said, Tabs("Процедура:", tabs), steps=2))
        blocks += [PageBreak(), Cards(deck, f"deck{i}")]
    pdf = print_pdf(Document("Рисунки", tuple(blocks)))
    for i in fillings:
        assert pdf.left_of(f"Пояснение{i}-") == pdf.left_of(f"Слева{i}-")
        assert pdf.left_of(f"Справа{i}-") > pdf.left_of(f"Слева{i}-")


def test_a_picture_beside_a_table_is_printed_above_it(print_document: Print, figure: Figure) -> None:
    beside = Columns(((replace(figure, caption="Рисунок-рядом-"),), (filler(6),)))
    (page,) = print_document(Document("Рисунки", (Section("Глава", (Paragraph("Слова."), beside), "s"),)))
    assert 0 < page.index("Рисунок-рядом-") < page.index("Заполнение")


def test_a_heading_and_its_words_stay_with_two_columns_of_pictures(
    print_document: Print, figure: Figure
) -> None:
    blocks: list[Block] = []
    for filling in range(16, 46, 3):
        drawn = [replace(figure, caption=f"Рисунок-{filling}-{i}-") for i in range(3)]
        words = (
            Paragraph("четырнадцать работ " * 12, "lead"),
            Paragraph("об отметках " * 30),
            Paragraph("мало", "note"),
        )
        pictures = Columns((tuple(drawn[:2]), tuple(drawn[2:])))
        blocks += [
            filler(filling),
            Section(f"Предмет-{filling}-", (*words, pictures), f"s{filling}"),
            PageBreak(),
        ]
    pages = print_document(Document("Справка", tuple(blocks)))
    for filling in range(16, 46, 3):
        places = [
            page_of(pages, f"{name}-")
            for name in (f"Предмет-{filling}", *(f"Рисунок-{filling}-{i}" for i in range(3)))
        ]
        assert len(set(places)) == 1, filling


def test_the_browser_adds_no_lines_of_its_own(print_document: Print) -> None:
    pages = print_document(
        Document('Отчёт "о" <школах>', (Paragraph("текст"), PageBreak(), Paragraph("текст")))
    )
    assert [len(page) for page in pages] == [
        len("1из2текст" + 2 * 'Отчёт"о"<школах>'),
        len('2из2текстОтчёт"о"<школах>'),
    ]
    assert all(f"{number}из2" in page and "текст" in page for number, page in enumerate(pages, 1))
