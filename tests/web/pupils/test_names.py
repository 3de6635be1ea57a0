"""Names are joined in the browser: shown and printed there, sent nowhere, stored nowhere, gone with the page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import xlsxwriter
from in_browser import ORIGIN, Window, window
from playwright.sync_api import Page
from pupil_rows import write_works

from objektiv.web.assessments.places import lake_folder
from objektiv.web.pupils.code_lists import Line
from objektiv.web.pupils.domain import load_codes

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("works")]
NAMES = {"4001": "Огородникова Анна", "4002": "Ёлкин Пётр"}
ROWS = [["Код", "ФИО"], *([code, name] for code, name in NAMES.items())]
STORED = """async () => JSON.stringify({local: {...localStorage}, session: {...sessionStorage},
    databases: await indexedDB.databases(), caches: await caches.keys(), cookie: document.cookie,
    history: history.state, name: window.name, address: location.href})"""
FORGET = "() => { document.querySelector('[data-names-said]').textContent = ''; }"
SAYS = "text => document.querySelector('[data-names-said]').textContent.includes(text)"
TRY = """async (address) => {
    const ways = [
        () => fetch(address),
        () => new Promise((yes, no) => {
            const one = new XMLHttpRequest();
            one.onerror = no; one.onload = yes; one.open("GET", address); one.send();
        }),
    ];
    navigator.sendBeacon(address, "x"); // it says «yes» before the policy refuses it
    return Promise.all(ways.map((way) => way().then(() => "sent", () => "refused")));
}"""


@pytest.fixture
def seat(browser: str) -> Iterator[Window]:
    with window(browser) as made:
        yield made


@pytest.fixture
def opened(seat, cast, at):
    """A page before the deputy head, and every request that the browser begins from then on."""

    def show(address: str) -> tuple[Window, list[tuple[str, str]]]:
        seat.client = at(cast.deputy)
        seat.do(lambda page: page.goto(ORIGIN + address, wait_until="networkidle"))
        asked: list[tuple[str, str]] = []
        seat.do(lambda page: page.on("request", lambda one: asked.append((one.url, one.post_data or ""))))
        return seat, asked

    return show


def gaps_of(school) -> str:
    return f"/pupils/{school.pk}/?year=2024/25"


def xlsx(folder: Path, rows, **options) -> Path:
    path = folder / "ключ.xlsx"
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("Ключ")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        book.add_worksheet("Другое").write(0, 0, "не читается")
    return path


def table(folder: Path, rows, mark: str, encoding: str) -> Path:
    said = io.StringIO()
    csv.writer(said, delimiter=mark).writerows(rows)
    path = folder / "ключ.csv"
    path.write_bytes(said.getvalue().encode(encoding))
    return path


def shown(seat: Window) -> list[str]:
    return seat.do(lambda page: page.locator("td[data-name-column]").all_inner_texts())


def seen(seat: Window) -> list[str]:
    return seat.do(lambda page: page.locator("[data-name-column]:visible").all_inner_texts())


def choose(seat: Window, path: Path, wanted: str = "Фамилии показаны") -> str:
    def act(page: Page) -> str:
        page.evaluate(FORGET)  # what was said of an earlier key must not answer for this one
        page.set_input_files("[data-key-file]", path)
        page.wait_for_function(SAYS, arg=wanted)
        return page.inner_text("[data-names-said]")

    return seat.do(act)


def named(texts: list[str]) -> list[str]:
    """Those of the texts in which a name stands, as written or as an address writes it."""
    surnames = [name.split()[0] for name in NAMES.values()]
    return [one for one in texts if any(name in one or quote(name) in one for name in surnames)]


def test_the_names_are_shown_and_nothing_of_them_leaves_the_page(opened, cast, tmp_path) -> None:
    seat, asked = opened(gaps_of(cast.school))
    assert seen(seat) == []
    said = choose(seat, xlsx(tmp_path, ROWS))
    assert shown(seat) == list(NAMES.values())
    assert "Фамилии показаны: 2 из 2" in said
    seat.do(lambda page: page.wait_for_timeout(500))
    assert asked == []
    kept = seat.do(lambda page: page.evaluate(STORED) + str(page.context.cookies()))
    assert named([kept]) == []
    seat.do(lambda page: page.emulate_media(media="print"))
    assert seen(seat) == ["Фамилия, имя", *NAMES.values()]


def test_the_check_would_notice_a_name(opened, cast) -> None:
    """The check itself: a name that is stored or stands in an address is found."""
    seat, asked = opened(gaps_of(cast.school))
    seat.do(lambda page: page.evaluate("localStorage.setItem('draft', 'Ёлкин Пётр')"))
    assert len(named([seat.do(lambda page: page.evaluate(STORED))])) == 1
    seat.do(lambda page: page.goto(f"{ORIGIN}{gaps_of(cast.school)}&q=Ёлкин", wait_until="load"))
    assert len(named([url for url, _ in asked])) == 1


def test_the_page_could_not_send_them(opened, cast, tmp_path) -> None:
    """The policy of the page refuses every way of a script to the network, this server's included."""
    seat, _ = opened(gaps_of(cast.school))
    answered: list[str] = []
    seat.do(lambda page: page.on("requestfinished", lambda one: answered.append(one.url)))
    choose(seat, xlsx(tmp_path, ROWS))
    refused = [
        seat.do(lambda page, way=way: page.evaluate(TRY, way))
        for way in ("/pupils/?q=x", "https://example.org/")
    ]
    assert refused == [["refused"] * 2] * 2
    seat.do(lambda page: page.wait_for_timeout(500))
    assert (answered, seat.outside) == ([], [])


def test_the_names_are_gone_when_the_page_was_left(opened, cast, tmp_path) -> None:
    seat, asked = opened(gaps_of(cast.school))
    choose(seat, xlsx(tmp_path, ROWS))

    def leave(page: Page) -> None:
        page.click("a[href$='/years/']")
        page.wait_for_url("**/years/")
        page.go_back(wait_until="load")

    seat.do(leave)
    assert named([part for one in asked for part in one]) == []
    assert (shown(seat), seat.do(lambda page: page.input_value("[data-key-file]"))) == (["", ""], "")
    assert named([seat.do(lambda page: page.content())]) == []


def test_the_button_takes_them_away(opened, cast, tmp_path) -> None:
    seat, _ = opened(gaps_of(cast.school))
    choose(seat, xlsx(tmp_path, ROWS))
    seat.do(lambda page: page.click("[data-clear-names]"))
    assert (shown(seat), seen(seat)) == (["", ""], [])


def test_another_choice_above_the_list_sends_no_name(opened, cast, tmp_path) -> None:
    seat, asked = opened(gaps_of(cast.school))
    choose(seat, xlsx(tmp_path, ROWS))

    def narrow(page: Page) -> None:
        page.select_option("#class", "4А")
        page.wait_for_url("**class=4*")

    seat.do(narrow)
    assert len(asked) > 0
    assert named([part for one in asked for part in one]) == []


@pytest.mark.parametrize(
    ("mark", "encoding"), [(";", "utf-8-sig"), (";", "cp1251"), (",", "utf-8"), ("\t", "cp1251")]
)
def test_a_csv_is_read_in_every_usual_form(opened, cast, tmp_path, mark, encoding) -> None:
    seat, asked = opened(gaps_of(cast.school))
    choose(seat, table(tmp_path, ROWS, mark, encoding))
    assert (shown(seat), asked) == (list(NAMES.values()), [])


def test_a_book_with_inline_texts_numbers_and_parts_of_names_is_read(opened, cast, tmp_path) -> None:
    rows = [["Ключ 4-х классов"], [], ["№", "Код участника", "Класс", "Фамилия", "Имя"]]
    rows += [[1, 4001, "4А", "Огородникова", "Анна"], [2, 4002, "4А", "Ёлкин", "Пётр"]]
    seat, _ = opened(gaps_of(cast.school))
    choose(seat, xlsx(tmp_path, rows, constant_memory=True))
    assert shown(seat) == list(NAMES.values())


def test_a_code_of_another_grade_and_one_of_two_people_name_nobody(opened, cast, tmp_path) -> None:
    rows = [
        ["Код", "Класс", "ФИО"],
        ["4001", "5А", "Чужой Иван"],
        ["4002", "4А", "Первый"],
        ["4002", "4Б", "Второй"],
    ]
    seat, _ = opened(gaps_of(cast.school))
    choose(seat, xlsx(tmp_path, rows), "нет ни одного кода")
    assert shown(seat) == ["", ""]


def test_a_key_without_a_grade_names_only_codes_of_one_grade(opened, cast, tmp_path) -> None:
    """The code 4001 stands on this page in two grades: whose name it is, a key without a grade does not say."""
    write_works(lake_folder(), "dkr-2025-ru5", "990001 5А 4001 5 2")
    seat, _ = opened(gaps_of(cast.school))
    choose(seat, xlsx(tmp_path, ROWS))
    assert dict_of(seat) == {("4", "4001"): "", ("4", "4002"): NAMES["4002"], ("5", "4001"): ""}
    graded = [["Код", "Класс", "ФИО"], *([code, "4А", name] for code, name in NAMES.items())]
    choose(seat, xlsx(tmp_path, graded))
    assert dict_of(seat) == {("4", "4001"): NAMES["4001"], ("4", "4002"): NAMES["4002"], ("5", "4001"): ""}


def dict_of(seat: Window) -> dict[tuple[str, str], str]:
    """Grade and code → the name beside them."""
    cells = "[...document.querySelectorAll('td[data-name-column]')]"
    script = f"() => {cells}.map(o => [o.dataset.grade, o.dataset.code, o.textContent])"
    return {(grade, code): name for grade, code, name in seat.do(lambda page: page.evaluate(script))}


def test_over_years_only_the_stable_code_counts(opened, cast, tmp_path) -> None:
    """The code 4001 of this year is another pupil's next year: a key of one year names nobody there."""
    load_codes(school=cast.school, school_year="2024/25", lines=[Line(4, "4001", "У-1")], by=cast.deputy)
    seat, _ = opened(f"/pupils/{cast.school.pk}/years/У-1/")
    choose(seat, xlsx(tmp_path, ROWS), "нет ни одного кода")
    choose(seat, xlsx(tmp_path, [["Постоянный код", "ФИО"], ["У-1", "Огородникова Анна"]]))
    assert shown(seat) == ["Огородникова Анна"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("к.xlsx", b"PK\x03\x04" + b"\0" * 40, "Это не книга Excel"),
        ("к.xls", bytes.fromhex("d0cf11e0a1b11ae1"), "старого вида (.xls) или с паролем"),
        ("к.csv", "что-то\r\nиное".encode(), "нет столбцов «Код» и «ФИО»"),
    ],
)
def test_what_is_no_key_is_refused_in_words(opened, cast, tmp_path, name, content, sentence) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    seat, asked = opened(gaps_of(cast.school))
    choose(seat, path, sentence)
    assert (shown(seat), asked) == (["", ""], [])
