"""Formulas: a text of people that begins like one stays a text in every workbook and table that goes out."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest
from django.db import transaction
from matrix import Address
from poison import poison
from stage import Stage
from walking import TABLE, answers, cells_of, is_workbook

pytestmark = pytest.mark.django_db
PEOPLE = ("regional_coordinator", "deputy_head")
WAYS = (("", {}), ("?format=xlsx", {}))
SIGN = '=HYPERLINK("http://evil.example";"x")'
BEGINS = ("=", "+", "@", "\t", "\r")
NUMBER = re.compile(r"-?[\d.,\s]*\Z")


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """In place of pytest-django's own: it closes the connection after every test, and the stage with it."""


def risky(cell: str) -> bool:
    """A spreadsheet would count it; a negative number is one."""
    return cell.startswith(BEGINS) or (cell.startswith("-") and not NUMBER.match(cell))


def formulas_in(body: bytes) -> list[str]:
    """Cells of a workbook that hold a formula."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        sheets = [book.read(one).decode() for one in book.namelist() if one.startswith("xl/worksheets/sheet")]
    return [found for sheet in sheets for found in re.findall(r"<f[ >].{0,80}", sheet)]


def test_no_export_holds_a_formula(stage: Stage) -> None:
    books = 0
    with transaction.atomic():
        poison(SIGN)
        for page in TABLE:
            books += sum(check(stage, name, page) for name in PEOPLE)
        transaction.set_rollback(True)
    assert books > 12  # lists, journal, results, protocol of an import and so on


def check(stage: Stage, name: str, page: Address) -> int:
    """How many tables the page gives to this person; none may hold a formula."""
    count = 0
    for way, answer, body in answers(stage, name, page, WAYS):
        if is_workbook(answer, body):
            assert formulas_in(body) == [], way
            assert [one for one in cells_of(body) if risky(one)] == [], way
            count += 1
        elif answer["Content-Type"].startswith("text/csv"):
            rows = csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";")
            assert [cell for row in rows for cell in row if risky(cell)] == [], way
            count += 1
    return count


@pytest.mark.parametrize(
    ("cell", "is_risky"),
    [
        ("=1", True),
        ("+7", True),
        ("@x", True),
        ("-2+3", True),
        ("-2,5", False),
        ("—", False),
        ("-", False),
        ("А", False),
    ],
)
def test_the_check_tells_formulas_from_numbers(cell: str, is_risky: bool) -> None:
    assert risky(cell) == is_risky
