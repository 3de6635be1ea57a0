"""Sections by hand: named, moved, taken away, by one person at a time."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from objektiv.web.audit.models import Record
from objektiv.web.plans import domain
from objektiv.web.plans.models import Plan


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def sections(cast, draft):
    """Three of them; the first has all the rows."""
    for number, title in (("2", "Итоги"), ("3", "Меры")):
        domain.add_section(draft, by=cast.coordinator, number=number, title=title)
    return list(draft.sections.all())


def titles(plan) -> list[str]:
    return [one.title for one in plan.sections.all()]


def test_sections_are_renamed_moved_and_taken_away(cast, draft, sections) -> None:
    first, second, third = sections
    domain.rename_section(draft, second, by=cast.coordinator, title=" Анализ ", number="2")
    domain.move_section(draft, third, by=cast.coordinator, is_up=True)
    assert titles(draft) == ["Проведение процедур", "Меры", "Анализ"]
    with pytest.raises(ValidationError, match="последний"):
        domain.move_section(draft, second, by=cast.coordinator, is_up=False)
    assert domain.remove_section(draft, first, by=cast.coordinator) == 3
    assert titles(draft) == ["Меры", "Анализ"]
    assert [one.section for one in draft.actions.all()] == [None] * 3
    verbs = (
        Record.objects.filter(verb__startswith="plan.section")
        .order_by("number")
        .values_list("verb", flat=True)
    )
    assert list(verbs)[-3:] == ["plan.section_renamed", "plan.section_moved", "plan.section_removed"]


def test_a_section_of_another_plan_and_a_foreign_person_change_nothing(cast, draft, sections) -> None:
    other = domain.start_plan(
        unit=cast.municipality, by=cast.coordinator, title="Другой", school_year="2026/27"
    )
    with pytest.raises(ValidationError, match="нет"):
        domain.rename_section(other, sections[0], by=cast.coordinator, title="Чужой")
    with pytest.raises(PermissionDenied):
        domain.remove_section(draft, sections[0], by=cast.other_coordinator)


def test_pages_and_a_second_click(cast, at, draft, sections) -> None:
    browser, page = at(cast.coordinator), f"/plans/{draft.pk}/sections/"
    assert "Раздел 3 Меры" in text(browser.get(page))
    version = Plan.objects.get().version
    for _ in range(2):
        browser.post(f"{page}{sections[2].pk}/up/", {"version": version})
    assert titles(draft) == ["Проведение процедур", "Меры", "Итоги"]
    assert "кто-то другой" in text(browser.get(page))
    version = Plan.objects.get().version
    for _ in range(2):
        browser.post(page, {"version": version, "number": "4", "title": "Новый"})
    assert titles(draft)[3:] == ["Новый"]
    browser.post(
        f"{page}{sections[1].pk}/rename/", {"version": Plan.objects.get().version, "title": "", "number": "2"}
    )
    assert "Обязательное поле" in text(browser.get(page))
    browser.post(f"{page}{sections[1].pk}/remove/", {"version": Plan.objects.get().version})
    assert titles(draft) == ["Проведение процедур", "Меры", "Новый"]
    assert browser.post(f"{page}{sections[0].pk}/burn/").status_code == 404


def test_sections_of_an_approved_plan_stay(cast, at, approved) -> None:
    section = approved.sections.get()
    with pytest.raises(ValidationError, match="новым приказом"):
        domain.rename_section(approved, section, by=cast.coordinator, title="Иначе")
    assert "Переименовать" not in text(at(cast.coordinator).get(f"/plans/{approved.pk}/sections/"))
