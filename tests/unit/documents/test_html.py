"""The page: self-contained, safe, its tables with captions, its cards packed."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from objektiv.documents.blocks import (
    Bullets,
    Chart,
    Column,
    Columns,
    DataTable,
    Document,
    Figure,
    Paragraph,
)
from objektiv.documents.html import render_page

VOID = {"meta", "input", "col", "br", "img"}


class Reader(HTMLParser):
    """Checks that tags are closed in order and collects what the tests ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"script", "style"}:
            self.texts.append(data)


@pytest.fixture
def page(document: Document) -> str:
    return "".join(render_page(document))


@pytest.fixture
def reader(page: str) -> Reader:
    found = Reader()
    found.feed(page)
    return found


def test_every_tag_is_closed(reader: Reader) -> None:
    assert reader.open == []


def test_nothing_is_fetched(page: str, reader: Reader) -> None:
    policy = next(attributes["content"] for tag, attributes in reader.tags if "http-equiv" in attributes)
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    for _, attributes in reader.tags:
        assert "src" not in attributes
        assert not str(attributes.get("href", "#")).startswith("http")
    assert "@import" not in page


def test_texts_are_escaped(reader: Reader) -> None:
    assert "<script>alert('=1+1')</script> & «кавычки»" in "".join(reader.texts)
    assert reader.texts.count("Отчёт <о> школах") == 2  # the title and the heading


def test_every_table_has_a_caption_and_scopes(page: str) -> None:
    body = page[page.index("<main>") : page.index("</main>")]
    tables = re.findall(r"<table>.*?</table>", body, re.DOTALL)
    assert tables
    assert all(table.startswith("<table><caption>") and "scope='col'" in table for table in tables)


def test_a_tone_is_never_a_colour_alone(reader: Reader) -> None:
    assert "▲ высокий" in reader.texts
    assert "● признаков нет" in reader.texts


def test_rows_hidden_on_paper_are_marked_and_told(page: str, reader: Reader) -> None:
    assert page.count("<tr class=screen>") == 2
    assert "Остальное в файле." in reader.texts


def test_every_edge_that_a_browser_would_fill_is_taken(page: str) -> None:
    """A browser prints its own date and address where the page says nothing."""
    assert '@top-center { content: "УЧЕБНЫЕ ДАННЫЕ"' in page
    assert '@bottom-left { content: "Отчёт \\3c о> школах"' in page
    assert "@bottom-right { content: counter(page)" in page


def test_pictures_of_one_kind_stand_in_rows(page: str, figure: Figure) -> None:
    assert '<div class="columns pictures alike">' in page
    assert '<div class="columns"><div><p>слева</p>' in page
    other = replace(figure, chart=Chart("other", figure.chart.spec))
    mixed = "".join(render_page(Document("Д", (Columns(((figure,), (other,))),))))
    assert '<div class="columns pictures"><div>' in mixed


def test_numbers_and_their_percents_share_a_line() -> None:
    table = DataTable("Т", (Column("95 % от"),), (("не больше 5 %",),), "Доля 5 %.")
    text = "".join(render_page(Document("Д", (Paragraph("Доля 5 %."), Bullets(("5 %",)), table))))
    body = text[text.index("<main>") : text.index("</main>")]
    assert body.count("5\u00a0%") == 5
    assert "5 %" not in body


def test_cards_are_packed_and_read_back(page: str) -> None:
    packed = re.search(r'id="cards">(.*?)</script>', page)
    assert packed
    lines = gzip.decompress(b64decode(packed[1])).decode().splitlines()
    keys = [line.split("\t")[:2] for line in lines]
    assert keys == [["card-1", "cards-1"], ["card-2", "cards-1"]]
    title, badge, tone, _, blocks = json.loads(lines[0].split("\t", 2)[2])
    assert (title, badge, tone, [block[0] for block in blocks]) == (
        "Школа 1",
        "высокий",
        "strong",
        ["p", "t", "f"],
    )


def test_only_marked_cards_have_a_line_at_once(page: str) -> None:
    assert re.findall(r'<details class="card marked strong" id="([^"]+)">', page) == ["card-1"]


def test_the_stripe_is_there_only_when_asked(page: str, document: Document) -> None:
    plain = "".join(render_page(Document(document.title, document.blocks)))
    assert page.count('<div class="stripe">УЧЕБНЫЕ ДАННЫЕ</div>') == 1
    assert 'class="stripe"' not in plain[plain.index("<body") : plain.index("</main>")]


def test_the_same_document_gives_the_same_page(document: Document, page: str) -> None:
    assert "".join(render_page(document)) == page


def test_progress_ends_below_one(document: Document) -> None:
    heard: list[float] = []
    assert list(render_page(document, heard.append))
    assert heard == [0.0]
