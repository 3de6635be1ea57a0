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
