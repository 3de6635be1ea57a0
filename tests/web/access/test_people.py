"""The list and the page of people: who is seen, what may be changed, what stays closed to a crafted form."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from cast import person
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from signing_in import add_codes, rows_of

from objektiv.web.access.domain import (
    activate_user,
    assign,
    deactivate_user,
    edit_user,
    end_assignment,
    reset_second_factor,
)
from objektiv.web.access.models import User
from objektiv.web.access.queries import people_visible_to

pytestmark = pytest.mark.django_db
NEW = {
    "last_name": "Новикова", "first_name": "Вера", "patronymic": "", "login": "novikova.v", "email": "",
    "role": "subject_teacher", "unit": "990002 — Школа № 2", "valid_to": "",
}  # fmt: skip


def test_each_sees_the_people_of_the_own_subtree(cast) -> None:
    def seen(user) -> set[str]:
        return set(people_visible_to(user).values_list("login", flat=True))

    assert seen(cast.deputy) == set()
    assert seen(cast.other_coordinator) == {"other_coordinator", "other_deputy"}
    assert seen(cast.roles["school_head"]) == {
        one.user.login for one in cast.school.assignments.select_related("user")
    }
    assert seen(cast.roles["administrator"]) == set(User.objects.values_list("login", flat=True))
    assert "stranger" not in seen(cast.coordinator)


def test_the_list_is_narrowed_and_goes_out_as_seen(cast, as_) -> None:
    browser = as_(cast.coordinator)
    text = browser.get("/people/?q=координатор&role=municipal_coordinator").content.decode()
    assert "Муниципальный координатор Анна Петровна" in text
    assert "Людей: 1" in text
    rows = rows_of(browser.get("/people/?q=координатор&role=municipal_coordinator&format=xlsx"))
    assert rows[0][0].startswith("Люди и роли")
    assert rows[1][0] == "Отобрано: имя: координатор; роль: Муниципальный координатор."
    assert [row[1] for row in rows[4:]] == ["municipal_coordinator"]


def test_the_list_asks_the_database_as_often_for_one_as_for_three(cast, as_) -> None:
    browser = as_(cast.other_coordinator)
    browser.get("/people/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/people/")
    for k in range(3):
        assign(person(f"extra{k}", f"Лишняя{k}"), role="expert", unit=cast.other_municipality, by=None)
    with CaptureQueriesContext(connection) as many:
        assert "Лишняя2" in browser.get("/people/").content.decode()
    assert len(many) == len(few)


def test_an_empty_list_names_the_next_step(cast, as_) -> None:
    text = as_(cast.coordinator).get("/people/?q=никого").content.decode()
    assert "Показать всех с ролями" in text


def test_a_person_is_added_with_a_role_and_a_link(cast, as_) -> None:
    text = as_(cast.coordinator).post("/people/new/", NEW).content.decode()
    assert "/login/invitation/" in text
    assert 'href="/people/new/">Добавить ещё человека</a>' in text
    added = User.objects.get(login="novikova.v")
    assert [(one.role, one.unit) for one in added.assignments.all()] == [("subject_teacher", cast.neighbour)]
    assert not added.has_usable_password()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"unit": "990003"}, "На вашей территории такого нет"),
        ({"unit": "школа"}, "На вашей территории такого нет"),
        ({"role": "administrator"}, "Выберите корректный вариант"),
        ({"role": "municipal_head"}, "на этом уровне не назначается"),
        ({"login": "DEPUTY_HEAD"}, "с таким логином уже есть"),
        ({"login": "новая ова"}, "без пробелов"),
        ({"valid_to": "2020-01-01"}, "Окончание раньше начала"),
    ],
)
def test_a_wrong_form_adds_nobody(cast, as_, wrong, words) -> None:
    count = User.objects.count()
    answer = as_(cast.coordinator).post("/people/new/", NEW | wrong)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert User.objects.count() == count


def test_fields_that_are_not_in_the_form_are_not_taken(cast, as_) -> None:
    """Mass assignment: password, activity, dates, rights."""
    crafted = {
        "password": "x",
        "is_active": "",
        "is_superuser": "on",
        "version": "9",
        "id": cast.coordinator.pk,
    }
    as_(cast.coordinator).post("/people/new/", NEW | crafted)
    added = User.objects.get(login="novikova.v")
    assert (added.is_active, added.has_usable_password(), added.version) == (True, False, 1)
    assert added.pk != cast.coordinator.pk
    edited = {"last_name": "Иванова", "first_name": "Анна", "login": "other", "password": "x", "seen": 1}
    as_(cast.coordinator).post(f"/people/{added.pk}/edit/", edited | {"is_active": "", "version": "50"})
    added.refresh_from_db()
    assert (added.last_name, added.login, added.is_active, added.version) == (
        "Иванова",
        "novikova.v",
        True,
        2,
    )


def test_the_second_editor_is_told(cast) -> None:
    edit_user(cast.deputy, version=1, by=cast.coordinator, last_name="Петрова")
    with pytest.raises(ValidationError, match="только что изменил"):
        edit_user(cast.deputy, version=1, by=cast.coordinator, last_name="Сидорова")
    cast.deputy.refresh_from_db()
    assert cast.deputy.last_name == "Петрова"


def test_closing_the_entrance_ends_sessions_at_once(cast, as_, client, journalled) -> None:
    browser = as_(cast.deputy)
    browser.get("/me/")
    deactivate_user(cast.deputy, by=cast.coordinator, reason="уволилась")
    assert browser.get("/me/").status_code == 302
    assert journalled() == ["user.deactivated"]
    activate_user(cast.deputy, by=cast.coordinator)
    assert browser.get("/me/").status_code == 302  # the old session does not come back


def test_nobody_shuts_himself_out(cast) -> None:
    with pytest.raises(ValidationError, match="самому себе"):
        deactivate_user(cast.coordinator, by=cast.coordinator)


def test_somebody_with_a_role_elsewhere_is_not_managed_from_here(cast, as_) -> None:
    assign(cast.deputy, role="expert", unit=cast.other_municipality, by=None)
    for verb in (deactivate_user, activate_user):
        with pytest.raises(PermissionDenied):
            verb(cast.deputy, by=cast.coordinator)
    browser = as_(cast.coordinator)
    text = browser.get(f"/people/{cast.deputy.pk}/").content.decode()
    assert "вне вашей территории" in text
    assert "Закрыть вход" not in text
    assert browser.post(f"/people/{cast.deputy.pk}/close/", {"reason": "x"}).status_code == 403


def test_a_person_without_roles_any_more_is_managed_by_the_last_territory(cast) -> None:
    end_assignment(cast.deputy.assignments.get(), by=cast.coordinator)
    deactivate_user(cast.deputy, by=cast.coordinator)
    with pytest.raises(PermissionDenied):
        activate_user(cast.deputy, by=cast.other_coordinator)


def test_lost_codes_are_reset_with_a_reason(cast, administrator) -> None:
    add_codes(cast.analyst)
    with pytest.raises(ValidationError, match="убедились"):
        reset_second_factor(cast.analyst, by=administrator, reason=" ")
    reset_second_factor(cast.analyst, by=administrator, reason="позвонила с рабочего номера")
    assert not Authenticator.objects.filter(user=cast.analyst).exists()


def test_a_role_is_ended_through_the_page(cast, as_) -> None:
    given = cast.deputy.assignments.get()
    answer = as_(cast.coordinator).post(
        f"/people/{cast.deputy.pk}/roles/{given.pk}/end/", {"on": "2026-01-01", "reason": ""}
    )
    assert answer.status_code == 302
    given.refresh_from_db()
    assert given.valid_to is not None


def test_the_role_of_another_person_is_not_ended_by_mixing_numbers(cast, as_) -> None:
    foreign = cast.other_deputy.assignments.get()
    mixed = f"/people/{cast.deputy.pk}/roles/{foreign.pk}/end/"
    assert as_(cast.coordinator).post(mixed, {"on": "2026-01-01"}).status_code == 404


def test_duties_are_handed_over_through_the_page(cast, as_) -> None:
    head = cast.roles["school_head"]
    answer = as_(cast.coordinator).post(
        f"/people/{cast.deputy.pk}/hand-over/",
        {"other": "school_head", "since": "2099-01-01", "ground": "приказ"},
    )
    assert (answer.status_code, answer.url) == (302, f"/people/{head.pk}/")
    assert [one.role for one in head.assignments.order_by("pk")] == ["school_head", "deputy_head"]


def test_suggestions_know_only_the_own_territory(cast, as_) -> None:
    browser = as_(cast.coordinator)
    places = browser.get("/people/places/?unit=школа").content.decode()
    assert "990001 — Школа № 1" in places
    assert "990003" not in places
    names = browser.get("/people/names/?other=завуч").content.decode()
    assert "other_deputy" not in names
    assert "<option" not in names


def test_many_places_are_suggested_and_still_understood(cast, as_, monkeypatch) -> None:
    monkeypatch.setattr("objektiv.web.access.fields.FEW", 2)
    browser = as_(cast.coordinator)
    text = browser.get("/people/new/").content.decode()
    assert 'hx-get="/people/places/"' in text
    assert browser.post("/people/new/", NEW | {"unit": "Школа № 2"}).status_code == 200
    assert User.objects.get(login="novikova.v").assignments.get().unit == cast.neighbour


def test_names_and_reasons_are_shown_as_text(cast, as_) -> None:
    evil = "<script>alert(1)</script>"
    browser = as_(cast.coordinator)
    browser.post("/people/new/", NEW | {"last_name": evil, "login": "evil"})
    made = User.objects.get(login="evil")
    assign(made, role="class_teacher", unit=cast.school, by=cast.coordinator, ground=evil)
    for address in ("/people/", f"/people/{made.pk}/", "/journal/", "/search/?q=script"):
        assert evil not in browser.get(address).content.decode()
    rows = rows_of(browser.get("/people/?format=xlsx&q=script"))
    assert evil in rows[-1][0]


def test_a_name_never_becomes_a_formula(cast, as_) -> None:
    browser = as_(cast.coordinator)
    browser.post("/people/new/", NEW | {"last_name": '=HYPERLINK("http://x")', "login": "formula"})
    rows = rows_of(browser.get("/people/?format=xlsx&q=formula"))
    assert rows[-1][0].startswith("'=HYPERLINK")
