"""A plan as a document: its parts in the order of such papers, its table, the sheet that it lies on."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.reports.drawn_plans import ANNEX, DECISIONS, NARRATIVE, WHOLE

from objektiv.documents.blocks import Document
from objektiv.documents.paper_blocks import (
    PAPER,
    WIDE_PAPER,
    Band,
    Dashes,
    Entry,
    Requisites,
    RuledTable,
    SignedLines,
    Text,
    Title,
)
from objektiv.plans.model import Action, Approval, Field, Head, Plan, Section
from objektiv.reports.plan_paper import build_plan


def table_of(document: Document) -> RuledTable:
    return next(block for block in document.blocks if isinstance(block, RuledTable))


def test_the_parts_stand_in_the_order_of_such_papers() -> None:
    document = build_plan(WHOLE)
    assert [type(block) for block in document.blocks] == [
        *(Requisites, Title),
        *(Text, Dashes),
        *(Text, Text, Dashes, Text, Dashes),
        *(RuledTable, SignedLines),
    ]
    texts = [block.text for block in document.blocks if isinstance(block, Text)]
    assert texts == ["1. Обеспечение объективности:", "2. Профилактика:", "2.1. Выявление:", "2.2. Работа:"]
    lists = [block.items for block in document.blocks if isinstance(block, Dashes)]
    assert lists == [
        ("обучение наблюдателей;", "защита материалов и т.п."),
        ("анализ признаков.",),
        ("помощь школам.",),
    ]


def test_the_corner_says_who_approves() -> None:
    corner = build_plan(WHOLE).blocks[0]
    assert isinstance(corner, Requisites)
    assert corner.right == (
        "УТВЕРЖДАЮ",
        "Начальник отдела",
        "МКУ «Управление образования»",
        "______________ И.И. Пробный",
        "26 февраля 2024 года",
    )
    assert corner.is_marked


def test_what_is_not_filled_in_is_a_line_to_write_on() -> None:
    head = Head(title=Field("План"), approvals=(Approval(),), annex=replace(ANNEX, organisation=Field()))
    annex, approval = build_plan(Plan("п", head)).blocks[:2]
    assert annex == Requisites(("Приложение № 2", "к приказу", "от __________ № ____"))
    assert approval == Requisites(
        ("УТВЕРЖДАЮ", "______________", "«___» __________ 20___ г."), is_marked=True
    )


def test_two_who_agree_stand_side_by_side() -> None:
    agreed = Approval(word=Field("СОГЛАСОВАНО"), post=Field("Председатель совета"))
    head = replace(WHOLE.head, approvals=(agreed, *WHOLE.head.approvals))
    corner = build_plan(replace(WHOLE, head=head)).blocks[0]
    assert isinstance(corner, Requisites)
    assert (corner.left[0], corner.right[0]) == ("СОГЛАСОВАНО", "УТВЕРЖДАЮ")


def test_the_table_has_the_columns_of_the_document_in_its_order() -> None:
    table = table_of(build_plan(WHOLE))
    assert [column.title for column in table.columns] == [
        "№ п/п",
        "Мероприятия",
        "Ответственные",
        "Сроки",
        "Показатели",
    ]
    assert table.rows == (
        Band("1. Подготовка"),
        Entry(
            (
                "1.1.",
                "Анализ по вопросам:\n- итоги работ;\n- причины расхождений",
                "Методист\nДиректор",
                "сентябрь 2023 г.",
                "Справка",
            ),
            "action:1",
        ),
        Entry(
            (
                "1.2.",
                "Инструктаж наблюдателей",
                "Директор",
                "не позднее чем за 2 дня до проведения ВПР",
                "Лист инструктажа",
            ),
            "action:2",
        ),
        Band("2. Проведение"),
        Entry(("2.1.", "Проведение работ", "", "в течение года", ""), "action:3"),
    )


def test_a_plan_without_headings_gets_the_usual_ones() -> None:
    table = table_of(build_plan(replace(WHOLE, columns=())))
    assert [column.title for column in table.columns] == [
        "№ п/п",
        "Мероприятия",
        "Сроки",
        "Ответственные",
        "Ожидаемый результат",
    ]


def test_a_column_without_a_field_keeps_its_place() -> None:
    actions = tuple(replace(action, extra=(("Охват", Field("9 классы")),)) for action in WHOLE.actions)
    columns = (*WHOLE.columns[:2], ("other", "Охват"), *WHOLE.columns[2:])
    table = table_of(build_plan(replace(WHOLE, actions=actions, columns=columns)))
    assert [column.title for column in table.columns][2] == "Охват"
    assert [row.cells[2] for row in table.rows if isinstance(row, Entry)] == ["9 классы"] * 3


def test_a_section_without_measures_stands_in_its_place() -> None:
    empty = Section("0", Field("1"), Field("Пустой"))
    sections = (WHOLE.sections[0], empty, WHOLE.sections[1])
    table = table_of(build_plan(replace(WHOLE, sections=sections)))
    assert [row.text for row in table.rows if isinstance(row, Band)] == [
        "1. Подготовка",
        "1. Пустой",
        "2. Проведение",
    ]


def test_many_columns_turn_the_sheet() -> None:
    assert build_plan(WHOLE).layout == WIDE_PAPER
    without = tuple(replace(action, result=Field()) for action in WHOLE.actions)
    assert build_plan(replace(WHOLE, actions=without, columns=WHOLE.columns[:4])).layout == PAPER


def test_rows_carry_the_keys_that_were_given() -> None:
    table = table_of(build_plan(WHOLE, keys={0: "17", 2: "19"}))
    assert [row.key for row in table.rows if isinstance(row, Entry)] == ["17", "action:2", "19"]


def test_decisions_stand_among_the_directions_by_their_number() -> None:
    blocks = build_plan(NARRATIVE).blocks
    texts = [block.text for block in blocks if isinstance(block, Text)]
    assert texts == ["1. Первое направление:", "3. Принятие решений:", "4. Четвёртое направление:"]
    table = table_of(build_plan(NARRATIVE))
    assert [column.title for column in table.columns] == ["Управленческие решения", "Исполнение"]
    assert [row.cells for row in table.rows if isinstance(row, Entry)] == [
        ("1. Определить методы сбора сведений", "Форма протокола прилагается"),
        ("2. Провести совещание", "1. Подведение итогов.\n2. Выводы."),
    ]


def test_measures_and_decisions_have_a_table_each() -> None:
    section = Section("3", Field("3"), Field("Принятие решений"))
    columns = (*WHOLE.columns, *NARRATIVE.columns)
    plan = replace(
        WHOLE, directions=(), decisions=DECISIONS, columns=columns, sections=(*WHOLE.sections, section)
    )
    tables = [block for block in build_plan(plan).blocks if isinstance(block, RuledTable)]
    assert [[column.title for column in table.columns] for table in tables] == [
        [heading for _, heading in WHOLE.columns],
        ["Управленческие решения", "Исполнение"],
    ]
    assert [row.text for row in tables[0].rows if isinstance(row, Band)] == ["1. Подготовка", "2. Проведение"]


def test_paragraphs_of_no_part_stand_where_the_document_has_them() -> None:
    def at(line: int, text: str) -> Field:
        return Field(text, f"строка {line}")

    plan = Plan(
        "п",
        Head(title=at(3, "План мероприятий")),
        directions=(replace(WHOLE.directions[0], number=at(6, "1")),),
        actions=(Action(at(20, "Анализ")),),
        texts=(
            at(1, "Школа № 1"),
            at(2, "1Р"),
            at(4, "Вступление."),
            at(12, "Таблица плана"),
            at(30, "Сноска"),
        ),
    )
    shown = [block.text for block in build_plan(plan).blocks if isinstance(block, Title | Text)]
    assert shown == [
        "Школа № 1",
        "План мероприятий",
        "Вступление.",
        "1. Обеспечение объективности:",
        "Таблица плана",
        "Сноска",
    ]


def test_a_plan_without_a_title_is_called_by_its_kind_and_year() -> None:
    def title(kind: str, year: str) -> str:
        return build_plan(Plan("п", Head(kind=Field(kind), school_year=Field(year)))).title

    assert title("дорожная карта", "2021") == "Дорожная карта на 2021 год"
    assert title("план работы", "2023/24") == "План работы на 2023/24 учебный год"
    assert title("", "") == "План мероприятий"


def test_an_organisation_that_nothing_names_stands_under_the_title() -> None:
    def shown(organisation: str) -> list[str]:
        plan = replace(WHOLE, head=replace(WHOLE.head, organisation=Field(organisation)), directions=())
        return [block.text for block in build_plan(plan).blocks if isinstance(block, Text)]

    assert shown("МБОУ СОШ № 1") == ["МБОУ СОШ № 1"]
    assert shown("МКУ «Управление  образования»") == []
