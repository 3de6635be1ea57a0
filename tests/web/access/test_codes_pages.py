"""Pages of one-time codes and of the password asked again: plain words, and the way back."""

from __future__ import annotations

import pytest
from signing_in import PASSWORD, add_codes, code_now, set_password

from objektiv.web.audit.models import Record

pytestmark = pytest.mark.django_db
JARGON = ("утентифика", "Активировать", "восстановления", "учетную запись")


def read(answer) -> str:
    assert answer.status_code == 200
    text = answer.content.decode()
    assert [word for word in JARGON if word in text] == []
    return text


def test_the_password_is_asked_again_before_codes_are_set_up(cast, as_) -> None:
    browser = as_(set_password(cast.deputy))
    led = browser.get("/login/codes/app/")
    assert led.url == "/login/again/?next=%2Flogin%2Fcodes%2Fapp%2F"
    text = read(browser.get(led.url))
    assert "<h1>Подтвердите, что это вы</h1>" in text
    assert "Забыли свой пароль" not in text
    sent = browser.post(led.url, {"password": PASSWORD, "next": "/login/codes/app/"})
    assert sent.url == "/login/codes/app/"


def test_codes_not_set_up_yet(cast, as_) -> None:
    text = read(as_(cast.deputy).get("/login/codes/"))
    assert 'href="/login/codes/app/">Подключить</a>' in text
    assert 'href="/me/">Мои роли и вход</a>' in text
    assert "Запасные коды" not in text


def test_codes_in_use(cast, as_) -> None:
    text = read(as_(add_codes(cast.deputy)).get("/login/codes/"))
    assert "Осталось: 10 из 10." in text
    assert 'href="/login/codes/app/remove/">Отключить</a>' in text


def test_spare_codes_lead_on(cast, as_) -> None:
    browser = as_(add_codes(set_password(cast.deputy)))
    browser.post("/login/again/", {"password": PASSWORD, "next": "/"})
    shown = browser.get("/login/codes/spare/")
    text = read(shown)
    assert [text.count(f"<li>{code}</li>") for code in shown.context["unused_codes"]] == [1] * 10
    assert 'href="/">На первую страницу</a>' in text
    assert "Прежние коды перестанут действовать: их осталось 10." in read(
        browser.get("/login/codes/spare/new/")
    )
    assert "Отключить одноразовые коды?" in read(browser.get("/login/codes/app/remove/"))


def test_a_code_at_the_entrance(cast, client) -> None:
    add_codes(set_password(cast.deputy))
    led = client.post("/login/", {"login": "deputy_head", "password": PASSWORD})
    assert led.url.startswith("/login/code/")
    assert "<h1>Одноразовый код</h1>" in read(client.get(led.url))
    assert client.post(led.url, {"code": code_now()}).url == "/"


def test_the_journal_tells_one_time_codes_from_spare_ones(
    cast, as_, django_capture_on_commit_callbacks
) -> None:
    browser = as_(set_password(cast.deputy))
    browser.post("/login/again/", {"password": PASSWORD, "next": "/"})
    secret = browser.get("/login/codes/app/").context["form"].secret
    for address, said in (
        ("/login/codes/app/", {"code": code_now(secret=secret)}),
        ("/login/codes/spare/new/", {}),
        ("/login/codes/app/remove/", {}),
    ):
        with django_capture_on_commit_callbacks(execute=True):
            assert browser.post(address, said).status_code == 302
    verbs = Record.objects.filter(verb__contains="codes").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == [
        "user.codes_added", "user.spare_codes_made", "user.spare_codes_made", "user.codes_removed",
    ]  # fmt: skip


def test_the_way_to_a_new_password_is_in_words_of_the_office(cast, as_) -> None:
    browser = as_(set_password(cast.deputy))
    text = read(browser.get("/login/password/"))
    assert "<h1>Сменить пароль</h1>" in text
    assert 'href="/me/">Мои роли и вход</a>' in text
    assert "Забыли свой пароль" not in text
    assert "placeholder" not in text.split("<main")[1]


def test_who_has_no_password_is_not_led_to_change_it(cast, as_) -> None:
    cast.deputy.set_unusable_password()
    cast.deputy.save()
    assert "/login/password/" not in as_(cast.deputy).get("/me/").content.decode()
    assert "/login/password/" in as_(set_password(cast.deputy)).get("/me/").content.decode()
