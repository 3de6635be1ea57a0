"""While changes of a plan are prepared, calendars, feeds and letters say what is approved, in its words."""

from __future__ import annotations

from datetime import date

import pytest
from agenda_rows import approved_plan, morning, with_mail
from cast import Cast
from django.core import mail
from django.test import Client
from django.urls import reverse

from objektiv.web.access.models import User
from objektiv.web.agenda.domain import make_feed, remind
from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Action, DateChange, Plan
from objektiv.web.tasks import domain as tasks

pytestmark = pytest.mark.django_db
DRAFT, DAY = "ЧЕРНОВИК ИЗМЕНЕНИЙ", date(2026, 11, 25)


@pytest.fixture
def changed(cast: Cast, methodist: User) -> Plan:
    """Two rows, one without a day; then all words are being changed, no order approves them yet."""
    plan = approved_plan(cast, "Провести инструктаж", "Собрать мнения")
    dated, undated = plan.actions.select_related("plan__unit")
    tasks.give(dated, schools=[cast.school], by=cast.coordinator, due=DAY)
    plan = plans.amend(plan, by=cast.coordinator, reason="Новый порядок")
    plan = plans.edit_plan(plan, by=cast.coordinator, title=DRAFT)
    for one in (dated, undated):
        row = Action.objects.select_related("plan__unit").get(pk=one.pk)
        plans.edit_row(row, by=cast.coordinator, text=DRAFT)
    Action.objects.filter(pk=dated.pk).update(due_on=DAY)
    plan.actions.update(owner=methodist)
    DateChange.objects.create(action=dated, was=date(2026, 11, 18), became=DAY)
    return plan


@pytest.mark.parametrize("person", ["municipal_methodist", "deputy_head"])
def test_the_calendar_says_what_is_approved(cast, changed, at, person) -> None:
    user = cast.deputy if person == "deputy_head" else cast.roles[person]
    page = at(user).get(f"{reverse('agenda')}?month=2026-11").content.decode()
    assert "Провести инструктаж" in page
    assert DRAFT not in page


def test_the_ribbon_and_the_rows_without_a_day_say_what_is_approved(changed, at, methodist) -> None:
    ribbon, undated = (
        at(methodist).get(address).content.decode()
        for address in (f"{reverse('agenda_year')}?year=2026/27", reverse("agenda_undated"))
    )
    assert ("Провести инструктаж" in ribbon, "Собрать мнения" in undated) == (True, True)
    assert [DRAFT in one for one in (ribbon, undated)] == [False, False]


def test_the_feed_says_what_is_approved(changed, methodist) -> None:
    _, secret = make_feed(by=methodist)
    feed = Client().get(reverse("agenda_feed", args=[secret])).content.decode().replace("\r\n ", "")
    assert "Провести инструктаж" in feed
    assert DRAFT not in feed


def test_letters_say_what_is_approved(cast, changed, methodist) -> None:
    with_mail(cast.deputy)
    remind(morning(2026, 11, 24))
    told = {one.to[0].split("@")[0]: one.body for one in mail.outbox}
    assert set(told) == {methodist.login, cast.deputy.login}
    for one in told.values():
        assert "Провести инструктаж" in one
        assert DRAFT not in one
