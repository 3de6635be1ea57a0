"""The five real documents are read as they come, and again when laid out as docx, odt, pdf, xlsx, tabs, markdown."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest
from tests.unit.plans.drawing import WRITERS, drawn_from

from objektiv.plans.model import DOUBTFUL, LIKELY, Plan
from objektiv.plans.reading import read_plan
from objektiv.plans.record import from_record, to_record
from objektiv.plans.signs import PERSON

pytestmark = pytest.mark.shared

# seed → measures by section, bullets by direction, decisions
COUNTS = {
    "000": ([4, 5, 9, 4], [5, 6, 4], 0),
    "001": ([15, 5], [], 0),
    "002": ([7, 2, 6], [], 0),
    "003": ([], [5, 3, 6], 6),
    "004": ([4, 3, 10, 3, 2, 4, 6, 3], [], 0),
}


@pytest.fixture(scope="session")
def seeds(shared) -> dict[str, Path]:
    return {path.name[:3]: path for path in sorted((shared / "seeds").glob("0*.txt"))}


@pytest.fixture(scope="session")
def plans(seeds) -> dict[str, Plan]:
    return {name: read_plan(path) for name, path in seeds.items()}


def find(plan: Plan, number: str):
    return next(action for action in plan.actions if number in {action.number.suggestion, action.number.text})


def empty(plan: Plan, name: str) -> list[str]:
    return [own.number.suggestion or own.number.text for own in plan.actions if not getattr(own, name)]


@pytest.mark.parametrize("name", COUNTS)
def test_every_measure_bullet_and_decision_is_found(plans, name):
    plan, (sections, bullets, decisions) = plans[name], COUNTS[name]
    assert list(Counter(action.section for action in plan.actions).values()) == sections
    assert [len(direction.bullets) for direction in plan.directions] == bullets
    assert len(plan.decisions) == decisions


@pytest.mark.parametrize("name", COUNTS)
def test_every_word_is_kept(seeds, plans, name):
    from tests.unit.plans.words_kept import lost_words

    assert lost_words(seeds[name].read_text(encoding="utf-8"), plans[name]) == []


@pytest.mark.parametrize("name", COUNTS)
def test_the_record_loses_nothing(plans, name):
    assert from_record(to_record(plans[name])) == plans[name]


@pytest.mark.parametrize("name", COUNTS)
def test_reading_is_quick(seeds, name):
    began = time.process_time()
    read_plan(seeds[name])
    assert time.process_time() - began <= 1


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", COUNTS)
def test_the_same_plan_from_every_kind_of_file(plans, tmp_path, name, kind):
    plan = plans[name]
    torn = next((index for index, own in enumerate(plan.actions) if _can_be_torn(own.deadline.text)), None)
    again = read_plan(WRITERS[kind](tmp_path / f"план.{kind}", drawn_from(plan, torn=torn)))
    assert _said(again) == _said(plan)
    if torn is not None:
        assert "соединено" in again.actions[torn].deadline.remark
        assert again.actions[torn].confidence <= LIKELY


def _can_be_torn(deadline: str) -> bool:
    words = deadline.split()
    return len(words) >= 5 and words[len(words) // 2][0].islower()


def _said(plan: Plan):
    titles = {section.key: section.title.text for section in plan.sections}
    rows = [
        (
            own.number.text, own.text.text, own.deadline.text, own.responsible.text, own.result.text,
            titles.get(own.section) if plan.actions else "",
        )
        for own in (*plan.actions, *plan.decisions)
    ]  # fmt: skip
    narrative = [
        (own.number.text, own.title.text, [(bullet.group, bullet.text.text) for bullet in own.bullets])
        for own in plan.directions
    ]
    signed = [(own.post.text, own.person.text) for own in plan.signatures]
    return plan.head.title.text, plan.head.school_year.text, plan.head.kind.text, rows, narrative, signed


def test_heads(plans):
    heads = {name: plan.head for name, plan in plans.items()}
    assert {name: head.school_year.text for name, head in heads.items()} == {
        "000": "2020/21", "001": "2023/24", "002": "2021", "003": "2023/24", "004": "2021/22"
    }  # fmt: skip
    assert {name: head.kind.text for name, head in heads.items()} == {
        "000": "план мероприятий", "001": "план работы", "002": "дорожная карта", "003": "план мероприятий",
        "004": "план мероприятий",
    }  # fmt: skip
    assert [bool(head.approvals) for head in heads.values()] == [False, False, True, False, False]
    assert all(
        head.title.text.split()[0].strip('"') in {"План", "Дорожная", "Реализация"} for head in heads.values()
    )
    assert all(heads[name].territory for name in ("000", "002", "003", "004"))
    assert all(heads[name].organisation for name in ("001", "002", "003", "004"))


def test_approval_of_the_road_map(plans):
    (approval,) = plans["002"].head.approvals
    assert (approval.word.text, approval.date.text) == ("УТВЕРЖДАЮ", "26 февраля 2021 года")
    assert approval.person.text.startswith("М.-Д.М.")
    assert approval.organisation.text.startswith("МКУ")


def test_annex_with_its_blanks(plans):
    annex = plans["003"].head.annex
    assert annex is not None
    assert (annex.number.text, annex.document.text) == ("2", "приказ")
    assert annex.organisation.text.startswith("Управления образования")
    assert (annex.date.text, annex.order_number.text) == ("", "")
    assert "бланк" in annex.date.remark
    assert "бланк" in annex.order_number.remark


def test_000_empty_cells_stay_empty_and_the_merged_one_is_offered(plans):
    plan = plans["000"]
    assert empty(plan, "responsible") == [
        "1.2", "1.3", "1.4", "3.1", "3.2", "3.6", "3.7", "3.8", "3.9", "4.1", "4.2"
    ]  # fmt: skip
    assert empty(plan, "deadline") == ["1.2", "1.3", "1.4"]
    offered = [own.number.suggestion for own in plan.actions if own.responsible.suggestion]
    assert offered == ["1.2", "1.3", "1.4"]
    first, second = find(plan, "1.1"), find(plan, "1.2")
    assert (second.deadline.suggestion, second.responsible.suggestion) == (
        first.deadline.text,
        first.responsible.text,
    )
    assert second.deadline.remark == "вероятно, объединённая ячейка"
    assert second.confidence == DOUBTFUL


def test_000_a_row_torn_by_the_page_is_joined(plans):
    torn = find(plans["000"], "2.5")
    assert torn.deadline.text == "не позднее 1 рабочего дня до проведения оценочной процедуры"
    assert (torn.deadline.confidence, torn.deadline.remark) == (LIKELY, "соединено через разрыв страницы")


def test_000_narrative_with_sub_headings(plans):
    plan = plans["000"]
    assert [own.key for own in plan.directions[1].groups] == ["2.1", "2.2"]
    assert Counter(own.group for own in plan.directions[1].bullets) == {"2.1": 4, "2.2": 2}
    assert [own.post.text for own in plan.signatures] == ["Зав методкабинетом"]


def test_001_columns_and_places(plans):
    plan = plans["001"]
    assert dict(plan.columns) == {
        "text": "Этапы работы", "deadline": "Сроки", "responsible": "Ответственные", "result": "Результат"
    }  # fmt: skip
    assert all(own.deadline and own.responsible and own.result for own in plan.actions)
    third = plan.actions[2]
    assert (third.text.text, third.deadline.text) == ("Издание приказа о проведении ВПР", "февраль 2024 г")
    assert third.place == "строка 19"
    assert "2020-2021" in plan.actions[9].result.text


def test_002_numbers_keep_no_last_dot(plans):
    assert [own.number.text for own in plans["002"].actions] == [
        *(f"1.{n}" for n in range(1, 8)), "2.1", "2.2", *(f"3.{n}" for n in range(1, 7))
    ]  # fmt: skip
    assert find(plans["002"], "2.2").deadline.text == "Начало марта"


def test_003_decisions_and_what_carries_them_out(plans):
    plan = plans["003"]
    assert [own.number.text for own in plan.decisions] == list("123456")
    assert all(own.result and not own.deadline and not own.responsible for own in plan.decisions)
    assert [section.title.text for section in plan.sections] == ["Принятие управленческих решений"]
    assert "перепроверке ВПР" in plan.decisions[3].result.text
    assert "«пере проверке» прочитано как «перепроверке»" in plan.decisions[3].result.remark


def test_004_section_spliced_into_a_row_is_taken_out(plans):
    plan = plans["004"]
    second = plan.sections[1]
    assert second.title.text == "Учебно-методическое и ресурсное обеспечо"
    assert second.title.suggestion == "Учебно-методическое и ресурсное обеспечение"
    assert second.title.confidence == DOUBTFUL
    first = find(plan, "2.1")
    assert PERSON.fullmatch(first.responsible.text)
    assert first.text.text.startswith("Комплектование библиотечного фонда")
    assert "обеспечо" in first.responsible.remark


def test_004_tail_of_a_cell_goes_back_to_its_row(plans):
    plan = plans["004"]
    assert find(plan, "1.4").result.text == (
        "повышение уровня удовлетворённости населения качеством общего образования, обеспечение открытости"
        " результатов образования"
    )
    assert find(plan, "2.1").result.text == (
        "реализация федеральных государственных образовательных стандартов общего образования"
    )
    assert find(plan, "2.1").result.confidence == DOUBTFUL


def test_004_headings_in_pieces(plans):
    assert [own.title.text for own in plans["004"].sections[2:6]] == [
        "Обеспечение повышения кадрового потенциала",
        "Обеспечение проведения оценочных процедур в образовании",
        "Информационное сопровождение",
        "Мониторинг образовательных результатов обучающихся",
    ]
    assert "«Обеспечен» и «ние»" in plans["004"].sections[2].title.remark


def test_004_columns_rows_and_gaps(plans):
    plan = plans["004"]
    assert dict(plan.columns)["responsible"] == "Ответственные исполнители"
    assert dict(plan.columns)["deadline"] == "Сроки реализации"
    assert empty(plan, "deadline") == ["1.2"]
    assert empty(plan, "responsible") == []
    assert empty(plan, "result") == []
    assert find(plan, "3.3").result.text == "участие в исследованиях качества образования 100% участников"
    assert find(plan, "3.3").text.text == find(plan, "4.1").text.text
    assert find(plan, "3.4").text.text == find(plan, "4.2").text.text
    assert find(plan, "8.1").responsible.text == "Заместитель директора,"
    assert len(find(plan, "1.1").sub_items) == 4
