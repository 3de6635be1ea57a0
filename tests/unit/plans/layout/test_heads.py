"""Heads of documents: forms that nobody filled in, titles right above bullets, an order before the plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.plans.drawing import Page, Paragraph, Table, write_docx, write_xlsx

from objektiv.plans.layout.approvals import read_approval
from objektiv.plans.reading import read_plan
from objektiv.plans.source import Line


@pytest.mark.parametrize(
    "signed", ["______ И.И. Речной", "……И.И.Речной", "________/И.И. Речной/", "_____И.И. Речной"]
)
@pytest.mark.parametrize(
    "blank",
    [
        '"___" ________ 20__ г.', "«____»____________2023 г.", "« » 20 г.", "«__» августа 2023 г.",
        "____.____.2023", "«___»________20___года",
    ],
)  # fmt: skip
def test_a_blank_date_below_a_line_to_sign_on_is_no_organisation(signed: str, blank: str) -> None:
    texts = ("УТВЕРЖДАЮ", "Директор школы", "МБОУ «СОШ № 7»", signed, blank)
    read = read_approval([Line(text, f"строка {number}") for number, text in enumerate(texts)])
    assert (read.post.text, read.organisation.text, read.date.text) == (
        "Директор школы",
        "МБОУ «СОШ № 7»",
        "",
    )
    assert read.person.text.replace(" ", "") == "И.И.Речной"
    assert read.date.remark == f"бланк не заполнен: «{blank}»"


def test_bullets_right_below_the_title_leave_it_the_title(tmp_path: Path) -> None:
    drawn = [
        Paragraph("План мероприятий по устранению признаков необъективности", bold=True),
        Paragraph("на 2024 год", bold=True),
        Paragraph("- провести педагогический совет;"),
        Paragraph("- включить вопросы оценивания в план ШМО, провести ВПР."),
    ]
    plan = read_plan(write_docx(tmp_path / "план.docx", drawn))
    assert plan.head.title.text == "План мероприятий по устранению признаков необъективности на 2024 год"
    (direction,) = plan.directions
    assert direction.title.text == ""
    assert [own.text.text for own in direction.bullets] == [
        "провести педагогический совет", "включить вопросы оценивания в план ШМО, провести ВПР",
    ]  # fmt: skip


def test_an_order_before_the_plan_annexed_to_it(tmp_path: Path) -> None:
    drawn = [
        Paragraph("МИНИСТЕРСТВО ОБРАЗОВАНИЯ\nПРИКАЗ\n15.01.2024 № 20-п"),
        Paragraph("Об утверждении плана мероприятий"),
        Paragraph("1. Утвердить план мероприятий согласно приложению."),
        Paragraph("2. Контроль оставляю за собой."),
        Paragraph("Министр _________ К.Л. Холмов"),
        Page(),
        Paragraph("Приложение\nк приказу министерства образования\nот 15.01.2024 № 20-п"),
        Paragraph("План мероприятий по обеспечению объективности на 2024 год", bold=True),
        Table([["№", "Мероприятие", "Срок", "Ответственный"], ["1", "Мониторинг ВПР", "май", "Завуч"]]),
    ]
    plan = read_plan(write_docx(tmp_path / "приказ.docx", drawn))
    assert plan.head.title.text == "План мероприятий по обеспечению объективности на 2024 год"
    assert plan.head.annex is not None
    assert (plan.head.annex.date.text, plan.head.annex.order_number.text) == ("15.01.2024", "20-п")
    assert (plan.directions, plan.signatures) == ((), ())
    assert [own.text for own in plan.texts][2] == "1. Утвердить план мероприятий согласно приложению."


def test_approved_by_an_order_names_whose_it_is(tmp_path: Path) -> None:
    drawn = [
        Paragraph("УТВЕРЖДЕН"), Paragraph("приказом МБОУ СОШ № 12 г. Приозёрска"), Paragraph("от 30.08.2024 № 212"),
        Paragraph("ЦИКЛОГРАММА"), Paragraph("работы заместителя директора на 2024/2025 учебный год"),
        Table([["№", "Мероприятие", "Срок"], ["1", "Мониторинг ВПР", "май"], ["2", "Анализ", "июнь"]]),
    ]  # fmt: skip
    plan = read_plan(write_xlsx(tmp_path / "план.xlsx", drawn))
    assert plan.head.organisation.text == "МБОУ СОШ № 12 г. Приозёрска"
    assert plan.head.kind.text == "циклограмма"
    assert plan.head.approvals[0].date.text == "30.08.2024"


def test_a_decision_of_a_meeting_is_no_organisation(tmp_path: Path) -> None:
    drawn = [
        Paragraph("Утверждено\nна заседании педагогического совета\nпротокол № 1 от 29.08.2022 г."),
        Paragraph("План мероприятий на 2022/2023 учебный год", bold=True),
        Table([["№", "Мероприятие", "Срок"], ["1", "Мониторинг ВПР", "май"]]),
    ]
    assert read_plan(write_docx(tmp_path / "план.docx", drawn)).head.organisation.text == ""
