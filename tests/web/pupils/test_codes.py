"""Stable codes: the workbook there and back, versions, a new year, one pupil over years; no name is ever taken."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from signing_in import rows_of

from objektiv.web.access.exporters import EXCEL
from objektiv.web.audit.models import Record
from objektiv.web.pupils.code_lists import Line
from objektiv.web.pupils.domain import load_codes
from objektiv.web.pupils.models import CodeBook, PupilCode

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("works")]
HEAD = ["Параллель", "Код участника", "Класс", "Постоянный код"]


def book(*rows, head=HEAD) -> SimpleUploadedFile:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet = workbook.add_worksheet("Данные")
        for number, row in enumerate([head, *rows]):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("коды.xlsx", made.getvalue(), content_type=EXCEL)


def load(browser, school, file, year: str = "2024/25"):
    return browser.post(f"/pupils/{school.pk}/codes/?year={year}", {"file": file})


def stored() -> list[tuple[str, int, bool, list[tuple[int, str, str]]]]:
    return [
        (
            one.school_year,
            one.number,
            one.is_current,
            list(one.codes.values_list("grade", "code", "permanent")),
        )
        for one in CodeBook.objects.order_by("school_year", "number")
    ]


def test_the_workbook_goes_there_and_back(cast, at) -> None:
    browser = at(cast.deputy)
    given = rows_of(browser.get(f"/pupils/{cast.school.pk}/codes/workbook/?year=2024/25"))
    head = next(i for i, row in enumerate(given) if row[:2] == HEAD[:2])
    assert [list(map(str, row)) for row in given[head + 1 :]] == [
        ["4", "4001", "4А", ""], ["4", "4002", "4А", ""], ["4", "4003", "4Б", ""], ["4", "4004", "4Б", ""],
    ]  # fmt: skip
    rows = [[*row[:3], f"У-{n}" if n < 3 else ""] for n, row in enumerate(given[head + 1 :])]
    assert load(browser, cast.school, book(*rows)).status_code == 302
    assert stored() == [("2024/25", 1, True, [(4, "4001", "У-0"), (4, "4002", "У-1"), (4, "4003", "У-2")])]
    said = browser.get(f"/pupils/{cast.school.pk}/codes/?year=2024/25").content.decode()
    assert "Связано 3 из 4 кодов этого года." in said
    again = rows_of(browser.get(f"/pupils/{cast.school.pk}/codes/workbook/?year=2024/25"))
    assert [str(row[3]) for row in again[head + 1 :]] == ["У-0", "У-1", "У-2", ""]


def test_the_filled_workbook_itself_is_taken(cast, at) -> None:
    """The very bytes that the page gave, once codes are known, come back without a change."""
    browser = at(cast.deputy)
    load(browser, cast.school, book(["4", "4001", "4А", "У-0"]))
    given = browser.get(f"/pupils/{cast.school.pk}/codes/workbook/?year=2024/25").content
    assert load(browser, cast.school, SimpleUploadedFile("к.xlsx", given)).status_code == 302
    assert stored()[1] == ("2024/25", 2, True, [(4, "4001", "У-0")])


def test_a_later_version_counts_and_the_earlier_one_stays(cast, at) -> None:
    browser = at(cast.deputy)
    load(browser, cast.school, book(["4", "4001", "", "У-1"]))
    load(browser, cast.school, book(["4", "4001", "", "У-7"], ["4", "4002", "", "У-8"]))
    assert [one[1:3] for one in stored()] == [(1, False), (2, True)]
    first = rows_of(browser.get(f"/pupils/{cast.school.pk}/codes/workbook/?year=2024/25&version=1"))
    assert [list(map(str, first[-1]))] == [["4", "4001", "", "У-1"]]
    shown = browser.get(f"/pupils/{cast.school.pk}/years/").context["pupils"]
    assert [one.permanent for one in shown] == ["У-7", "У-8"]
    written = Record.objects.filter(verb="pupils.codes_loaded").order_by("number")
    assert [one.new for one in written] == [
        {"school_year": "2024/25", "code_version": 1, "linked": 1},
        {"school_year": "2024/25", "code_version": 2, "linked": 2},
    ]


def test_a_pupil_is_followed_over_years_with_new_codes(cast, at) -> None:
    browser = at(cast.deputy)
    load(browser, cast.school, book(["4", "4001", "", "У-1"], ["4", "4002", "", "У-2"]))
    load(browser, cast.school, book(["5", "5102", "", "У-1"], ["5", "5101", "", "У-9"]), year="2025/26")
    page = browser.get(f"/pupils/{cast.school.pk}/years/У-1/")
    assert [(row.work.school_year, code.code, row.journal_mark, row.mark) for code, row in page.context["works"]] == [
        ("2025/26", "5102", 2, 5), ("2024/25", "4001", 5, 2),
    ]  # fmt: skip
    text = browser.get(f"/pupils/{cast.school.pk}/codes/?year=2025/26").content.decode()
    assert "С прошлого года продолжаются: 1, новых: 1, в этом году не названы: 1." in text
    saved = rows_of(browser.get(f"/pupils/{cast.school.pk}/years/У-1/?format=xlsx"))
    assert [row[3] for row in saved[-2:]] == ["5102", "4001"]
    assert browser.get(f"/pupils/{cast.school.pk}/years/У-5/").status_code == 404


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (book(["4", "4001", "4А", "У-1", "Иванова Анна"], head=[*HEAD, "ФИО"]), "Столбец «ФИО» похож на персональные"),
        (book(["4", "4001", "4А", "Иванова Анна"]), "Ячейка D2: это похоже на имя или номер документа"),
        (book(["4", "4001", "Иванова Анна", "У-1"]), "Ячейка C2: это похоже на имя или номер документа"),
        (book(["4", "4001", "4А", "112-233-445 95"]), "Ячейка D2: это похоже на имя или номер документа"),
        (book(["4", "4001", "4А", "У-1", "Иванова Анна"], head=[*HEAD, ""]), "Столбца без названия в книге быть не"),
        (book(["4", "4001", "4А", "У-1", "выбыла"], head=[*HEAD, "Примечание"]), "Столбца «Примечание» в книге быть"),
    ],
)  # fmt: skip
def test_a_book_that_may_hold_names_is_refused_whole(cast, at, file, sentence) -> None:
    file.seek(0)
    answer = load(at(cast.deputy), cast.school, file)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert "Иванова" not in text
    assert (stored(), PupilCode.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["44", "4001", "", "У-1"]], "Ячейка A2: Столбец «Параллель»"),
        *(
            (
                [["4", "4001", "", code]],
                "в постоянном коде могут быть только буквы, цифры, а между ними",
            )
            for code in ("У/1", "..", ".", "У-", "-1", "У 1", "У?1", "у_1")
        ),
        ([["4", "4001", "", ""]], "ни у кого не вписан постоянный код"),
        ([["4", "4001", "", "У-1"], ["4", "4002", "", "У-1"]], "стоит у двух участников: 4001 и 4002"),
    ],
)
def test_a_wrong_book_is_refused_with_the_place(cast, at, rows, sentence) -> None:
    answer = load(at(cast.deputy), cast.school, book(*rows))
    assert (answer.status_code, sentence in answer.content.decode(), stored()) == (422, True, [])


@pytest.mark.parametrize("code", ["У-0417", "417", "a.b-c", "У--1"])
def test_the_page_of_a_pupil_opens_by_any_code_that_is_taken(cast, at, code) -> None:
    browser = at(cast.deputy)
    assert load(browser, cast.school, book(["4", "4001", "", code])).status_code == 302
    assert PupilCode.objects.get().permanent == code
    assert browser.get(f"/pupils/{cast.school.pk}/years/").status_code == 200
    assert browser.get(reverse("pupil", args=[cast.school.pk, code])).status_code == 200


def test_a_foreign_file_is_refused(cast, at) -> None:
    browser = at(cast.deputy)
    for name, content in (("к.exe", b"MZ"), ("к.xlsx", b"PK\x03\x04none"), ("к.csv", "а;б\n1;2".encode())):
        assert load(browser, cast.school, SimpleUploadedFile(name, content)).status_code == 422
    assert stored() == []


@pytest.mark.parametrize("role", ["subject_head", "school_psychologist"])
def test_who_only_sees_loads_nothing(cast, at, role) -> None:
    with pytest.raises(PermissionDenied):
        load_codes(
            school=cast.school, school_year="2024/25", lines=[Line(4, "4001", "У-1")], by=cast.roles[role]
        )
    assert load(at(cast.roles[role]), cast.school, book(["4", "4001", "", "У-1"])).status_code == 403
    assert stored() == []


def test_the_list_of_pupils_asks_the_same_of_the_database(cast, at) -> None:
    browser, counts = at(cast.deputy), []
    browser.get(f"/pupils/{cast.school.pk}/years/")
    for lines in ([Line(4, "4001", "У-1")], [Line(4, f"400{n}", f"У-{n}") for n in (1, 2, 3)]):
        load_codes(school=cast.school, school_year="2024/25", lines=lines, by=cast.deputy)
        with CaptureQueriesContext(connection) as asked:
            shown = browser.get(f"/pupils/{cast.school.pk}/years/").context["pupils"]
        counts.append((len(shown), len(asked)))
    assert counts == [(1, counts[0][1]), (3, counts[0][1])]
