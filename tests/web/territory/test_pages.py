"""Pages of the territory."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from signing_in import rows_of

from objektiv.web.territory.domain import add_unit, describe_year, edit_unit
from objektiv.web.territory.models import ClassGroup, Context, Unit
from objektiv.web.territory.years import school_year_of, year_in_address

pytestmark = pytest.mark.django_db


def listed(browser, asked: str = "") -> list[str]:
    return [row[0] for row in rows_of(browser.get(f"/territory/?format=xlsx&{asked}"))[3 + bool(asked) :]]


@pytest.fixture
def known(cast) -> None:
    edit_unit(cast.school, by=None, kind="лицей", settlement="город")
    edit_unit(cast.neighbour, by=None, kind="школа", settlement="село")


def test_each_sees_the_schools_of_the_own_subtree(cast, as_) -> None:
    for user, codes in (
        (cast.deputy, ["990001"]), (cast.coordinator, ["990001", "990002"]), (cast.other_coordinator, ["990003"]),
    ):  # fmt: skip
        text = as_(user).get("/territory/").content.decode()
        for code in ("990001", "990002", "990003"):
            assert (code in text) == (code in codes)


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("q=школа № 1", ["990001"]), ("q=ШКОЛА", ["990001", "990002"]), ("q=990002", ["990002"]),
        ("kind=лицей", ["990001"]),
        ("settlement=село", ["990002"]), ("state=closed", []), ("state=all", ["990001", "990002"]), ("q=нет", []),
        ("municipality=999999999", []),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_and_goes_out_as_seen(cast, as_, known, asked, codes) -> None:
    browser = as_(cast.coordinator)
    text = browser.get(f"/territory/?{asked}").content.decode()
    assert [code for code in ("990001", "990002") if f"<td>{code}</td>" in text] == codes
    assert listed(browser, asked) == codes


def test_the_list_asks_the_database_as_often_for_one_as_for_three(cast, as_) -> None:
    browser = as_(cast.other_coordinator)
    browser.get("/territory/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/territory/")
    for code in ("990011", "990012"):
        add_unit(level="school", code=code, title=f"Школа {code}", parent=cast.other_municipality, by=None)
    with CaptureQueriesContext(connection) as many:
        browser.get("/territory/")
    assert len(many) == len(few)


def test_the_page_of_a_school_tells_what_is_known(cast, as_) -> None:
    describe_year(cast.school, school_year="2025/26", pupils=412, class_groups=[(4, "А")], by=None)
    text = as_(cast.coordinator).get(f"/territory/{cast.school.pk}/").content.decode()
    for words in ("412", "4А", "2025/26", "Заместитель директора по УВР", "sch990001", "Перевести классы"):
        assert words in text
    seen = as_(cast.deputy).get(f"/territory/{cast.school.pk}/").content.decode()
    assert "412" in seen
    for words in ("Исправить", "Перевести классы", "/people/"):
        assert words not in seen[seen.index("<main") :]


def test_a_year_is_written_through_the_page(cast, as_) -> None:
    address = f"/territory/{cast.school.pk}/years/2025-26/"
    browser = as_(cast.coordinator)
    asked = {"pupils": "412", "special_needs_percent": "3,5", "class_groups": "4А 4Б", "seen": "1"}
    assert browser.post(address, asked).status_code == 302
    assert str(Context.objects.get().special_needs_percent) == "3.5"
    assert ClassGroup.objects.count() == 2
    text = browser.get(address).content.decode()
    assert 'value="3,5"' in text
    assert "4А, 4Б" in text
    assert "только что изменил" in browser.post(address, asked).content.decode()
    assert "не класс" in browser.post(address, asked | {"class_groups": "класс"}).content.decode()
    for wrong in ("2025-27", "2025", "x"):
        assert browser.get(f"/territory/{cast.school.pk}/years/{wrong}/").status_code == 404


def test_classes_pass_into_the_next_year_through_the_page(
    cast, as_, django_capture_on_commit_callbacks
) -> None:
    describe_year(cast.school, school_year="2025/26", class_groups=[(4, "А"), (9, "А")], by=None)
    browser = as_(cast.coordinator)
    address = f"/territory/{cast.municipality.pk}/rollover/"
    text = browser.get(f"{address}?source=2025/26&reopening=on").content.decode()
    assert "4А, 9А" in text
    assert "5А" in text
    assert ClassGroup.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(address, {"source": "2025/26", "reopening": "on"})
    assert [str(one) for one in ClassGroup.objects.filter(school_year="2026/27")] == ["5А"]
    assert "Переводить нечего" in browser.get(f"{address}?source=2025/26").content.decode()


@pytest.mark.parametrize(("what", "asked"), [
    ("rename", {"title": "Лицей № 1", "on": "2026-09-01", "ground": "постановление"}),
    ("close", {"on": "2026-09-01", "successor": "990002 — Школа № 2", "ground": ""}),
    ("edit", {"title": "Школа № 1", "kind": "лицей", "settlement": "", "opened_on": "1999-09-01"}),
])  # fmt: skip
def test_a_change_is_made_through_its_page(cast, as_, what, asked) -> None:
    browser = as_(cast.coordinator)
    address = f"/territory/{cast.school.pk}/{what}/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, asked | {"seen": "1"}).status_code == 302
    assert Unit.objects.get(pk=cast.school.pk).version == 2
    assert "только что изменил" in browser.post(address, asked | {"seen": "1"}).content.decode()


def test_a_school_is_moved_through_its_page(cast, as_, client) -> None:
    from signing_in import add_codes

    add_codes(cast.region_coordinator)
    asked = {"parent": cast.other_municipality.pk, "on": "2026-09-01", "seen": "1"}
    assert as_(cast.region_coordinator).post(f"/territory/{cast.school.pk}/move/", asked).status_code == 302
    assert as_(cast.coordinator).get(f"/territory/{cast.school.pk}/").status_code == 404


def test_only_who_has_another_municipality_is_offered_to_hand_a_school_over(cast, as_) -> None:
    from signing_in import add_codes

    add_codes(cast.region_coordinator)
    address, offer = f"/territory/{cast.school.pk}/", f'href="/territory/{cast.school.pk}/move/"'
    assert offer not in as_(cast.coordinator).get(address).content.decode()
    assert offer in as_(cast.region_coordinator).get(address).content.decode()


def test_who_adds_schools_alone_reads_of_schools_alone(cast, as_) -> None:
    from signing_in import add_codes

    add_codes(cast.region_coordinator)
    assert "<h1>Добавить школу</h1>" in as_(cast.coordinator).get("/territory/new/").content.decode()
    text = as_(cast.region_coordinator).get("/territory/new/").content.decode()
    assert "<h1>Добавить школу или муниципалитет</h1>" in text


def test_columns_that_nobody_filled_are_not_shown(cast, as_) -> None:
    browser = as_(cast.coordinator)
    text = browser.get("/territory/").content.decode()
    assert ("Обучающихся" in text, ">Классов<" in text) == (False, False)
    describe_year(cast.school, school_year="2020/21", class_groups=[], pupils=412, by=None)
    text = browser.get("/territory/").content.decode()
    assert ("Обучающихся" in text, ">412<" in text, ">Классов<" in text) == (True, True, False)


def test_a_school_without_classes_is_led_to_write_them(cast, as_) -> None:
    year = year_in_address(school_year_of(timezone.localdate()))
    text = as_(cast.coordinator).get(f"/territory/{cast.school.pk}/rollover/").content.decode()
    assert f'href="/territory/{cast.school.pk}/years/{year}/">Внести классы</a>' in text


def test_fields_that_are_not_in_the_form_are_not_taken(cast, as_) -> None:
    """Mass assignment: path, level, parent, code."""
    crafted = {"path": "97/", "level": "region", "code": "111111", "closed_on": "2020-01-01"}
    crafted |= {"parent": cast.other_municipality.pk}
    known = {"title": "Школа № 1", "kind": "лицей", "seen": "1"}
    as_(cast.coordinator).post(f"/territory/{cast.school.pk}/edit/", known | crafted)
    unit = Unit.objects.get(pk=cast.school.pk)
    assert (unit.path, unit.level, unit.parent_id, unit.code, unit.closed_on, unit.kind) == (
        cast.school.path, "school", cast.municipality.pk, "990001", None, "лицей",
    )  # fmt: skip


@pytest.mark.parametrize("parent", ["other_municipality", "region", "school"])
def test_a_school_is_not_added_elsewhere(cast, as_, parent) -> None:
    asked = {"parent": getattr(cast, parent).pk, "code": "990009", "title": "Новая"}
    answer = as_(cast.coordinator).post("/territory/new/", asked)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()


def test_texts_are_shown_as_text(cast, as_) -> None:
    evil = "<img src=x onerror=alert(1)>"
    edit_unit(cast.school, by=None, title=evil, kind=evil, settlement=evil)
    describe_year(cast.school, school_year="2025/26", advanced_study=evil, class_groups=[], by=None)
    browser = as_(cast.coordinator)
    for address in (
        "/territory/",
        f"/territory/{cast.school.pk}/",
        "/journal/",
        "/territory/names/?successor=img",
    ):
        assert evil not in browser.get(address).content.decode()
