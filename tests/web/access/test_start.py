"""The first page, one's own page, the way in."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


def test_a_stranger_is_led_to_the_entrance(client) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer.url == "/login/?next=/"


def test_the_entrance_is_in_russian_and_loads_nothing_foreign(client) -> None:
    text = client.get("/login/").content.decode()
    assert "<h1>Вход</h1>" in text
    assert "http" not in text.replace("http-equiv", "")


def test_everybody_sees_the_start(cast, as_) -> None:
    answer = as_(cast.deputy).get("/me/")
    assert answer.status_code == 200
    assert "Заместитель директора по УВР" in answer.content.decode()


def test_a_password_opens_the_office(cast, client) -> None:
    cast.deputy.set_password("длинный-пароль-1")
    cast.deputy.save()
    answer = client.post("/login/", {"login": "deputy_head", "password": "длинный-пароль-1"})
    assert (answer.status_code, answer.url) == (302, "/")


def test_five_wrong_passwords_close_the_entrance_even_for_the_right_one(cast, client) -> None:
    cast.deputy.set_password("длинный-пароль-1")
    cast.deputy.save()
    for _ in range(5):
        client.post("/login/", {"login": "deputy_head", "password": "не тот"})
    answer = client.post("/login/", {"login": "deputy_head", "password": "длинный-пароль-1"})
    assert answer.status_code == 200
    assert "много" in answer.content.decode()


def test_a_role_with_a_second_factor_opens_nothing_without_it(cast, as_) -> None:
    answer = as_(cast.analyst).get("/me/")
    assert (answer.status_code, answer.url) == (302, "/login/codes/app/")


def test_the_start_leads_to_the_sections_of_the_person(cast, as_) -> None:
    text = as_(cast.coordinator).get("/").content.decode()
    main = text[text.index("<main") :]
    for address in ("/territory/", "/people/", "/journal/", "/me/"):
        assert f'href="{address}"' in main
    assert "Кто какую роль держит" in main
    expert = as_(cast.roles["expert"]).get("/").content.decode()
    assert 'href="/people/"' not in expert


def test_somebody_without_roles_is_told_whom_to_ask(cast, as_) -> None:
    assert "Роли назначает администратор" in as_(cast.stranger).get("/").content.decode()


def test_search_finds_people_and_schools_of_the_own_territory_only(cast, as_) -> None:
    text = as_(cast.coordinator).get("/search/?q=школа").content.decode()
    assert "Школа № 1" in text
    assert "Школа № 3" not in text
    text = as_(cast.coordinator).get("/search/?q=завуч").content.decode()
    assert "Завуч Анна" not in text
    text = as_(cast.other_coordinator).get("/search/?q=завуч").content.decode()
    assert "Завуч Анна Петровна" in text
