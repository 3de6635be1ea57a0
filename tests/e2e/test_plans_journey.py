"""A district's road map out of Word: read, approved, moved with its procedure, reported; a school sees what it may."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from office import PASSWORD
from playwright.sync_api import Browser, Page, expect

from objektiv.web.territory.years import school_year_of

pytestmark = pytest.mark.slow

YEAR = school_year_of(date.today())
SPRING = int(YEAR[:4]) + 1
# The third Thursday of April: two days before is a Tuesday, of this week and of the next, and no holiday.
WRITTEN_ON = date(SPRING, 4, 15) + timedelta(days=(3 - date(SPRING, 4, 15).weekday()) % 7)
MOVED_TO = WRITTEN_ON + timedelta(days=7)
TWO_DAYS = timedelta(days=2)
TITLE = f"Дорожная карта по повышению объективности оценки в Восточном районе на {SPRING - 1}-{SPRING} учебный год"
CORNER = (
    "УТВЕРЖДАЮ",
    "Начальник управления образования",
    "Восточного района",
    "____________ А. П. Полянская",
)
HEADINGS = ("№ п/п", "Мероприятия", "Сроки исполнения", "Ответственный", "Результат")
ROWS = (
    ("1.1", "Издание приказа о проведении ВПР", f"март {SPRING} года", "Координатор", "Приказ"),
    ("1.2", "Формирование состава комиссий по проверке работ", "", "", ""),
    ("1.3", "Ознакомление школ с порядком проведения", "", "", ""),
    ("2.1", "Инструктаж организаторов", "не позднее чем за 2 дня до ВПР", "Методист", "Лист инструктажа"),
    ("2.2", "Анализ результатов ВПР", "в течение 10 дней после получения результатов", "Методист", "Справка"),
    ("2.3", "Совещание руководителей школ", f"июнь {SPRING} года", "Координатор", "Протокол"),
)
SECTIONS = {"1.1": "1. Организация проведения работ", "2.1": "2. Проведение и анализ"}
DONE = "Приказ издан и разослан трём школам."
PAPER = {"name": "приказ.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 order"}
SCAN = {**PAPER, "name": "утверждение.pdf", "buffer": b"%PDF-1.4 approved"}
EXECUTOR = "deputy-300001"
MOVED = "Срок изменился вместе с процедурой: 2.1"
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


@pytest.fixture
def road_map(tmp_path: Path) -> Path:
    """The document as a district's office writes it: the corner of approval, a table with sections across it."""
    document = docx.Document()
    for line in (*CORNER, f"«___» ____________ {SPRING - 1} г."):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph().add_run(TITLE).bold = True
    table = document.add_table(1, len(HEADINGS), style="Table Grid")
    lay(table.rows[0], HEADINGS)
    for row in ROWS:
        if heading := SECTIONS.get(row[0]):
            cells = table.add_row().cells
            cells[0].merge(cells[-1]).text = heading
        lay(table.add_row(), row)
    document.save(tmp_path / "Дорожная карта.docx")
    return tmp_path / "Дорожная карта.docx"


def lay(row, texts) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def test_a_plan_from_word_to_its_annual_report(enter: Enter, road_map: Path, tmp_path: Path) -> None:
    planner = enter("planner")
    procedure = plan_procedure(planner)
    plan = bring(planner, road_map)
    nobody_below_sees(enter, plan)
    approve(enter("planner-head"), plan)
    briefing = assign(planner, plan)
    is_due(planner, WRITTEN_ON - TWO_DAYS)
    move_procedure(planner, procedure)
    moved_in_history(planner, briefing)
    moved_in_the_week(planner)
    moved_in_the_week_of_the_school(enter(EXECUTOR))
    carry_out(planner, plan)
    accept(enter("planner-head"), plan)
    print_report(planner, plan, tmp_path)
    the_school_sees_its_part(enter, plan, briefing)


def plan_procedure(page: Page) -> str:
    """ВПР in the calendar of the district; the address of its page."""
    page.goto("/procedures/new/")
    page.get_by_label("Процедура").select_option(label="ВПР")
    page.get_by_label("Учебный год").fill(YEAR)
    page.get_by_label("Класс", exact=False).first.select_option("5")
    page.get_by_label("Предмет").select_option(label="математика")
    page.get_by_label("Начало").fill(WRITTEN_ON.isoformat())
    page.get_by_role("button", name="Сохранить").click()
    page.goto(f"/procedures/?year={YEAR}")
    page.get_by_role("main").get_by_role("link", name=re.compile("математика")).first.click()
    return page.url


def bring(page: Page, document: Path) -> str:
    """Read, doubts taken together, made into a draft; its address."""
    page.goto("/plans/new/file/")
    page.get_by_label("Документ").set_input_files(document)
    page.get_by_role("button", name="Прочитать").click()
    expect(page.get_by_role("region", name="Документ")).to_contain_text("УТВЕРЖДАЮ")
    for row in ROWS:
        expect(page.get_by_role("article", name=f"Строка {row[0]}", exact=True)).to_contain_text(row[1])
    doubtful = page.get_by_role("article", name="Строка 1.2", exact=True)
    expect(doubtful).to_contain_text("вероятно, объединённая ячейка")
    page.get_by_role("button", name="Принять все предположения").click()
    expect(page.get_by_role("article", name="Строка 1.3", exact=True)).to_contain_text("Координатор")
    expect(page.get_by_label("Название")).to_have_value(TITLE)
    expect(page.get_by_label("Учебный год")).to_have_value(YEAR)
    page.get_by_role("button", name=f"Создать план, строк: {len(ROWS)}").click()
    expect(page.get_by_text("Это проект: исполнение начинается после утверждения.")).to_be_visible()
    return page.url


def nobody_below_sees(enter: Enter, plan: str) -> None:
    page = enter(EXECUTOR)
    assert page.goto(plan).status == 404
    page.context.close()


def approve(page: Page, plan: str) -> None:
    """Without the scan the plan stays a draft; with it, it is in force."""
    page.goto(plan)
    page.get_by_role("link", name="Записать реквизиты и скан").click()
    form = page.locator("#approve")
    form.get_by_label("№").fill("27")
    form.get_by_label("Дата документа").fill(f"{date.today():%Y-%m-%d}")
    form.get_by_label("Кто подписал").fill("начальник управления Полянская А. П.")
    form.get_by_role("button", name="План утверждён").click()
    expect(page.get_by_text("План утверждён: мероприятия исполняются.")).to_have_count(0)
    form.get_by_label("Скан или подписанный файл").set_input_files(SCAN)
    form.get_by_role("button", name="План утверждён").click()
    expect(page.get_by_text("План утверждён: мероприятия исполняются.")).to_be_visible()
    page.context.close()


def open_row(page: Page, plan: str, number: str) -> str:
    """The page of an action; its address."""
    page.goto(plan)
    text = next(row[1] for row in ROWS if row[0] == number)
    page.get_by_role("row").get_by_role("link", name=text).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)
    return page.url


def assign(page: Page, plan: str) -> str:
    """The briefing has an owner and a school that does it; its address."""
    briefing = open_row(page, plan, "2.1")
    page.get_by_role("link", name="Назначить людей").click()
    form = page.get_by_role("main").locator("form").last
    form.get_by_label("Ответственный").select_option(label="Рощина Анна Петровна (planner)")
    form.get_by_label("Добавить исполнителя").select_option(label=f"Берёзова Анна Петровна ({EXECUTOR})")
    form.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("в системе: Рощина А. П.")).to_be_visible()
    return briefing


def is_due(page: Page, day: date) -> None:
    expect(page.locator(".lead-sentence")).to_contain_text(f"исполнить до {day:%d.%m.%Y}")


def move_procedure(page: Page, procedure: str) -> None:
    page.goto(procedure)
    page.get_by_role("link", name="Изменить").click()
    page.get_by_label("Начало").fill(MOVED_TO.isoformat())
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text(f"{MOVED_TO:%d.%m.%Y}").first).to_be_visible()


def moved_in_history(page: Page, briefing: str) -> None:
    """The new day, what moved it, and the trail of both days."""
    page.goto(briefing)
    is_due(page, MOVED_TO - TWO_DAYS)
    was, became = (f"{day - TWO_DAYS:%d.%m.%Y}" for day in (WRITTEN_ON, MOVED_TO))
    expect(page.get_by_text(f"был {was}, стал {became}")).to_be_visible()
    row = page.get_by_role("table").last.get_by_role("row").filter(has_text="Изменилась процедура")
    expect(row).to_contain_text(f"{was} → {became}")


def moved_in_the_week_of_the_school(page: Page) -> None:
    """Who does the work is told as well, also after who answers for it has put it aside."""
    page.goto("/")
    expect(page.get_by_role("link", name=MOVED)).to_be_visible()
    page.context.close()


def moved_in_the_week(page: Page) -> None:
    """Who answers for it sees it on the first page and puts it aside."""
    page.goto("/")
    told = page.get_by_role("link", name=MOVED)
    expect(told).to_be_visible()
    expect(page.get_by_text(f"был {WRITTEN_ON - TWO_DAYS:%d.%m.%Y}")).to_be_visible()
    told.click()
    page.get_by_role("button", name="Понятно").click()
    page.goto("/")
    expect(told).to_have_count(0)


def carry_out(page: Page, plan: str) -> None:
    """The order is issued: its document first, then the report."""
    open_row(page, plan, "1.1")
    page.get_by_text("Приложить документ").click()
    form = page.locator("details", has_text="Приложить документ").locator("form")
    form.get_by_label("Файл").set_input_files(PAPER)
    form.get_by_role("button", name="Приложить").click()
    expect(page.get_by_role("link", name="приказ.pdf")).to_be_visible()
    page.locator("#report summary").click()
    page.locator("#report").get_by_label("Что сделано").fill(DONE)
    page.locator("#report").get_by_role("button", name="Отправить на проверку").click()
    expect(page.get_by_text("Отчёт отправлен на проверку.")).to_be_visible()
    expect(page.get_by_role("button", name="Принять")).to_have_count(0)


def accept(page: Page, plan: str) -> None:
    open_row(page, plan, "1.1")
    page.locator("#accept").get_by_role("button", name="Принять").click()
    expect(page.get_by_text("Исполнение принято.")).to_be_visible()
    page.context.close()


def print_report(page: Page, plan: str, folder: Path) -> None:
    """The annual report in both kinds holds every row, the status of the done one and its document."""
    page.goto(plan)
    for kind, words_of in (("docx", words_of_docx), ("pdf", words_of_pdf)):
        page.get_by_role("button", name="Документы").click()
        with page.expect_download() as download:
            page.get_by_role("link", name=f"Отчёт о выполнении, {kind}").click()
        file = folder / f"report.{kind}"
        download.value.save_as(file)
        said = words_of(file)
        for row in ROWS:
            assert row[1].replace(" ", "") in said, (kind, row[1])
        for words in (DONE, "принято", "приказ.pdf", "не начато"):
            assert words.replace(" ", "") in said, (kind, words)


def words_of_docx(file: Path) -> str:
    """All cells, without spaces."""
    tables = docx.Document(str(file)).tables
    return "".join(re.sub(r"\s", "", cell.text) for one in tables for row in one.rows for cell in row.cells)


def words_of_pdf(file: Path) -> str:
    """All cells, without spaces: lines of a cell are broken."""
    with pdfplumber.open(file) as pdf:
        cells = [cell for page in pdf.pages for row in page.extract_table() or () for cell in row]
    return "".join(re.sub(r"\s|\u00ad", "", cell or "") for cell in cells)


def the_school_sees_its_part(enter: Enter, plan: str, briefing: str) -> None:
    """Who is named in an action carries it out and changes nothing in the plan; another school sees no plan at all."""
    executor = enter(EXECUTOR)
    assert executor.goto(briefing).status == 200
    expect(executor.get_by_role("button", name="Взять в работу")).to_be_visible()
    expect(executor.get_by_text("Перенести срок")).to_have_count(0)
    expect(executor.get_by_text("Изменить текст и срок")).to_have_count(0)
    assert executor.goto(f"{briefing}edit/").status in (403, 404)
    assert executor.goto(plan).status == 200
    expect(executor.get_by_text("Добавить мероприятие")).to_have_count(0)
    executor.context.close()
    other = enter("deputy-300002")
    assert other.goto(plan).status == 404
    other.goto("/plans/")
    expect(other.get_by_role("main")).not_to_contain_text("Дорожная карта")
    other.context.close()
