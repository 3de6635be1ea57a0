"""A document as one self-contained page: it needs no network, and paper has it as right as the screen."""

from __future__ import annotations

import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from functools import singledispatchmethod
from html import escape
from importlib.resources import files

from objektiv.documents.blocks import (
    Block,
    Bullets,
    Card,
    Cards,
    Columns,
    DataTable,
    Document,
    Figure,
    FilteredTable,
    Folded,
    Heading,
    PageBreak,
    Paragraph,
    Section,
    Signature,
    Tabs,
)
from objektiv.documents.drawing import load_bundle
from objektiv.documents.html_tables import (
    MOST_OPEN_ROWS,
    render_badge,
    render_filters,
    render_print_note,
    render_table,
    render_text,
)
from objektiv.documents.payload import Payload, dump_json

Progress = Callable[[float], None]

# Nothing may be fetched: the page is the whole report.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval'; img-src data:"
)


def render_page(document: Document, progress: Progress | None = None) -> Iterator[str]:
    """Pieces of the page in order; write them to one file in UTF-8."""
    payload = Payload()
    cards = list(_cards_of(document.blocks))
    payload.survey(_figures_of(document.blocks))
    for _, card in cards:
        payload.survey(card.blocks)
    payload.settle()
    yield _render_head(document)
    yield f"<main>{''.join(_Writer(payload).all(document.blocks))}</main>\n"
    yield f'<script type="text/plain" id="cards">{_pack_cards(cards, payload, progress)}</script>\n'
    yield f'<script type="application/json" id="shared">{dump_json(payload.shared())}</script>\n'
    yield f"<script>{_close_safely(load_bundle())}</script>\n"
    yield f"<script>{_asset('page.js')}</script>\n</body></html>\n"


def _pack_cards(cards: list[tuple[str, Card]], payload: Payload, progress: Progress | None) -> str:
    """All cards as lines «key TAB place TAB JSON», packed: a region's cards are five times smaller so."""
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    packed = bytearray()
    for number, (place, card) in enumerate(cards):
        packed += packer.compress(f"{card.key}\t{place}\t{payload.encode_card(card)}\n".encode())
        if progress and number % 50 == 0:
            progress(number / len(cards))
    packed += packer.flush()
    return b64encode(packed).decode("ascii")


def _close_safely(script: str) -> str:
    return script.replace("</script", "<\\/script")


def _asset(name: str) -> str:
    return (files("objektiv.documents") / "assets" / name).read_text(encoding="utf-8")


def _render_head(document: Document) -> str:
    stripe = f'<div class="stripe">{escape(document.stripe)}</div>' if document.stripe else ""
    # A browser prints its own date and address only where the page leaves that edge empty.
    paper = f"<style>{_page_edge('top-center', document.stripe)}{_page_edge('bottom-left', document.title)}</style>"
    subtitle = f'<p class="subtitle">{render_text(document.subtitle)}</p>' if document.subtitle else ""
    links = "".join(
        f'<a href="#{escape(block.anchor)}">{escape(block.menu)}</a>'
        for block in document.blocks
        if isinstance(block, Section) and block.menu
    )
    menu = f'<nav aria-label="Разделы отчёта">{links}</nav>' if links else ""
    return (
        '<!DOCTYPE html>\n<html lang="ru"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(document.title)}</title><style>{_asset('page.css')}</style>{paper}</head>\n"
        f'<body data-stripe="{escape(document.stripe)}">'
        f"{stripe}<header><h1>{render_text(document.title)}</h1>{subtitle}</header>{menu}"
        "<noscript><p class='caution'>Рисунки и карточки открывает сценарий страницы: включите JavaScript. "
        "Таблицы видны и без него.</p></noscript>\n"
    )


def _page_edge(place: str, text: str) -> str:
    quoted = text.replace("\\", "\\5c ").replace('"', "\\22 ").replace("<", "\\3c ").replace("\n", " ")
    return f'@page {{ @{place} {{ content: "{quoted}"; font: 8.5pt sans-serif }} }}'


def _cards_of(blocks: Iterable[Block]) -> Iterator[tuple[str, Card]]:
    for block in blocks:
        if isinstance(block, Cards):
            yield from ((block.anchor, card) for card in block.items)
        else:
            yield from _cards_of(_inner(block))


def _figures_of(blocks: Iterable[Block]) -> Iterator[Figure]:
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif not isinstance(block, Cards):
            yield from _figures_of(_inner(block))


def _inner(block: Block) -> Iterable[Block]:
    if isinstance(block, Section | Folded):
        return block.blocks
    if isinstance(block, Columns):
        return [inner for item in block.items for inner in item]
    if isinstance(block, Tabs):
        return [inner for tab in block.items for inner in tab.blocks]
    return ()


class _Writer:
    """Blocks as HTML; figures go to the payload and are drawn by the page's script."""

    def __init__(self, payload: Payload) -> None:
        self._payload = payload

    def all(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            yield self._write(block)

    def _join(self, blocks: Iterable[Block]) -> str:
        return "".join(self.all(blocks))

    @singledispatchmethod
    def _write(self, block: Block) -> str:
        raise TypeError(f"no way to write {type(block).__name__}")

    @_write.register
    def _(self, block: Heading) -> str:
        anchor = f' id="{escape(block.anchor)}"' if block.anchor else ""
        return f"<h{block.level}{anchor}>{render_text(block.text)}</h{block.level}>\n"

    @_write.register
    def _(self, block: Paragraph) -> str:
        style = f' class="{block.style}"' if block.style else ""
        return f"<p{style}>{render_text(block.text)}</p>\n"

    @_write.register
    def _(self, block: Bullets) -> str:
        tag = "ol" if block.is_ordered else "ul"
        return f"<{tag}>{''.join(f'<li>{render_text(item)}</li>' for item in block.items)}</{tag}>\n"

    @_write.register
    def _(self, block: DataTable) -> str:
        return render_table(block)

    @_write.register
    def _(self, block: FilteredTable) -> str:
        table = render_table(
            block.table, block.shown_in_print, is_tall=len(block.table.rows) > MOST_OPEN_ROWS
        )
        return render_filters(block) + table + render_print_note(block)

    @_write.register
    def _(self, block: Figure) -> str:
        text = dump_json(self._payload.encode([block])[0])
        return f'<div class="block"><script type="application/json">{text}</script></div>\n'

    @_write.register
    def _(self, block: Columns) -> str:
        items = "".join(f"<div>{self._join(item)}</div>" for item in block.items)
        return f'<div class="{_class_of(block)}">{items}</div>\n'

    @_write.register
    def _(self, block: Tabs) -> str:
        return "".join(f"<h4>{render_text(tab.title)}</h4>\n{self._join(tab.blocks)}" for tab in block.items)

    @_write.register
    def _(self, block: Folded) -> str:
        return f"<details><summary>{render_text(block.title)}</summary>{self._join(block.blocks)}</details>\n"

    @_write.register
    def _(self, block: Cards) -> str:
        lines = "".join(_render_card_line(card) for card in block.items if card.is_marked)
        return f'<div class="cards" id="{escape(block.anchor)}">{lines}</div>\n'

    @_write.register
    def _(self, block: Section) -> str:
        screen = "" if block.is_printed else ' class="screen"'
        return (
            f'<section id="{escape(block.anchor)}"{screen}><h2>{render_text(block.title)}</h2>\n'
            f"{self._join(block.blocks)}</section>\n"
        )

    @_write.register
    def _(self, block: Signature) -> str:
        lines = "".join(
            f"<tr><td>{escape(post)}</td><td class='line'></td><td class='line hint'>{escape(hint)}</td></tr>"
            for post, hint in block.lines
        )
        return f'<table class="signature">{lines}</table>\n'

    @_write.register
    def _(self, _block: PageBreak) -> str:
        return '<div class="page-break"></div>\n'


def _class_of(block: Columns) -> str:
    """Pictures flow in two columns on paper; those of one kind are as high as one another and stand in rows."""
    inner = [one for item in block.items for one in item]
    charts = {one.chart.code for one in inner if isinstance(one, Figure)}
    if not all(isinstance(one, Figure) for one in inner):
        return "columns"
    return "columns pictures alike" if len(charts) == 1 else "columns pictures"


def _render_card_line(card: Card) -> str:
    name = f'<span class="name">{escape(card.title)}</span>'
    gist = f'<span class="gist">{escape(card.summary)}</span>'
    return (
        f'<details class="card marked {card.badge.tone}" id="{escape(card.key)}">'
        f"<summary>{name} {render_badge(card.badge)} {gist}</summary></details>\n"
    )
