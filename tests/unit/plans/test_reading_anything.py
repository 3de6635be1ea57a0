"""Whatever a document holds, reading it ends in a plan and loses no word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.plans.words_kept import lost_words

from objektiv.plans.layout.assemble import lay_out
from objektiv.plans.record import from_record, to_record
from objektiv.plans.source import Cell, Grid, Line, Row, Source
from objektiv.plans.sources.lines import blocks_of
from objektiv.plans.sources.raw import RawLine

SAID = (
    "план мероприятий дорожная карта УТВЕРЖДАЮ Приложение приказу № п/п Срок Сроки Ответственный исполнители результат"
    " Показатели Мероприятия май июнь 2024 2023-2024 учебный год 1. 1.1. 2. 2.1 3) IV. Раздел Директор школы Иванов"
    " А.Б. в о на общего образования обеспечение обеспе чение реализация - – контрольно- измерительных , ; : ( ) «ВПР»"
    " Управленческие решения Исполнение педагог i xyz ____ от 01.09.2023 а) б)"
)
WORDS = st.sampled_from(SAID.split())
TEXTS = st.one_of(st.just(""), st.lists(WORDS, min_size=1, max_size=8).map(" ".join))
HEADINGS = st.sampled_from(
    [
        ["№", "Мероприятие", "Срок", "Ответственный", "Результат"],
        ["Этапы", "Сроки", "Кто", "Показатели", "Примечание"],
        ["Направление", "Мероприятие", "Сроки", "Ответственный"],
        ["Управленческие решения", "Исполнение"],
        [],
    ]
)
SETTINGS = settings(max_examples=250)


@st.composite
def grids(draw):
    width = draw(st.integers(1, 6))
    names = draw(HEADINGS)
    cells = [[Cell(name, "шапка") for name in (*names, "", "")[:width]]] if names else []
    height = draw(st.integers(0, 7))
    cells += [
        [draw(cell(f"{number},{column}", column)) for column in range(width)] for number in range(height)
    ]
    rows = [Row(tuple(row), f"строка {number}", draw(st.booleans())) for number, row in enumerate(cells)]
    return Grid(tuple(rows), "таблица")


def cell(place: str, column: int):
    covered = st.builds(Cell, st.just(""), st.just(place), st.just(True), st.booleans(), st.booleans())
    return st.one_of(st.builds(Cell, TEXTS, st.just(place), st.just(False), st.booleans()), covered)


LINES = st.builds(Line, TEXTS.filter(bool), st.just("строка"), st.integers(0, 6), st.booleans())
SOURCES = st.builds(
    Source, st.just("x.docx"), st.just("docx"), st.lists(st.one_of(LINES, grids()), max_size=7)
)


def said(source: Source) -> str:
    texts = []
    for block in source.blocks:
        texts += (
            [block.text] if isinstance(block, Line) else [own.text for row in block.rows for own in row.cells]
        )
    return "\n".join(texts)


@SETTINGS
@given(SOURCES)
def test_no_word_of_any_document_is_lost(source):
    plan = lay_out(source)
    assert lost_words(said(source), plan) == []
    assert from_record(to_record(plan)) == plan
    assert {own.section for own in (*plan.actions, *plan.decisions)} <= {
        "",
        *(own.key for own in plan.sections),
    }
    assert len({own.key for own in plan.sections}) == len(plan.sections)


@SETTINGS
@given(st.lists(st.one_of(st.just(""), st.lists(TEXTS, min_size=1, max_size=5).map("\t".join)), max_size=25))
def test_no_word_of_any_lines_is_lost(lines):
    source = Source(
        "x.txt", "text", blocks_of([RawLine(text, f"строка {n}") for n, text in enumerate(lines, 1)])
    )
    assert lost_words("\n".join(lines), lay_out(source)) == []


@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_letters_end_in_a_plan(lines):
    source = Source(
        "x.txt", "text", blocks_of([RawLine(text, f"строка {n}") for n, text in enumerate(lines, 1)])
    )
    plan = lay_out(source)
    assert from_record(to_record(plan)) == plan
