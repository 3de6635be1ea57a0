"""While changes of an approved plan are being prepared, the text in force is printed and counted by."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from plan_words import scan
from signing_in import rows_of

from objektiv.web.assessments.domain.procedures import edit_procedure
from objektiv.web.plans import domain
from objektiv.web.plans.difference import head_difference, section_difference
from objektiv.web.plans.document import as_document
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.snapshot import digest_of, snapshot, text_in_force, text_of
from objektiv.web.shell.search import search_everywhere


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def amending(cast, approved, procedure) -> Plan:
    """The approved plan, whose briefing is to be later by the coming order, with one row more and one less."""
    plan = domain.amend(approved, by=cast.coordinator, reason="Сроки")
    briefing = plan.actions.select_related("plan__unit").get(number="1.2")
    domain.edit_row(
        briefing, by=cast.coordinator, text="Инструктаж всех", deadline="не позднее чем за 9 дней до ВПР"
    )
    domain.add_row(plan, by=cast.coordinator, number="1.4", text="Круглый стол", deadline="июнь")
    domain.remove_row(plan.actions.select_related("plan__unit").get(number="1.3"), by=cast.coordinator)
    domain.edit_plan(Plan.objects.get(pk=plan.pk), by=cast.coordinator, title="Другой план", week=6)
    return Plan.objects.select_related("unit").get(pk=plan.pk)


def test_the_text_in_force_is_printed(amending) -> None:
    said = as_document(text_in_force(amending))
    assert [one.text.text for one in said.actions] == [
        "Издание приказа о проведении ВПР", "Инструктаж организаторов", "Анализ результатов",
    ]  # fmt: skip
    assert said.head.title.text == "План мероприятий"
    now = as_document(text_of(amending))
    assert [one.text.text for one in now.actions][1:] == ["Инструктаж всех", "Круглый стол"]
    assert now.head.title.text == "Другой план"


def test_days_in_force_hold_until_the_new_order(cast, head, amending, procedure) -> None:
    briefing = Action.objects.get(number="1.2")
    assert (briefing.deadline, briefing.due_on) == ("не позднее чем за 9 дней до ВПР", date(2027, 4, 16))
    edit_procedure(procedure, version=1, by=None, starts_on=date(2027, 4, 27))
    assert Action.objects.get(number="1.2").due_on == date(2027, 4, 23)
    domain.approve_plan(
        Plan.objects.get(), by=head, document="приказ", document_number="9", document_date=timezone.localdate(),
        signed_by="начальник", scan=scan(content=b"%PDF-1.4 second"), change="Сроки",
    )  # fmt: skip
    assert Action.objects.get(number="1.2").due_on == date(
        2027, 4, 17
    )  # a Saturday: the week has six days now


def test_the_page_says_what_is_in_force(cast, at, amending) -> None:
    action = Action.objects.get(number="1.2")
    page = text(at(cast.coordinator).get(f"/plans/{amending.pk}/actions/{action.pk}/"))
    assert "до нового документа исполняют по действующей редакции" in page
    assert "<del>организаторов</del><ins>всех</ins>" in page


def test_those_who_do_not_write_the_plan_read_the_text_in_force(cast, at, amending) -> None:
    page = text(at(cast.roles["municipal_specialist"]).get(f"/plans/{amending.pk}/"))
    assert "Инструктаж организаторов" in page
    assert "Инструктаж всех" not in page
    assert "Круглый стол" not in page
    assert "Анализ результатов" in page


def test_lists_of_all_rows_say_what_is_in_force(cast, at, amending) -> None:
    browser = at(cast.coordinator)
    shown = [(one.number, one.text, one.plan.title) for one in browser.get("/plans/actions/").context["page"]]
    assert sorted(shown) == [
        ("1.1", "Издание приказа о проведении ВПР", "План мероприятий"),
        ("1.2", "Инструктаж организаторов", "План мероприятий"),
        ("1.3", "Анализ результатов", "План мероприятий"),
    ]
    rows = [str(row[1]) for row in rows_of(browser.get("/plans/actions/?format=xlsx"))]
    assert "Инструктаж организаторов" in rows
    assert "Инструктаж всех" not in rows


def test_search_shows_the_text_in_force_to_those_who_do_not_write_it(cast, amending) -> None:
    def found(person) -> list[str]:
        return [one.title for one in dict(search_everywhere(person, "инструктаж"))["Мероприятия планов"]]

    assert found(cast.coordinator) == ["1.2 Инструктаж всех"]
    assert found(cast.roles["municipal_specialist"]) == ["1.2 Инструктаж организаторов"]


def test_left_changes_give_back_the_week_sections_and_repeats(cast, approved) -> None:
    before = snapshot(approved)
    plan = domain.amend(approved, by=cast.coordinator, reason="Проба")
    section = plan.sections.get()
    domain.remove_section(plan, section, by=cast.coordinator)
    domain.add_section(plan, by=cast.coordinator, title="Иной")
    plan = domain.edit_plan(Plan.objects.get(), by=cast.coordinator, week=6)
    first, second = plan.actions.select_related("plan__unit")[:2]
    domain.edit_row(second, by=cast.coordinator, same_as=first)
    plan = domain.drop_changes(Plan.objects.get(), by=cast.coordinator)
    assert snapshot(plan) == before
    with pytest.raises(ValidationError, match="кто-то другой"):
        domain.take_up(second, by=cast.coordinator, version=second.version + 1)


def test_sections_and_the_head_are_in_the_difference(cast, at, approved) -> None:
    plan = domain.amend(approved, by=cast.coordinator, reason="Проба")
    domain.add_section(plan, by=cast.coordinator, number="2", title="Итоги")
    domain.rename_section(
        plan, plan.sections.get(number="1"), by=cast.coordinator, number="1", title="Ход процедур"
    )
    domain.edit_plan(Plan.objects.get(), by=cast.coordinator, title="План мер", week=6)
    plan = Plan.objects.get()
    old, new = plan.editions.get().content, snapshot(plan)
    assert [(one.label, [piece.text for piece in one.pieces]) for one in head_difference(old, new)] == [
        ("Название", ["План ", "мероприятий", "мер"]), ("Дней в рабочей неделе", ["5", "6"]),
    ]  # fmt: skip
    assert [(one.title, one.text) for one in section_difference(old, new)] == [
        ("изменено", "Ход процедур"), ("добавлено", "Итоги"),
    ]  # fmt: skip
    page = text(at(cast.coordinator).get(f"/plans/{plan.pk}/difference/"))
    assert "Разделов с изменениями: 2" in page
    assert "<del>мероприятий</del><ins>мер</ins>" in page


def test_a_text_that_changed_meanwhile_is_not_approved_unseen(cast, at, head, draft) -> None:
    seen = digest_of(draft)
    row = draft.actions.select_related("plan__unit").first()
    domain.edit_row(row, by=cast.coordinator, text="Совсем другое")
    sent = {
        "version": draft.version, "text": seen, "document": "приказ", "document_number": "15",
        "signed_by": "начальник", "document_date": timezone.localdate().isoformat(),
    }  # fmt: skip
    chief, act = at(head), f"/plans/{draft.pk}/acts/approve/"
    refused = chief.post(act, {**sent, "scan": scan()})
    assert refused.status_code == 422
    assert "текст плана изменили" in text(refused)
    assert Plan.objects.get().state == "draft"
    again = {**sent, "text": digest_of(Plan.objects.get())}
    assert chief.post(act, {**again, "scan": scan()}).status_code == 302
