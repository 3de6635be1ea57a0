"""The draft of an order: its parts, its names in the right case, the plan behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.reports.drawn_plans import NARRATIVE, WHOLE

from objektiv.documents.blocks import Document
from objektiv.documents.paper_blocks import (
    PAPER,
    WIDE_PAPER,
    Acquainted,
    NewSheet,
    Requisites,
    RuledTable,
    SignedLines,
    Text,
)
from objektiv.plans.model import Field, Head, Plan
from objektiv.reports.plan_order import OrderDraft, build_order


def texts_of(document: Document) -> list[str]:
    end = next(n for n, block in enumerate(document.blocks) if isinstance(block, NewSheet))
    return [block.text for block in document.blocks[:end] if isinstance(block, Text) and block.text]


def test_an_order_has_the_parts_of_an_order() -> None:
    draft = OrderDraft(
        organisation="МКУ «Управление образования»",
        city="г. Пробный",
        purpose="повышения объективности",
        basis="письмом от 01.02.2024 № 5",
        coordinator="методист А. А. Пробная",
        items=("Разместить план на сайте.",),
        controller="заместителя начальника Б. Б. Второго",
        post="Начальник",
        person="И.И. Пробный",
        acquainted=("А. А. Пробная",),
    )
    document = build_order(WHOLE, draft)
    title = "плана мероприятий по повышению объективности в школах Пробного района на 2023/2024 учебный год"
    assert texts_of(document) == [
        "МКУ «Управление образования»",
        "ПРИКАЗ",
        "«___» __________ 20___ г.     № ______",
        "г. Пробный",
        f"Об утверждении {title}",
        "В целях повышения объективности, в соответствии с письмом от 01.02.2024 № 5",
        "ПРИКАЗЫВАЮ:",
        f"1. Утвердить прилагаемый {title.replace('плана', 'план', 1)} (приложение).",
        "2. Ответственным исполнителям, указанным в приложении, выполнить мероприятия плана в установленные сроки.",
        "3. Сведения о ходе выполнения плана и отчёт о его итогах готовит методист А. А. Пробная.",
        "4. Разместить план на сайте.",
        "5. Контроль за исполнением приказа возложить на: заместителя начальника Б. Б. Второго.",
    ]
    assert SignedLines((("Начальник", "И.И. Пробный"),)) in document.blocks
    assert Acquainted("С приказом ознакомлены:", ("А. А. Пробная",)) in document.blocks


def test_what_nobody_said_is_a_line_to_fill_in() -> None:
    document = build_order(replace(WHOLE, head=Head(title=Field("План работы"))))
    texts = texts_of(document)
    assert texts[0].startswith("____")
    assert texts[5] == (
        "В целях ____________________ (цель плана), в соответствии с ____________________ "
        "(вид, дата, номер и название документа-основания)"
    )
    assert texts[-1] == "4. Контроль за исполнением приказа оставляю за собой."
    assert document.blocks[0] == Requisites(("ПРОЕКТ",), is_marked=True)


@pytest.mark.parametrize(
    ("title", "about", "approved"),
    [
        (
            "Дорожная карта по объективности",
            "дорожной карты по объективности",
            "прилагаемую дорожную карту по объективности",
        ),
        ('"Дорожная карта " по ВПР', "дорожной карты по ВПР", "прилагаемую дорожную карту по ВПР"),
        ("ПЛАН РАБОТЫ школы", "плана РАБОТЫ школы", "прилагаемый план РАБОТЫ школы"),
        ("Программа помощи", "программы помощи", "прилагаемую программу помощи"),
        ("Реализация плана\nмер", "плана мер", "прилагаемый план мер"),
        ("Отчёт\nо мерах", "документа «Отчёт о мерах»", "прилагаемый документ «Отчёт о мерах»"),
        ("Планета знаний", "документа «Планета знаний»", "прилагаемый документ «Планета знаний»"),
    ],
)
def test_the_name_of_the_plan_stands_in_its_case(title: str, about: str, approved: str) -> None:
    texts = texts_of(build_order(Plan("п", Head(title=Field(title)))))
    assert f"Об утверждении {about}" in texts
    assert f"1. Утвердить {approved} (приложение)." in texts


def test_the_plan_is_the_annex_on_a_sheet_of_its_own() -> None:
    document = build_order(WHOLE, OrderDraft(organisation="Управления образования"))
    place = next(n for n, block in enumerate(document.blocks) if isinstance(block, NewSheet))
    assert document.layout == PAPER
    assert document.blocks[place] == NewSheet(WIDE_PAPER, "Приложение")
    assert document.blocks[place + 1] == Requisites(
        ("Приложение", "к приказу Управления образования", "от __________ № ____")
    )
    assert any(isinstance(block, RuledTable) for block in document.blocks[place:])


def test_an_organisation_in_another_case_is_left_to_fill_in() -> None:
    head = replace(NARRATIVE.head, organisation=Field("Управления образования"))
    assert texts_of(build_order(replace(NARRATIVE, head=head)))[0].endswith("(наименование организации)")


def test_an_annex_keeps_its_own_requisites() -> None:
    document = build_order(NARRATIVE)
    corners = [block.right[0] for block in document.blocks if isinstance(block, Requisites)]
    assert corners == ["ПРОЕКТ", "Приложение № 2"]


def test_a_quote_that_lost_its_pair_is_not_printed() -> None:
    title = '"Дорожная карта " по обеспечению объективности в МО Пробный район" на 2021 год'
    said = texts_of(build_order(replace(WHOLE, head=Head(title=Field(title)))))
    assert "Об утверждении дорожной карты по обеспечению объективности в МО Пробный район на 2021 год" in said
    quoted = 'Дорожная карта школы "Луч" на 2021 год'
    assert 'Об утверждении дорожной карты школы "Луч" на 2021 год' in texts_of(
        build_order(replace(WHOLE, head=Head(title=Field(quoted))))
    )


def test_an_order_that_changes_a_plan_says_so() -> None:
    draft = OrderDraft(amends="приказ № 5 от 26.02.2024", controller="Пробной А. А.")
    said = texts_of(
        build_order(replace(WHOLE, head=Head(title=Field("План мероприятий на 2024 год"))), draft)
    )
    assert "О внесении изменений в план мероприятий на 2024 год" in said
    assert (
        "1. Внести изменения в план мероприятий на 2024 год (утверждён: приказ № 5 от 26.02.2024), изложив его текст в"
        " новой редакции (приложение)."
    ) in said
    assert said[-1] == "4. Контроль за исполнением приказа возложить на: Пробной А. А."
