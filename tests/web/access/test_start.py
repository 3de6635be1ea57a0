"""The first page, one's own page, the way in."""

from __future__ import annotations

import pytest

from objektiv.web.access.templatetags.browsers import browser_title
from objektiv.web.shell.search import LIMIT
from objektiv.web.territory.domain import add_unit

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


def test_the_search_says_that_there_is_more(cast, as_) -> None:
    for number in range(LIMIT):
        add_unit(level="school", code=f"9905{number:02d}", title="Лицей", parent=cast.municipality, by=None)
    browser = as_(cast.coordinator)
    assert "Показаны первые" not in browser.get("/search/?q=лицей").content.decode()
    add_unit(level="school", code="990599", title="Лицей", parent=cast.municipality, by=None)
    text = browser.get("/search/?q=лицей").content.decode()
    assert f"Показаны первые {LIMIT}: чтобы найти остальное, впишите точнее." in text
    assert text.count(">Лицей</a>") == LIMIT


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 YaBrowser/24.10 Safari/537.36",
         "Яндекс Браузер, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8.0", "curl/8.0"),
        ("", "не назвался"),
    ],
)  # fmt: skip
def test_a_browser_is_told_in_words(sent, told) -> None:
    assert browser_title(sent) == told


def test_search_finds_people_and_schools_of_the_own_territory_only(cast, as_) -> None:
    text = as_(cast.coordinator).get("/search/?q=школа").content.decode()
    assert "Школа № 1" in text
    assert "Школа № 3" not in text
    text = as_(cast.coordinator).get("/search/?q=завуч").content.decode()
    assert "Завуч Анна" not in text
    text = as_(cast.other_coordinator).get("/search/?q=завуч").content.decode()
    assert "Завуч Анна Петровна" in text
