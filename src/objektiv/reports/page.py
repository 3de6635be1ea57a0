"""report.html: the whole report on one page, cards opened on demand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from objektiv.analysis.result import AMBER, RED, AnalysisResult
from objektiv.documents.blocks import (
    Block,
    Bullets,
    Card,
    Cards,
    DataTable,
    Document,
    FilteredTable,
    Heading,
    Paragraph,
    Section,
)
from objektiv.documents.numbers import format_integer
from objektiv.reports.background import limit_items, method_blocks, protocol_blocks, year_notes
from objektiv.reports.card import make_card
from objektiv.reports.lookup import YearView, views
from objektiv.reports.methods import groups_sentence, methods_beside, separate_lists
from objektiv.reports.phrases import CAUTION, SEPARATE_LEAD, STRIPE, ZONE_WORDS
from objektiv.reports.summary import (
    list_caption,
    list_columns,
    list_note,
    list_rows,
    main_points,
    source_sentence,
    zone_table,
)
from objektiv.reports.territory import hole_sentences, territory_blocks

# A page of this many schools is still quick to open; beyond it the list keeps the zones that need work.
FEW = 5
MOST_PRINTED = 20
MOST_LISTED = 3000
# School × assessment with pictures: under 1 KB each once packed, so that the page stays below some 12 MB.
MOST_PICTURED = 10_000


def build_page(result: AnalysisResult) -> Document:
    """The document of report.html."""
    years = views(result)
    blocks: list[Block] = [Section("Главное", _main(result, years), "main", "Главное")]
    for view in years:
        suffix = f" {view.year.school_year}" if len(years) > 1 else ""
        blocks += _year_sections(view, suffix)
    blocks += [
        Section("Методика", _method(years), "method", "Методика"),
        Section("Ограничения", (Bullets(limit_items(years)),), "limits", "Ограничения"),
        Section("Протокол загрузки", _protocol(result), "protocol", "Загрузка"),
    ]
    stripe = STRIPE if result.is_training else ""
    return Document(result.title, tuple(blocks), stripe, source_sentence(result))


def _method(years: tuple[YearView, ...]) -> tuple[Block, ...]:
    rules, on_paper, *passports = method_blocks(years)
    return (rules, on_paper, *(Paragraph(groups_sentence(view)) for view in years), *passports)


def _protocol(result: AnalysisResult) -> tuple[Block, ...]:
    """The protocol, and where its remarks are: paper has no list of them."""
    where = Paragraph(
        "Каждое замечание — на листе «Протокол загрузки» файла report.xlsx: файл, ячейка, совет."
    )
    return (*protocol_blocks(result), where) if result.problems else protocol_blocks(result)


def _main(result: AnalysisResult, years: tuple[YearView, ...]) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(CAUTION, "caution")]
    for view in years:
        if len(years) > 1:
            blocks.append(Heading(f"{view.year.school_year} учебный год", 3))
        blocks += main_points(view, hole_sentences(view))
        if len(view.schools) > 1:
            blocks.append(zone_table(view))
    if not years:
        blocks.append(Paragraph(f"{result.title}: школ с результатами нет."))
    return tuple(blocks)


def _year_sections(view: YearView, suffix: str) -> Iterator[Block]:
    yield Section(f"Школы{suffix}", _school_blocks(view), f"schools-{view.key}", f"Школы{suffix}")
    territory = territory_blocks(view)
    if territory:
        yield Section(f"Общая картина{suffix}", territory, f"territory-{view.key}", f"Общая картина{suffix}")
    beside = (*methods_beside(view), *year_notes(view))
    yield Section(f"Две методики рядом{suffix}", beside, f"methods-{view.key}", f"Две методики{suffix}")
    separate = separate_lists(view, has_links=True)
    if separate:
        lead = Paragraph(SEPARATE_LEAD)
        title = f"Отдельные списки{suffix}"
        yield Section(title, (lead, *separate), f"lists-{view.key}", title)


def _school_blocks(view: YearView) -> tuple[Block, ...]:
    schools = listed_schools(view)
    hidden = len(view.schools) - len(schools)
    note = (
        f" Остальные школы ({format_integer(hidden)}) — на листе «Школы» файла report.xlsx." if hidden else ""
    )
    columns = list_columns(view)
    table = DataTable(
        list_caption(view), columns, list_rows(view, schools, has_links=True), list_note(view) + note
    )
    cards = Cards(tuple(_cards(view, schools)), f"cards-{view.key}")
    lead = Paragraph(_lead_sentence(view, schools), "note screen")
    if len(schools) <= FEW:
        return lead, table, cards
    titles = [column.title for column in columns]
    searched = tuple(titles.index(title) for title in ("Код", "Школа") if title in titles)
    filters = (titles.index("Муниципалитет"), titles.index("Зона"))
    printed = tuple(view.zone(school) in (RED, AMBER) or len(schools) <= MOST_PRINTED for school in schools)
    left_out = "" if all(printed) else _print_note(view)
    return lead, FilteredTable(table, filters, searched, "Поиск по коду и названию", printed, left_out), cards


def _lead_sentence(view: YearView, schools: list[int]) -> str:
    """How to open a card, and how many cards have pictures where there is no room for all."""
    opened = "Код в списке открывает карточку школы под ним."
    pictured = sum(_have_pictures(view, schools))
    if pictured == len(schools):
        return opened
    count = f"{format_integer(pictured)} из {format_integer(len(schools))}"
    return f"{opened} Рисунки — в карточках первых {count} школ списка: больше страница не вмещает."


def _have_pictures(view: YearView, schools: list[int]) -> list[bool]:
    """Which cards get pictures: the first of the list, as far as the page bears them."""
    counts = accumulate(len(view.places(school)) for school in schools)
    return [count <= MOST_PICTURED for count in counts]


def _print_note(view: YearView) -> str:
    marked = len(view.in_zone(RED, AMBER))
    shown = f"На бумаге — школы зон «{ZONE_WORDS[RED]}» и «{ZONE_WORDS[AMBER]}» ({marked})."
    return f"{shown if marked else ''} Все школы — на листе «Школы» файла report.xlsx.".strip()


def listed_schools(view: YearView) -> list[int]:
    """Schools of the list, zone by zone; of very many only the zones that need work."""
    schools = view.by_zone()
    if len(schools) <= MOST_LISTED:
        return schools
    return view.in_zone(RED, AMBER)[:MOST_LISTED]


def _cards(view: YearView, schools: list[int]) -> Iterator[Card]:
    for school, has_pictures in zip(schools, _have_pictures(view, schools), strict=True):
        yield make_card(view, school, has_pictures=has_pictures)
