"""A workbook of schools: out and back in by code, preview by rows, nothing before confirmation, nothing by halves."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from signing_in import rows_of

from objektiv.web.audit.models import Record
from objektiv.web.territory.domain import add_unit, apply_register, edit_unit, receive_register
from objektiv.web.territory.domain import register as domain
from objektiv.web.territory.models import RegisterFile, Unit
from objektiv.web.territory.register import plan_register

pytestmark = pytest.mark.django_db
HEADER = ("Школа", "Название", "Код муниципалитета", "Муниципалитет", "Вид школы", "Населённый пункт")


def book(*rows, header=HEADER, name: str = "школы.xlsx") -> SimpleUploadedFile:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as made:
        sheet = made.add_worksheet("Данные")
        for number, row in enumerate((header, *rows)):
            for place, value in enumerate(row):
                sheet.write(number, place, value)
    return SimpleUploadedFile(name, content.getvalue())


def planned(file: RegisterFile) -> list[tuple[str, str]]:
    return [(one.row.code, one.outcome) for one in plan_register(file.rows, file.by)]


@pytest.fixture
def bring_in(as_, django_capture_on_commit_callbacks):
    """Upload, look at the preview, confirm; the preview is returned."""

    def bring(user, upload) -> str:
        browser = as_(user)
        address = browser.post("/territory/register/", {"file": upload}).url
        text = browser.get(address).content.decode()
        seen = text.split('name="seen" value="')[1].split('"')[0]
        with django_capture_on_commit_callbacks(execute=True):
            browser.post(f"{address}confirm/", {"seen": seen})
        return text

    return bring


def test_schools_are_added_and_changed(cast, bring_in) -> None:
    text = bring_in(cast.coordinator, book(
        ("sch990001", "Лицей № 1", 970001, "", "лицей", "город"), (990002, "", "", "", "", "село"),
        ("990010", "Школа № 10", 970001, "", "", ""), ("нет кода", "", "", "", "", ""),
    ))  # fmt: skip
    assert "Добавится школ: 1, изменится: 2" in text
    assert "Название: Школа № 1 → Лицей № 1" in text
    rows = list(
        Unit.objects.filter(level="school")
        .order_by("code")
        .values_list("code", "title", "kind", "settlement")
    )
    assert rows == [
        ("990001", "Лицей № 1", "лицей", "город"), ("990002", "Школа № 2", "", "село"),
        ("990003", "Школа № 3", "", ""), ("990010", "Школа № 10", "", ""),
    ]  # fmt: skip
    file = RegisterFile.objects.get()
    assert (file.added, file.changed, file.applied_at is not None) == (1, 2, True)
    verbs = list(Record.objects.order_by("-number").values_list("verb", flat=True)[:4])
    assert verbs == ["territory.register_applied", "unit.added", "unit.edited", "unit.edited"]


def test_nothing_changes_before_confirmation(cast, as_) -> None:
    before = list(Unit.objects.values())
    address = as_(cast.coordinator).post("/territory/register/", {"file": book((990001, "Другая"))}).url
    as_(cast.coordinator).get(address)
    assert list(Unit.objects.values()) == before


def test_the_list_goes_out_and_comes_back_unchanged(cast, as_) -> None:
    edit_unit(cast.school, by=None, kind="лицей", settlement="город")
    edit_unit(cast.neighbour, by=None, title='=HYPERLINK("http://x")')
    browser = as_(cast.coordinator)
    answer = browser.get("/territory/?format=xlsx")
    rows = rows_of(answer)
    assert tuple(rows[2][:6]) == HEADER
    assert rows[3][1].startswith("'=")
    file = receive_register(SimpleUploadedFile("школы.xlsx", answer.content), by=cast.coordinator)
    assert sorted(planned(file)) == [("990001", "same"), ("990002", "same")]
    assert file.problems == []


def test_the_template_is_read_when_filled_in(cast, as_) -> None:
    rows = rows_of(as_(cast.coordinator).get("/territory/register/template.xlsx"))
    assert [tuple(row[:6]) for row in rows if row and row[0] == "Школа"] == [HEADER]
    explained = rows_of(as_(cast.coordinator).get("/territory/register/template.xlsx"), sheet=1)
    assert {row[0] for row in explained} >= set(HEADER)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ((990003, "Чужая", 970001), "на другой территории"), ((990001, "", 970002), "передайте её другому"),
        ((990010, "", 970001), "впишите её название"), ((990010, "Новая", ""), "впишите код её муниципалитета"),
        ((990010, "Новая", 970002), "на вашей территории нет"), ((990010, "Новая", 7), "на вашей территории нет"),
        (("школа", "Новая", 970001), "это не логин школы"), (("", "Новая", 970001), "ячейка пуста"),
        ((990010, "Новая", "город"), "нет номера муниципалитета"), ((990010, "Я" * 201, 970001), "длиннее 200 знаков"),
    ],
)  # fmt: skip
def test_wrong_rows_are_told_in_words_and_not_taken(cast, as_, row, words) -> None:
    browser = as_(cast.coordinator)
    address = browser.post("/territory/register/", {"file": book(row)}).url
    text = browser.get(address).content.decode()
    assert words in text
    assert "Внести:" not in text


def test_the_region_brings_new_municipalities(cast, as_) -> None:
    rows = [(990020, "Школа № 20", 970009, "Новый район"), (990021, "Школа № 21", 970009, "Новый район")]
    file = receive_register(book(*rows), by=cast.region_coordinator)
    apply_register(file, lambda *_: None)
    added = Unit.objects.get(code="970009")
    assert (added.title, added.level, sorted(added.children.values_list("code", flat=True))) == (
        "Новый район", "municipality", ["990020", "990021"],
    )  # fmt: skip


def test_a_file_of_somebody_else_is_not_found(cast, as_) -> None:
    file = receive_register(book((990001, "Другая")), by=cast.coordinator)
    browser = as_(cast.other_coordinator)
    assert browser.get(f"/territory/register/{file.pk}/").status_code == 404
    assert browser.post(f"/territory/register/{file.pk}/confirm/", {"seen": ""}).status_code == 404


def test_what_was_not_shown_is_not_done(cast, as_) -> None:
    """Somebody adds the school meanwhile: the file would change it instead; that is shown first."""
    file = receive_register(book((990010, "Школа № 10", 970001)), by=cast.coordinator)
    browser = as_(cast.coordinator)
    seen = (
        browser.get(f"/territory/register/{file.pk}/")
        .content.decode()
        .split('name="seen" value="')[1]
        .split('"')[0]
    )
    add_unit(level="school", code="990010", title="Гимназия", parent=cast.municipality, by=None)
    answer = browser.post(f"/territory/register/{file.pk}/confirm/", {"seen": seen}, follow=True)
    assert "Территория изменилась" in answer.content.decode()
    assert Unit.objects.get(code="990010").title == "Гимназия"


def test_a_file_is_brought_in_once(cast, as_, bring_in) -> None:
    bring_in(cast.coordinator, book((990010, "Школа № 10", 970001)))
    file = RegisterFile.objects.get()
    answer = as_(cast.coordinator).post(f"/territory/register/{file.pk}/confirm/", {"seen": "x"}, follow=True)
    assert "уже внесён" in answer.content.decode()


def test_a_stop_in_the_middle_is_continued(cast, monkeypatch) -> None:
    rows = [(990010 + k, f"Школа {k}", 970001) for k in range(5)]
    file = receive_register(book(*rows), by=cast.coordinator)
    monkeypatch.setattr(domain, "PART", 2)

    def stop(done: int, total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apply_register(file, stop)
    file = RegisterFile.objects.select_related("by").get()
    assert (file.added, file.applied_at) == (4, None)
    assert [one for _, one in planned(file)] == ["same"] * 4 + ["added"]
    apply_register(file, lambda *_: None)
    assert Unit.objects.filter(code__startswith="99001").count() == 5
    assert RegisterFile.objects.get().added == 5


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("школы.xlsx", b"PK\x03\x04 broken"), "повреждена"),
        (SimpleUploadedFile("школы.xlsx", b""), "пуст"),
        (SimpleUploadedFile("школы.exe", b"MZ"), "Нужна книга Excel"),
        (SimpleUploadedFile("школы.xlsx", b"<html>"), "веб-страница"),
        (SimpleUploadedFile("../../etc/passwd", b"x"), "Нужна книга Excel"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(cast, as_, upload, words) -> None:
    answer = as_(cast.coordinator).post("/territory/register/", {"file": upload})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not RegisterFile.objects.exists()


def test_a_table_without_our_columns_is_refused(cast, as_) -> None:
    upload = book(("a", "b"), header=("Один", "Два"))
    answer = as_(cast.coordinator).post("/territory/register/", {"file": upload})
    assert "нет столбцов шаблона" in answer.content.decode()


def test_path_tricks_stay_a_name(cast) -> None:
    file = receive_register(book((990001, "Другая"), name="..\\..\\x/../../evil.xlsx"), by=cast.coordinator)
    assert "/" not in file.name
