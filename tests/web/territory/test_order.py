"""Schools stand in the order in which people count: № 2 before № 10."""

from __future__ import annotations

from importlib import import_module

import pytest
from case_results import make_result
from django.apps import apps
from signing_in import rows_of

from objektiv.web.cases.models import Case
from objektiv.web.findings.models import SchoolResult
from objektiv.web.territory.domain import add_unit, rename_unit
from objektiv.web.territory.models import Unit
from objektiv.web.territory.natural_order import LONGEST, order_key
from objektiv.web.territory.queries import schools

pytestmark = pytest.mark.django_db


@pytest.fixture
def numbered(cast) -> list[Unit]:
    """Schools of our municipality, added in the order of characters."""
    return [
        add_unit(level="school", code=str(100 + k), title=title, parent=cast.municipality, by=None)
        for k, title in enumerate(("Школа № 10", "Школа № 101", "школа № 9", "Гимназия № 3", "Елань", "Ёлка"))
    ]


ORDER = ["Гимназия № 3", "Елань", "Ёлка", "Школа № 1", "Школа № 2", "школа № 9", "Школа № 10", "Школа № 101"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Школа № 2", "Школа № 10"), ("школа № 2", "Школа № 3"), ("Школа №2", "Школа № 10"), ("Ёлкино", "Елово"),
        ("МБОУ «Школа № 2»", "МБОУ Школа № 10"), ("Лицей № 5 им. Ломоносова", "Лицей № 51"), ("Школа", "Школа № 1"),
        ("Школа № 007", "Школа № 8"), ("Школа № 1", "Школа № 1, корпус 2"),
    ],
)  # fmt: skip
def test_the_key_puts_numbers_in_their_order(before: str, after: str) -> None:
    assert order_key(before) < order_key(after)


def test_the_key_fits_its_column() -> None:
    assert len(order_key("1 " * 150)) == LONGEST


def test_the_database_sorts_schools_by_number(cast, numbered) -> None:
    ours = schools(Unit.objects.filter(parent=cast.municipality))
    assert [one.title for one in ours] == ORDER


def test_a_renamed_school_takes_its_new_place(cast, numbered) -> None:
    rename_unit(numbered[0], title="Школа № 0", on=numbered[0].opened_on or "2026-09-01", by=None)
    ours = schools(Unit.objects.filter(parent=cast.municipality))
    assert [one.title for one in ours].index("Школа № 0") == 3


def test_schools_that_were_there_before_get_their_place(cast, numbered) -> None:
    Unit.objects.update(order_key="")
    import_module("objektiv.web.territory.migrations.0003_natural_order").fill(apps, None)
    assert [one.title for one in schools(Unit.objects.filter(parent=cast.municipality))] == ORDER


def test_lists_and_their_workbooks_follow(cast, as_, numbered) -> None:
    browser = as_(cast.coordinator)
    page = browser.get("/territory/").content.decode()
    places = [page.index(f">{title}<") for title in ORDER]
    assert places == sorted(places)
    titles = [
        cell for row in rows_of(browser.get("/territory/?format=xlsx")) for cell in row if cell in ORDER
    ]
    assert titles == ORDER
    listed = browser.get("/completeness/").context["asked"].schools
    assert [one.title for one in listed] == ORDER
    names = browser.get("/territory/names/?q=школа").content.decode()
    assert names.index("№ 9") < names.index("№ 10") < names.index("№ 101")


def test_results_and_cases_follow(cast, numbered) -> None:
    for unit in (*numbered, cast.school, cast.neighbour):
        result = make_result(cast, unit)
        Case.objects.create(school=unit, result=result, school_year="2020/21")
    assert [one.school.title for one in SchoolResult.objects.select_related("school")] == ORDER
    assert [one.school.title for one in Case.objects.select_related("school")] == ORDER
