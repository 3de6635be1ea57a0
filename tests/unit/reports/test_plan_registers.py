"""Report on fulfilment, register of decisions, state of the management cycle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.unit.reports.drawn_plans import NARRATIVE

from objektiv.documents.blocks import Document
from objektiv.documents.paper_blocks import Band, Entry, RuledTable, Text
from objektiv.reports.plan_cycle import Cycle, Link, LinkState, build_cycle
from objektiv.reports.plan_cycle import conclude as conclude_cycle
from objektiv.reports.plan_decisions import DecisionRow, build_register, decision_rows
from objektiv.reports.plan_fulfilment import Fulfilment, FulfilmentRow, build_fulfilment, conclude

NBSP = "\u00a0"
DAY = date(2024, 6, 1)
ROWS = (
    FulfilmentRow(
        "Издание приказа",
        "1.1",
        "1. Подготовка",
        "февраль",
        date(2024, 2, 5),
        "директор",
        "Приказ",
        ("№ 3",),
        "принято",
    ),
    FulfilmentRow("Инструктаж", "1.2", "1. Подготовка", "март", status="принято", done_on=date(2024, 3, 1)),
    FulfilmentRow("Анализ", "2.1", "2. Итоги", "апрель", status="в работе", is_overdue=True, key="77"),
    FulfilmentRow("Семинар", "2.2", "2. Итоги", "май", status="не исполнено", reason="Нет специалиста"),
    FulfilmentRow("Справка", "2.3", "2. Итоги", "май", status="новое слово"),
)
REPORT = Fulfilment(
    "План мероприятий",
    DAY,
    ROWS,
    ("не начато", "в работе", "принято", "не исполнено"),
    frozenset({"принято"}),
)


def tables_of(document: Document) -> list[RuledTable]:
    return [block for block in document.blocks if isinstance(block, RuledTable)]


def cells_of(table: RuledTable) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows if isinstance(row, Entry)]


def test_totals_stand_first_and_add_up() -> None:
    totals, measures = tables_of(build_fulfilment(REPORT))
    assert cells_of(totals) == [
        ("в работе", "1", f"20{NBSP}%"),
        ("принято", "2", f"40{NBSP}%"),
        ("не исполнено", "1", f"20{NBSP}%"),
        ("новое слово", "1", f"20{NBSP}%"),
        ("из них просрочено", "1", f"20{NBSP}%"),
        ("Всего", "5", f"100{NBSP}%"),
    ]
    assert totals.rows[-1] == Entry(("Всего", "5", f"100{NBSP}%"), is_total=True)
    assert [row.text for row in measures.rows if isinstance(row, Band)] == ["1. Подготовка", "2. Итоги"]


def test_each_measure_says_plan_fact_and_why_not() -> None:
    measures = tables_of(build_fulfilment(REPORT))[1]
    assert cells_of(measures) == [
        ("1.1", "Издание приказа", "февраль", "05.02.2024", "директор", "Приказ", "№ 3", "принято"),
        ("1.2", "Инструктаж", "март", "01.03.2024", "—", "—", "—", "принято"),
        ("2.1", "Анализ", "апрель", "—", "—", "—", "—", "в работе, просрочено"),
        ("2.2", "Семинар", "май", "—", "—", "—", "—", "не исполнено\nНет специалиста"),
        ("2.3", "Справка", "май", "—", "—", "—", "—", "новое слово"),
    ]
    assert [row.key for row in measures.rows if isinstance(row, Entry)] == ["", "", "77", "", ""]


def test_the_effect_has_a_column_when_somebody_judged_one() -> None:
    measures = tables_of(build_fulfilment(REPORT))[1]
    assert "Эффект" not in [one.title for one in measures.columns]
    judged = replace(REPORT, rows=(*ROWS[:2], replace(ROWS[2], effect="помогло"), *ROWS[3:]))
    measures = tables_of(build_fulfilment(judged))[1]
    assert [one.title for one in measures.columns][-1] == "Эффект"
    assert [cells[-1] for cells in cells_of(measures)] == ["—", "—", "помогло", "—", "—"]


def test_the_report_concludes_in_one_sentence() -> None:
    assert conclude(REPORT) == (
        f"Выполнено 2 из 5{NBSP}мероприятий (40{NBSP}%); просрочено 1; без подтверждающего документа выполнено 1."
    )
    assert conclude(replace(REPORT, rows=ROWS[:1])) == (
        f"Выполнено 1 из 1{NBSP}мероприятия (100{NBSP}%); просроченных нет."
    )
    assert conclude(replace(REPORT, rows=())) == "В плане нет мероприятий."


def test_the_report_names_the_plan_in_its_case() -> None:
    assert build_fulfilment(REPORT).title == "Отчёт о выполнении плана мероприятий"


def test_a_report_on_an_empty_plan_can_be_written() -> None:
    totals, measures = tables_of(build_fulfilment(replace(REPORT, rows=())))
    assert cells_of(totals) == [("Всего", "0", "—")]
    assert measures.rows == ()


def test_the_register_takes_the_decisions_of_a_plan() -> None:
    rows = decision_rows(NARRATIVE)
    assert [row.decision for row in rows] == ["Определить методы сбора сведений", "Провести совещание"]
    title = NARRATIVE.head.title.text
    document = build_register(rows, organisation="Управление", as_of=DAY)
    assert cells_of(tables_of(document)[0]) == [
        ("1", "Определить методы сбора сведений", title, "Форма протокола прилагается", "—", "не оценивался"),
        ("2", "Провести совещание", title, "1. Подведение итогов. 2. Выводы.", "—", "не оценивался"),
    ]
    assert [block.text for block in document.blocks if isinstance(block, Text)] == [
        "Управление",
        "По состоянию на 01.06.2024",
        f"2{NBSP}решения; без подтверждения: 2; эффект не оценивался: 2.",
    ]


def test_a_register_says_what_is_proven_and_what_it_gave() -> None:
    row = DecisionRow("Решить", "Справка", "Сделано", ("Приказ № 1", "Протокол № 2"), "помогло")
    table = tables_of(build_register((row,)))[0]
    assert cells_of(table) == [("1", "Решить", "Справка", "Сделано", "Приказ № 1\nПротокол № 2", "помогло")]


def test_the_cycle_names_every_link_and_its_gaps() -> None:
    links = (
        LinkState(Link.GOAL, ("Снизить долю школ с признаками",), ("Приказ № 3",)),
        LinkState(Link.INDICATOR, ("Доля школ",), remarks=("Показатель не связан с целью.",)),
    )
    document = build_cycle(Cycle("объективность", links, DAY))
    cells = cells_of(tables_of(document)[0])
    assert len(cells) == 9
    assert cells[0] == ("1", "Цель", "Снизить долю школ с признаками", "Приказ № 3", "есть", "—")
    assert cells[1][3:] == (
        "—",
        "без подтверждения",
        "Показатель не связан с целью.\nПриложите документ или ссылку.",
    )
    assert [row[4] for row in cells[2:]] == ["разрыв"] * 7
    assert all(row[5] != "—" for row in cells[2:])
    texts = [block.text for block in document.blocks if isinstance(block, Text)]
    assert texts[1].startswith("Звеньев цикла с подтверждением: 1 из 9; разрывы: метод сбора информации, ")
    assert texts[2].startswith("Цель → Показатель → [нет: метод сбора информации] → ")


def test_a_whole_cycle_has_no_gaps() -> None:
    states = [LinkState(link, ("есть",), ("документ",)) for link in Link]
    assert conclude_cycle(states) == "Звеньев цикла с подтверждением: 9 из 9; разрывов нет."


@pytest.mark.parametrize(
    ("texts", "evidence", "state"),
    [
        ((), (), "разрыв"),
        ((), ("документ",), "разрыв"),
        (("т",), (), "без подтверждения"),
        (("т",), ("д",), "есть"),
    ],
)
def test_a_link_is_there_only_with_its_words(
    texts: tuple[str, ...], evidence: tuple[str, ...], state: str
) -> None:
    assert LinkState(Link.GOAL, texts, evidence).state == state
