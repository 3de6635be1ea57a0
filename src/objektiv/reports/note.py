"""report.docx: аналитическая справка for signature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from objektiv.analysis.result import AMBER, NONE, RED, AnalysisResult
from objektiv.documents.blocks import (
    Block,
    Bullets,
    DataTable,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Section,
    Signature,
)
from objektiv.documents.numbers import count_of, format_integer
from objektiv.reports.advice import zone_recommendations
from objektiv.reports.background import (
    file_table,
    limit_items,
    method_rules,
    problem_sentence,
    used_passports,
)
from objektiv.reports.card_pictures import brief_pictures
from objektiv.reports.estimate_tables import explanation_table, signal_table, signal_word
from objektiv.reports.lookup import YearView, views
from objektiv.reports.methods import (
    OFFICIAL_CAUTION,
    OFFICIAL_SOURCE,
    index_table,
    method_totals,
    separate_lists,
)
from objektiv.reports.phrases import CAUTION, SEPARATE_LEAD, STRIPE, ZONE_WORDS
from objektiv.reports.summary import (
    confirmed_sentence,
    list_columns,
    list_note,
    list_rows,
    official_sentence,
    reference_sentence,
    scope_sentence,
    zone_sentence,
    zone_table,
)
from objektiv.reports.territory import brief_territory_blocks, hole_recommendation

MOST_TERRITORY_PICTURES = 8
MOST_PICTURED_SCHOOLS = 6
MOST_DESCRIBED_SCHOOLS = 20
MOST_LISTED_FILES = 60
MOST_SEPARATE_ROWS = 60
MOST_APPENDIX_ROWS = 2000


def build_note(result: AnalysisResult) -> Document:
    """The document of report.docx."""
    years = views(result)
    blocks: list[Block] = [
        *(Paragraph(f"{view.year.school_year}: {zone_sentence(view)}", "lead") for view in years),
        Section("Цель", (Paragraph(_purpose()), Paragraph(CAUTION, "caution")), "purpose"),
        Section("Источники", _sources(result, years), "sources"),
    ]
    blocks += [
        *(
            Section(f"Результаты за {view.year.school_year}", _results(view), f"results-{view.key}")
            for view in years
        ),
        Section("Как получены признаки", _method(years), "method"),
        Section("Ограничения", (Bullets(limit_items(years)),), "limits"),
        Section("Рекомендации", tuple(_recommendations(years)), "recommendations"),
        Signature((("Справку составил(а):", "должность, подпись, фамилия и инициалы, дата"),)),
    ]
    blocks += [PageBreak(), *_school_appendix(years), *_file_appendix(result)]
    stripe = STRIPE if result.is_training else ""
    return Document("Аналитическая справка", tuple(blocks), stripe, result.title)


def _purpose() -> str:
    return (
        "Цель справки — показать, результаты каких школ содержат признаки необъективности и требуют анализа, на чём "
        "это основано, какие объяснения проверены и что предлагается сделать."
    )


def _sources(result: AnalysisResult, years: tuple[YearView, ...]) -> tuple[Block, ...]:
    lines = [problem_sentence(result)]
    for view in years:
        lines += [scope_sentence(view), reference_sentence(view)]
    return tuple(Paragraph(line) for line in lines if line)


def _method(years: tuple[YearView, ...]) -> tuple[Block, ...]:
    return (
        Paragraph("Два результата стоят рядом и не смешиваются: официальная и калиброванная методика."),
        Bullets(method_rules()),
        Paragraph(_indicator_sentence(years), "note"),
    )


def _indicator_sentence(years: tuple[YearView, ...]) -> str:
    titles = [f"«{passport.title}»" for passport in used_passports(years)]
    if not titles:
        return "Показатели не рассчитаны."
    return f"Показатели: {', '.join(titles)}. Их паспорта — на листе «Методика» файла report.xlsx."


def _results(view: YearView) -> tuple[Block, ...]:
    sentences = (zone_sentence(view), confirmed_sentence(view), official_sentence(view))
    blocks: list[Block] = [Paragraph(" ".join(sentence for sentence in sentences if sentence))]
    if len(view.schools) > 1:
        blocks.append(zone_table(view))
    territory = brief_territory_blocks(view, MOST_TERRITORY_PICTURES)
    if territory:
        blocks += [Heading("Общая картина", 3), *territory]
    blocks += [Heading("Две методики рядом", 3), *method_totals(view)]
    index = index_table(view)
    if index:
        blocks += [index, Paragraph(OFFICIAL_SOURCE, "note"), Paragraph(OFFICIAL_CAUTION, "note")]
    blocks += _described_schools(view)
    separate = separate_lists(view, has_links=False)
    if separate:
        blocks += [Heading("Отдельные списки", 3), Paragraph(SEPARATE_LEAD, "note")]
        blocks += [_shorten(table) for table in separate]
    return tuple(blocks)


def _shorten(table: DataTable) -> DataTable:
    rest = len(table.rows) - MOST_SEPARATE_ROWS
    if rest <= 0:
        return table
    note = f"{table.note} Ещё {format_integer(rest)} — на листе «Признаки» файла report.xlsx."
    return replace(table, rows=table.rows[:MOST_SEPARATE_ROWS], note=note)


def _described_schools(view: YearView) -> list[Block]:
    marked = view.in_zone(RED, AMBER)
    chosen = marked or ([*view.schools] if len(view.schools) == 1 else [])
    if not chosen:
        return []
    title = "Признаки по школам" if marked else "Школа"
    blocks: list[Block] = [Heading(title, 3), Paragraph(_limit_sentence(len(chosen)), "note")]
    for number, school in enumerate(chosen[:MOST_DESCRIBED_SCHOOLS]):
        blocks += _school_blocks(view, school, has_pictures=number < MOST_PICTURED_SCHOOLS)
    return blocks


def _limit_sentence(schools: int) -> str:
    if schools <= MOST_PICTURED_SCHOOLS:
        return CAUTION
    described = min(schools, MOST_DESCRIBED_SCHOOLS)
    total = count_of(schools, "школы", "школ", "школ")
    return (
        f"{CAUTION} Здесь описаны {described} из {total} этих зон — первые по зоне и коду, рисунки — для первых "
        f"{MOST_PICTURED_SCHOOLS}. Заключения по всем школам — в приложении, карточки — в файле report.html."
    )


def _school_blocks(view: YearView, school: int, *, has_pictures: bool) -> Iterator[Block]:
    zone = view.zone(school)
    word = f"приоритет: {ZONE_WORDS[zone]}" if zone in (RED, AMBER) else ZONE_WORDS[zone]
    yield Heading(f"{view.title(school)} — {word}", 4)
    yield Paragraph(view.conclusion(school))
    deciding = view.deciding(school)
    apart = [row for row in view.estimates(school) if row["is_finding"] and not view.enters_zone(row)]
    if deciding or apart:
        caption = f"{signal_word(deciding or apart)}: {view.title(school)}"
        yield signal_table(view, caption, [*deciding, *apart])
    if has_pictures:
        yield from brief_pictures(view, school)
    explanations = explanation_table(view, school, {"explains", "ask"})
    if explanations:
        yield explanations


def _recommendations(years: tuple[YearView, ...]) -> Iterator[Block]:
    for view in years:
        items = [*zone_recommendations(view), *hole_recommendation(view)]
        if len(years) > 1:
            yield Heading(view.year.school_year, 3)
        if items:
            yield Bullets(tuple(items), is_ordered=True)
        else:
            yield Paragraph("Данные за этот год не дают основания для перепроверок.")


def _school_appendix(years: tuple[YearView, ...]) -> Iterator[Block]:
    for view in years:
        yield Heading(f"Приложение 1. Школы, {view.year.school_year}", 2)
        schools = view.by_zone()
        kept = (
            schools
            if len(schools) <= MOST_APPENDIX_ROWS
            else view.in_zone(RED, AMBER, NONE)[:MOST_APPENDIX_ROWS]
        )
        rest = len(schools) - len(kept)
        note = f" Остальные школы ({format_integer(rest)}) — в файле report.xlsx." if rest else ""
        rows = list_rows(view, kept, has_links=False)
        yield DataTable(
            f"Школы, {view.year.school_year} учебный год", list_columns(view), rows, list_note(view) + note
        )


def _file_appendix(result: AnalysisResult) -> Iterator[Block]:
    files = file_table(result)
    if files is None:
        return
    yield Heading("Приложение 2. Источники", 2)
    if len(files.rows) <= MOST_LISTED_FILES:
        yield files
    else:
        yield Paragraph("Перечень файлов — на листе «Протокол загрузки» файла report.xlsx.")
