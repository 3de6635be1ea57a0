"""From three workbooks, one of them broken, to a decided case, and an import undone: as people click."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from office import PASSWORD
from playwright.sync_api import Browser, Page, expect
from signing_in import code_now

pytestmark = pytest.mark.slow

LONG = 90_000  # milliseconds: a background job on a busy machine
RUSSIAN = "Проведение работы по русскому языку, 4 класс. ВПР 2021.xlsx"
GROUND = "Комиссия перечитала 20 работ, расхождений нет: протокол № 4 приложен к делу."
Enter = Callable[[str], Page]


@pytest.fixture
def enter(chromium: Browser, office: str) -> Enter:
    """A browser of its own for a person, signed in."""

    def signed_in(login: str) -> Page:
        size = {"width": 1366, "height": 768}
        page = chromium.new_context(base_url=office, locale="ru-RU", viewport=size).new_page()
        page.goto("/login/")
        page.get_by_label("Логин").fill(login)
        page.get_by_label("Пароль").fill(PASSWORD)
        page.get_by_role("button", name="Войти").click()
        return page

    return signed_in


@pytest.fixture(scope="module")
def books(workbooks: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two that are whole and one that is cut off in the middle."""
    broken = tmp_path_factory.mktemp("broken") / RUSSIAN
    broken.write_bytes((workbooks / "2021" / "4" / RUSSIAN).read_bytes()[:20_000])
    return [*sorted((workbooks / "2021").rglob("*математике*.xlsx")), broken]


def test_a_case_from_workbooks_to_a_decision(enter: Enter, books: list[Path]) -> None:
    coordinator = enter("coordinator")
    load(coordinator, books)
    compute(coordinator)
    school = open_a_case(coordinator)
    ask(coordinator)
    nobody_else_sees(enter, coordinator.url)
    reply(enter(f"deputy-{school}"), books[0])
    decide(coordinator)
    summary(enter)
    undo(coordinator)


def load(page: Page, books: list[Path]) -> None:
    page.goto("/imports/new/")
    page.locator("#id_files").set_input_files(books)
    page.get_by_role("button", name="Прочитать файлы").click()
    wait_for_job(page)
    expect(page.get_by_text("Готово к загрузке файлов: 2 из 3")).to_be_visible()
    expect(page.get_by_text("Книга повреждена: архив оборван или испорчен.")).to_be_visible()
    page.get_by_role("button", name="Загрузить отмеченные файлы").click()
    wait_for_job(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("загружено")


def wait_for_job(page: Page) -> None:
    """The page of a background job offers its result when it is over."""
    link = page.get_by_role("link", name="Открыть результат")
    expect(link).to_be_visible(timeout=LONG)
    link.click()


def compute(page: Page) -> None:
    page.get_by_role("link", name="Рассчитать 2020/21").click()
    page.get_by_role("button", name="Рассчитать").click()
    wait_for_job(page)
    page.get_by_role("button", name="Сделать действующим").click()
    expect(page.get_by_text("Расчёт стал действующим")).to_be_visible()


def open_a_case(page: Page) -> str:
    """Of the schools that ask for one the last; its code."""
    page.goto("/findings/")
    expect(page.get_by_text("Признак не является доказательством нарушения.").first).to_be_visible()
    page.goto("/cases/open/")
    boxes = page.get_by_role("main").get_by_role("checkbox")
    for box in boxes.all()[:-1]:
        box.uncheck()
    row = page.get_by_role("row").last
    school = re.search(r"Школа (\d{6})", row.inner_text())[1]
    page.get_by_role("button", name="Открыть отмеченные").click()
    expect(page.get_by_text("Открыто карточек: 1.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text(school)
    return school


def ask(page: Page) -> None:
    page.get_by_role("button", name="Запросить пояснения").click()
    expect(page.get_by_text("Пояснения запрошены: школа видит карточку и срок.")).to_be_visible()
    expect(page.get_by_text("осталось рабочих дней: 10").filter(visible=True).first).to_be_visible()


def nobody_else_sees(enter: Enter, address: str) -> None:
    for who in ("stranger", "neighbour"):
        page = enter(who)
        assert page.goto(address).status == 404
        page.goto("/cases/")
        expect(page.get_by_text("Карточек пока нет.")).to_be_visible()
        page.context.close()


def reply(page: Page, paper: Path) -> None:
    page.goto("/cases/")
    page.get_by_role("row", name=re.compile(r"Школа \d{6}")).get_by_role("link").first.click()
    page.get_by_label("Пояснения школы").fill("Работы у границы перечитаны комиссией, протокол приложен.")
    page.get_by_label("Файлы").set_input_files(paper)
    page.get_by_role("button", name="Отправить пояснения").click()
    expect(page.get_by_role("article").get_by_role("link", name=paper.name)).to_be_visible()
    page.context.close()


def decide(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("Работы у границы перечитаны комиссией")).to_be_visible()
    page.get_by_text("Принять решение", exact=True).click()
    page.get_by_label("признаки не подтверждены").check()
    page.locator("#decide").get_by_label("Основание").fill(GROUND)
    page.locator("#decide").get_by_role("button").last.click()
    expect(page.get_by_role("heading", name="Решение")).to_be_visible()
    expect(page.get_by_text(GROUND).first).to_be_visible()


def summary(enter: Enter) -> None:
    """The region's analyst has the second factor; the summary counts and names no school."""
    page = enter("analyst")
    page.get_by_label("код", exact=False).fill(code_now())
    page.get_by_role("button", name="Войти", exact=True).click()
    expect(page.get_by_role("heading", name="Здравствуйте")).to_be_visible()
    page.goto("/cases/summary/")
    row = page.get_by_role("row", name=re.compile("Северный район"))
    expect(row).to_contain_text("1")
    assert not re.search(r"Школа \d{6}", page.get_by_role("main").inner_text())
    page.context.close()


def undo(page: Page) -> None:
    page.goto("/imports/1/")
    page.get_by_role("link", name="Отменить загрузку").click()
    page.get_by_label("Причина").fill("Загружены не те файлы.")
    page.get_by_role("button", name="Отменить загрузку").click()
    wait_for_job(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("отменено")
    page.goto("/runs/new/")
    expect(page.get_by_text("результаты ещё не загружены")).to_be_visible()
