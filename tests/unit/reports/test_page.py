"""What report.html says and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import stats

from objektiv.analysis.result import AnalysisResult
from objektiv.documents.blocks import (
    Badge,
    Block,
    Bullets,
    Cards,
    Columns,
    DataTable,
    Document,
    Figure,
    FilteredTable,
    Folded,
    Link,
    Paragraph,
    Section,
    Tabs,
)
from objektiv.reports import page as page_module
from objektiv.reports.page import build_page
from objektiv.reports.phrases import CAUTION, SPECIAL_REASON

DrawResult = Callable[..., AnalysisResult]


def inner(block: Block) -> Iterator[Block]:
    yield block
    children: list[Any] = []
    if isinstance(block, Section | Folded):
        children = list(block.blocks)
    elif isinstance(block, Columns):
        children = [one for item in block.items for one in item]
    elif isinstance(block, Tabs):
        children = [one for tab in block.items for one in tab.blocks]
    elif isinstance(block, FilteredTable):
        children = [block.table]
    for child in children:
        yield from inner(child)


def blocks_of(document: Document, kind: type) -> list[Any]:
    return [one for block in document.blocks for one in inner(block) if isinstance(one, kind)]


@pytest.fixture(scope="module")
def page(draw_result: DrawResult) -> Document:
    return build_page(draw_result(sizes=(60, 8, 40, 25, 18, 33), years=("2019/20", "2020/21")))


def test_sections_stand_newest_year_first(page: Document) -> None:
    assert [block.title for block in page.blocks if isinstance(block, Section)] == [
        "Главное",
        "Школы 2020/21",
        "Общая картина 2020/21",
        "Две методики рядом 2020/21",
        "Школы 2019/20",
        "Общая картина 2019/20",
        "Две методики рядом 2019/20",
        "Методика",
        "Ограничения",
        "Протокол загрузки",
    ]


def test_no_section_is_empty(page: Document) -> None:
    assert all(block.blocks for block in page.blocks if isinstance(block, Section))


def test_the_first_page_begins_with_caution_and_conclusion(page: Document) -> None:
    main = page.blocks[0]
    assert isinstance(main, Section)
    texts = [block.text for block in main.blocks if isinstance(block, Paragraph)]
    assert texts[0] == CAUTION
    assert texts[1] == (
        "Приоритет перепроверки высокий — у 1\u00a0школы, средний — у 0\u00a0школ; приоритета нет — у 4\u00a0школ; "
        "недостаточно данных — у 1\u00a0школы. Из 10 таких сигналов подтверждаются: высокий приоритет — около 8 (по "
        "смоделированным данным; перепроверками не проверено)."
    )
    assert "6,2 % (95 %: от 5,5 до 6,9)" in texts[2]
    assert "по загруженной совокупности, не по субъекту РФ" in texts[3]


def test_the_warning_stands_once_on_the_first_page(page: Document) -> None:
    assert [block for block in inner(page.blocks[0]) if isinstance(block, Paragraph)].count(
        Paragraph(CAUTION, "caution")
    ) == 1
    assert not any(CAUTION in table.note for table in inner(page.blocks[0]) if isinstance(table, DataTable))


def test_paper_says_where_the_remarks_are(page: Document) -> None:
    protocol = next(
        block for block in page.blocks if isinstance(block, Section) and block.anchor == "protocol"
    )
    assert protocol.blocks[-1] == Paragraph(
        "Каждое замечание — на листе «Протокол загрузки» файла report.xlsx: файл, ячейка, совет."
    )


def test_paper_says_where_the_passports_are(page: Document) -> None:
    method = next(block for block in page.blocks if isinstance(block, Section) and block.anchor == "method")
    assert method.blocks[1] == Paragraph(
        "Паспорта показателей — на листе «Методика» файла report.xlsx.", "note paper"
    )


def test_the_picture_of_the_holes_stands_beside_its_table(page: Document) -> None:
    pairs = [block.items for block in blocks_of(page, Columns) if isinstance(block.items[-1][0], DataTable)]
    assert [type(one).__name__ for one in pairs[0][0]] == ["Figure"]
    assert pairs[0][1][0].caption == "Скачок на границах отметок, 2020/21"


def test_the_list_stands_by_code_inside_a_zone(page: Document) -> None:
    table = blocks_of(page, FilteredTable)[0].table
    rows = [(row[1].text, row[5].text) for row in table.rows]
    assert rows == [
        ("990001", "высокий"),
        ("990003", "приоритета нет"),
        ("990004", "приоритета нет"),
        ("990005", "приоритета нет"),
        ("990006", "приоритета нет"),
        ("990002", "недостаточно данных"),
    ]
    assert [row[0] for row in table.rows] == [1, 2, 3, 4, 5, 6]
    assert CAUTION in table.note


def test_every_link_of_the_list_has_its_card(page: Document) -> None:
    keys = {card.key for cards in blocks_of(page, Cards) for card in cards.items}
    links = {
        value.target
        for table in blocks_of(page, DataTable)
        for row in table.rows
        for value in row
        if isinstance(value, Link)
    }
    assert links == keys
    assert len(keys) == 12


def test_a_card_leads_with_the_conclusion_and_ends_with_the_method(page: Document) -> None:
    card = blocks_of(page, Cards)[0].items[0]
    kinds = [type(block).__name__ for block in card.blocks]
    assert card.blocks[0] == Paragraph("Признаки в двух группах показателей требуют анализа.", "lead")
    assert Paragraph(CAUTION, "caution") in card.blocks
    assert kinds.index("Tabs") < kinds.index("DataTable")
    assert card.blocks[-1].title == "Как посчитано"


def test_a_card_asks_before_it_rechecks(page: Document) -> None:
    steps = next(
        block for block in blocks_of(page, Cards)[0].items[0].blocks if isinstance(block, Bullets)
    ).items
    assert steps[0] == "Запросите у школы пояснения: вопросы — в таблице объяснений."
    assert steps[-2:] == (
        "Проведите перепроверку, пока работы хранятся: сохраните их распоряжением до её окончания.",
        "Направьте независимого наблюдателя на ближайшую процедуру в этой школе.",
    )


def test_a_school_without_enough_data_gets_no_verdict(page: Document) -> None:
    card = next(card for card in blocks_of(page, Cards)[0].items if card.key.endswith("990002"))
    assert card.badge == Badge("недостаточно данных", "unknown")
    steps = next(block for block in card.blocks if isinstance(block, Bullets)).items
    assert steps[0] == "Не делайте вывода по этим данным: ни о признаках, ни об их отсутствии."


def test_the_earlier_year_stands_on_the_card(page: Document) -> None:
    newest, older = (cards.items[0] for cards in blocks_of(page, Cards))
    captions = [
        [block.caption for block in card.blocks if isinstance(block, DataTable)] for card in (newest, older)
    ]
    assert "Та же школа в предыдущие годы" in captions[0]
    assert "Та же школа в предыдущие годы" not in captions[1]


def test_the_two_methods_stand_side_by_side(page: Document) -> None:
    columns = next(block for block in blocks_of(page, Columns) if isinstance(block.items[0][-1], DataTable))
    assert [item[-1].caption for item in columns.items] == ["Официальная методика", "Калиброванная методика"]


def test_every_figure_speaks(page: Document) -> None:
    figures = blocks_of(page, Figure)
    assert figures
    assert all(figure.alt.endswith(".") and figure.caption for figure in figures)


def test_few_schools_have_no_filter_and_all_are_printed(draw_result: DrawResult) -> None:
    page = build_page(draw_result(sizes=(60, 30)))
    assert blocks_of(page, FilteredTable) == []
    assert any(table.caption == "Школы, 2020/21 учебный год" for table in blocks_of(page, DataTable))


def test_one_school_is_told_by_its_own_conclusion(draw_result: DrawResult) -> None:
    page = build_page(draw_result(sizes=(60,), kind="report"))
    lead = next(block for block in blocks_of(page, Paragraph) if block.style == "lead")
    assert lead.text.startswith("СОШ № 1 (990001): Признаки в двух группах показателей требуют анализа.")
    assert not any(table.caption.startswith("Школы по зонам") for table in blocks_of(page, DataTable))


def test_a_zone_nobody_stands_in_promises_nothing(draw_result: DrawResult) -> None:
    page = build_page(draw_result(sizes=(8, 9)))
    lead = next(block for block in blocks_of(page, Paragraph) if block.style == "lead")
    assert lead.text.startswith("Судить нельзя ни об одной школе: данных за год недостаточно.")
    assert "подтверждаются" not in lead.text


def with_cells(result: AnalysisResult, **arrays: np.ndarray) -> AnalysisResult:
    """The same analysis with other arrays in the cells of every assessment."""
    year = result.years[0]
    assessments = tuple(replace(one, cells=replace(one.cells, **arrays)) for one in year.assessments)
    return replace(result, years=(replace(year, assessments=assessments),))


def card_texts(page: Document, school: int) -> list[str]:
    card = next(card for card in blocks_of(page, Cards)[0].items if card.key.endswith(str(school)))
    return [block.text for outer in card.blocks for block in inner(outer) if isinstance(block, Paragraph)]


def test_a_special_school_says_why_it_is_not_compared(draw_result: DrawResult) -> None:
    page = build_page(with_cells(draw_result(sizes=(60, 30)), strata=np.array([0, -1])))
    assert SPECIAL_REASON in card_texts(page, 990002)[0]
    assert not any(SPECIAL_REASON in text for text in card_texts(page, 990001))


def test_a_school_known_from_reports_only_says_so(draw_result: DrawResult) -> None:
    source = np.array(["rows", "report"], dtype=object)
    page = build_page(with_cells(draw_result(sizes=(60, 30)), source=source))
    said = "Построчных результатов школы нет, числа — из отчётов ФИС ОКО: МА 4 и РУ 4."
    assert any(said in text for text in card_texts(page, 990002))
    assert not any("Построчных" in text for text in card_texts(page, 990001))


def test_pictures_beyond_the_limit_are_missed_aloud(
    draw_result: DrawResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "MOST_PICTURED", 3)
    page = build_page(draw_result(sizes=(60, 30)))
    assert any("в карточках первых 1 из 2 школ списка" in block.text for block in blocks_of(page, Paragraph))
    assert any("Рисунков у этой карточки нет" in text for text in card_texts(page, 990002))
    assert not any("Рисунков у этой карточки нет" in text for text in card_texts(page, 990001))


def test_the_printed_and_the_corrected_link_with_the_journal_stand_side_by_side(
    draw_result: DrawResult,
) -> None:
    result = draw_result(sizes=(60, 30))
    year = result.years[0]
    official = replace(
        year.official, columns={**year.official.columns, "sign": np.array(["mark_mismatch"] * 2)}
    )
    page = build_page(replace(result, years=(replace(year, official=official),)))
    tables = [
        one for card in blocks_of(page, Cards)[0].items for one in card.blocks if isinstance(one, DataTable)
    ]
    table = next(one for one in tables if one.caption == "Признаки официальной методики")
    column = [one.title for one in table.columns].index("С поправкой на совпадения")
    assert table.rows[0][column] == pytest.approx(corrected_by_scipy(result), abs=1e-12)
    assert "решает, как напечатано" in table.note


def corrected_by_scipy(result: AnalysisResult) -> float:
    """Spearman with the correction for ties of the first school in mathematics, from its pairs one by one."""
    counts = result.years[0].assessments[0].cells.journal_scores
    assert counts is not None
    marks, scores = np.nonzero(counts[0])
    times = counts[0][marks, scores]
    return float(stats.spearmanr(np.repeat(marks, times), np.repeat(scores, times)).statistic)
