"""While changes of a plan are prepared, schools are asked for what is approved, in its words."""

from __future__ import annotations

import pytest
from cast import Cast
from django.urls import reverse
from signing_in import rows_of
from task_words import DONE, WANTED, fetched, filled, paragraphs

from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Action
from objektiv.web.shell.search import search_everywhere
from objektiv.web.shell.week import tasks_for
from objektiv.web.tasks import domain
from objektiv.web.tasks.models import Letter
from objektiv.web.tasks.papers import write_letter

DRAFT = "ЧЕРНОВИК ИЗМЕНЕНИЙ"


@pytest.fixture
def changed(cast: Cast, action: Action, schools) -> Action:
    """Given to two schools; then its words and the title of its plan are being changed, no order approves it yet."""
    domain.give(action, schools=schools[:2], by=cast.coordinator, what_to_report=WANTED)
    plan = plans.amend(action.plan, by=cast.coordinator, reason="Новый порядок")
    plan = plans.edit_plan(plan, by=cast.coordinator, title=DRAFT)
    row = Action.objects.select_related("plan__unit").get(pk=action.pk)
    plans.edit_row(row, by=cast.coordinator, text=DRAFT, number="9.9", result=DRAFT)
    return Action.objects.select_related("plan__unit").get(pk=action.pk)


def test_pages_and_books_say_what_is_approved(cast, changed, at, tmp_path) -> None:
    task = fetched(cast.school)
    heap = domain.receive_forms([filled(task, tmp_path, "12", DONE)], by=cast.coordinator)
    pages = {
        reverse("tasks"), reverse("task", args=[task.pk]), reverse("tasks_of_action", args=[changed.pk]),
        reverse("tasks_of_plan", args=[changed.plan_id]), reverse("task_give", args=[changed.pk]),
        reverse("task_forms", args=[heap.pk]), reverse("task_letters"),
    }  # fmt: skip
    for address in pages:
        page = at(cast.coordinator).get(address).content.decode()
        assert "нструктаж организаторов" in page, address
        assert DRAFT not in page, address
    for address in (reverse("tasks"), reverse("tasks_of_action", args=[changed.pk])):
        assert DRAFT not in str(rows_of(at(cast.coordinator).get(f"{address}?format=xlsx")))
    table = f"{reverse('tasks_of_plan', args=[changed.plan_id])}?format=xlsx"
    assert DRAFT not in str(rows_of(at(cast.coordinator).get(table)))


def test_the_first_page_and_the_search_say_what_is_approved(cast, changed) -> None:
    assert [one.title for one in tasks_for(cast.deputy)] == ["Поручение: 2.1 Инструктаж организаторов"]
    found = str(search_everywhere(cast.deputy, "Школа № 1"))
    assert "2.1 Инструктаж организаторов" in found
    assert DRAFT not in found


def test_a_letter_written_meanwhile_says_what_is_approved(cast, changed, schools, tmp_path) -> None:
    domain.give(changed, schools=schools, by=cast.coordinator, what_to_report=WANTED)
    reminder = domain.remind(fetched(schools[1]), by=cast.coordinator)
    assert set(Letter.objects.values_list("subject", flat=True)) == {"2.1 Инструктаж организаторов"}
    for number, (letter, school) in enumerate(
        ((fetched(schools[2]).letter, schools[2]), (reminder, schools[1]))
    ):
        write_letter(letter, fetched(school), tmp_path / f"{number}.docx")
        assert DRAFT not in paragraphs(tmp_path / f"{number}.docx")
    changed.refresh_from_db()
    assert changed.text == DRAFT
