"""A district brings its plan from a document, has it approved, gives an action to its schools; two of three report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from office import PASSWORD
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow

DONE = "Сведения размещены, ссылка проверена."
PAPER = {"name": "приказ.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 order"}
SCAN = {**PAPER, "name": "утверждение.pdf", "buffer": b"%PDF-1.4 approved"}
Enter = Callable[[str], Page]


@pytest.fixture
def enter(chromium: Browser, office: str) -> Enter:
    """A browser of its own for a person, signed in."""
    return lambda login: signed_in(chromium, office, login)


def signed_in(chromium: Browser, office: str, login: str) -> Page:
    size = {"width": 1366, "height": 768}
    page = chromium.new_context(base_url=office, locale="ru-RU", viewport=size).new_page()
    page.goto("/login/")
    page.get_by_label("Логин").fill(login)
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()
    return page


def test_an_action_of_an_imported_plan_is_given_to_schools(enter: Enter, shared: Path) -> None:
    planner = enter("planner")
    plan = bring(planner, next((shared / "seeds").glob("002_*")))
    approve(enter("planner-head"), plan)
    give(planner, plan)
    for school in ("300001", "300002"):
        report(enter(f"deputy-{school}"))
    remind(planner)
    reminded(enter("deputy-300003"))
    accept(planner)


def bring(page: Page, document: Path) -> str:
    """From the file to a draft of the plan; its address."""
    page.goto("/plans/new/file/")
    page.get_by_label("Документ").set_input_files(document)
    page.get_by_role("button", name="Прочитать").click()
    expect(page.get_by_text("Войдёт строк: 15 из 15")).to_be_visible()
    page.get_by_role("button", name="Создать план, строк: 15").click()
    expect(page.get_by_text("Это проект: исполнение начинается после утверждения.")).to_be_visible()
    return page.url


def approve(page: Page, plan: str) -> None:
    """The head enters the requisites and the signed file."""
    page.goto(plan)
    page.get_by_role("link", name="Записать реквизиты и скан").click()
    form = page.locator("#approve")
    form.get_by_label("№").fill("15")
    form.get_by_label("Дата документа").fill(f"{date.today():%Y-%m-%d}")
    form.get_by_label("Кто подписал").fill("начальник управления Полянская А. П.")
    form.get_by_label("Скан или подписанный файл").set_input_files(SCAN)
    form.get_by_role("button", name="План утверждён").click()
    expect(page.get_by_text("План утверждён: мероприятия исполняются.")).to_be_visible()
    page.context.close()


def give(page: Page, plan: str) -> None:
    """Action 2.1 to all three schools of the district; its own day has passed long ago."""
    page.goto(plan)
    page.get_by_role("row").filter(has_text="2.1").get_by_role("link").first.click()
    page.get_by_role("link", name="Поручить школам").click()
    expect(page.get_by_text("уже прошёл: назначьте другой")).to_be_visible()
    page.get_by_label("Отчитаться до").fill(f"{date.today() + timedelta(days=14):%Y-%m-%d}")
    page.get_by_label("Что сделать и сообщить").fill("Разместить сведения на сайте школы и прислать приказ.")
    page.get_by_text("Спросить ещё").click()
    page.get_by_label("Вопрос с ответом «да» или «нет»").fill("Сведения размещены?")
    page.get_by_label("Нужен документ").check()
    expect(page.get_by_role("group", name="Школы: 3").get_by_role("checkbox")).to_have_count(3)
    page.get_by_label("Отметить все школы").uncheck()
    expect(page.get_by_role("group", name="Школы: 3").get_by_role("checkbox", checked=True)).to_have_count(0)
    page.get_by_label("Отметить все школы").check()
    page.get_by_role("button", name="Поручить").click()
    expect(page.get_by_text("Поручено: письмо № 1-Ш, школ 3.")).to_be_visible()
    expect(page.get_by_text("Отчитались 0 из 3.")).to_be_visible()


def report(page: Page) -> None:
    """From the first page of the school to its report with a document."""
    page.goto("/")
    page.get_by_role("link", name="Поручение: 2.1").click()
    form = page.locator("#report")
    form.get_by_label("Адрес страницы").fill(
        "сайт школы, раздел «Документы»"
    )  # asked because it is a publication
    form.get_by_label("Размещено", exact=True).fill(f"{date.today():%Y-%m-%d}")
    form.get_by_label("Сведения размещены?").select_option("да")
    form.get_by_label("Что сделано").fill(DONE)
    form.get_by_label("Документы").set_input_files(PAPER)
    form.get_by_role("button", name="Отправить отчёт").click()
    expect(page.get_by_text("Отчёт отправлен: его видит тот, кто дал поручение.")).to_be_visible()
    expect(page.get_by_role("article", name="Отчёт").get_by_role("link", name="приказ.pdf")).to_be_visible()
    page.context.close()


def remind(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("Отчитались 2 из 3.")).to_be_visible()
    page.get_by_role("button", name="Напомнить всем, кто не отчитался: 1").click()
    expect(page.get_by_text("Напомнили школам: 1, письмо № 2-Ш.")).to_be_visible()
    expect(page.get_by_role("button", name="Напомнить всем")).to_have_count(0)


def reminded(page: Page) -> None:
    """The third school sees on its first page that it was reminded."""
    page.goto("/")
    expect(page.get_by_text(f"напомнили {date.today():%d.%m.%Y}")).to_be_visible()
    page.context.close()


def accept(page: Page) -> None:
    """Both reports at once; the page of the action says how far the schools are."""
    page.get_by_label("Отметить все").check()
    page.get_by_role("button", name="Принять отмеченные: 2").click()
    expect(page.get_by_text("Принято отчётов: 2.")).to_be_visible()
    expect(page.get_by_text("Отчитались 2 из 3, приняты 2.")).to_be_visible()
    page.get_by_role("navigation", name="Где вы").get_by_role("link", name="Мероприятие 2.1").click()
    expect(page.get_by_role("region", name="Поручения школам")).to_contain_text(
        "Отчитались 2 из 3, приняты 2."
    )
