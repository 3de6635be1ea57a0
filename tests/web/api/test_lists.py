"""Lists: parts of them, their order, their cost, their filters; nothing of a foreign part of the territory."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from programs import refusal

from objektiv.web.access.models import AccessToken
from objektiv.web.assessments.domain.procedures import add_procedure
from objektiv.web.assessments.models import Import, Run
from objektiv.web.audit.models import Record
from objektiv.web.territory.domain import add_unit
from objektiv.web.territory.models import ClassGroup

pytestmark = pytest.mark.django_db


def add_schools(cast, numbers: range) -> None:
    for number in numbers:
        add_unit(
            level="school",
            code=f"98{number:04d}",
            title=f"Школа № {number}",
            parent=cast.municipality,
            by=None,
        )


def test_parts_of_a_list_make_the_whole_once(cast, program) -> None:
    add_schools(cast, range(10, 17))
    mine = program(cast.coordinator)
    whole = [one["code"] for one in mine.read("/schools")["items"]]
    assert len(whole) == len(set(whole)) == 9
    parts = [mine.read("/schools", limit=2, offset=offset) for offset in range(0, 10, 2)]
    assert [one["code"] for part in parts for one in part["items"]] == whole
    assert {(part["count"], part["limit"]) for part in parts} == {(9, 2)}
    assert mine.read("/schools", offset=100)["items"] == []


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"limit": 0}, "query.limit"), ({"limit": 201}, "query.limit"), ({"offset": -1}, "query.offset"),
        ({"limit": "много"}, "query.limit"), ({"state": "burnt"}, "query.state"),
        ({"municipality": 2**40}, "query.municipality"),
    ],
)  # fmt: skip
def test_what_a_list_does_not_take(cast, program, asked, place) -> None:
    assert refusal(program(cast.coordinator).get("/schools", **asked)) == (422, "invalid", place)


def test_lists_hold_ones_own_part_of_the_territory_alone(cast, program) -> None:
    deputy, coordinator, region = (
        program(one) for one in (cast.deputy, cast.coordinator, cast.region_coordinator)
    )
    codes = {
        name: [one["code"] for one in mine.read("/schools")["items"]]
        for name, mine in (("school", deputy), ("municipality", coordinator), ("region", region))
    }
    assert codes == {
        "school": ["990001"],
        "municipality": ["990001", "990002"],
        "region": ["990001", "990002", "990003"],
    }
    assert [one["code"] for one in coordinator.read("/municipalities")["items"]] == ["970001"]
    assert refusal(deputy.get("/schools/990002")) == (404, "not_found", "")


def test_schools_are_narrowed_as_on_the_page(cast, program) -> None:
    mine = program(cast.region_coordinator)
    found = mine.read("/schools", municipality=cast.other_municipality.pk)
    assert [one["title"] for one in found["items"]] == ["Школа № 3"]
    assert [one["code"] for one in mine.read("/schools", q="№ 2")["items"]] == ["990002"]
    assert mine.read("/schools", state="closed")["count"] == 0


def test_a_school_and_its_classes(cast, program) -> None:
    for grade, letter in ((4, "А"), (5, "Б")):
        ClassGroup.objects.create(unit=cast.school, school_year="2025/26", grade=grade, letter=letter)
    mine = program(cast.deputy)
    school = mine.read("/schools/990001")
    assert (school["id"], school["municipality"]) == (cast.school.pk, "Северный район")
    groups = mine.read("/schools/990001/class-groups", school_year="2025/26")["items"]
    assert [(one["grade"], one["letter"]) for one in groups] == [(4, "А"), (5, "Б")]
    assert mine.read("/schools/990001/class-groups", school_year="2024/25")["count"] == 0


def test_procedures_of_the_region_are_everybodys(cast, program) -> None:
    made = add_procedure(unit=cast.region, by=None, kind="vpr", school_year="2024/25", grade=4, subject="ma")
    add_procedure(unit=cast.other_school, by=None, kind="vpr", school_year="2024/25", grade=4, subject="ru")
    mine = program(cast.deputy)
    assert [one["id"] for one in mine.read("/procedures", school_year="2024/25", kind="vpr")["items"]] == [
        made.pk
    ]
    assert mine.read(f"/procedures/{made.pk}")["assessment"] == "vpr-2025-ma4"
    assert mine.read("/procedures", state="closed")["count"] == 0


def test_the_journal_goes_on_after_what_one_has(cast, program) -> None:
    mine = program(cast.coordinator)
    first = mine.read("/journal", limit=3)
    numbers = [one["number"] for one in first["items"]]
    assert numbers == sorted(numbers)
    after = mine.read("/journal", after=numbers[-1], limit=1)["items"][0]
    assert after["number"] > numbers[-1]
    assert {one["unit_path"][:10] for one in first["items"]} == {cast.municipality.path[:10]}
    assert mine.read("/journal", what="role.given", limit=1)["items"][0]["verb_title"] == "Роль назначена"
    assert refusal(mine.get("/journal", what="role.eaten")) == (422, "refused", "query.what")
    assert refusal(mine.get("/journal", since="вчера")) == (422, "invalid", "query.since")


def test_who_has_not_submitted(cast, program) -> None:
    add_procedure(unit=cast.region, by=None, kind="vpr", school_year="2024/25", grade=4, subject="ma")
    mine = program(cast.coordinator)
    said = mine.read("/completeness", year="2024/25")
    assert [one["assessment"] for one in said["procedures"]] == ["vpr-2025-ma4"]
    assert [(one["code"], len(one["cells"])) for one in said["items"]] == [("990001", 1), ("990002", 1)]
    assert refusal(mine.get("/completeness", year="2001/02")) == (422, "refused", "query.year")
    assert refusal(mine.get("/completeness", municipality="970002")) == (422, "refused", "query.municipality")


def add_rows(cast, number: int) -> None:
    """One more of everything."""
    add_schools(cast, range(number, number + 1))
    add_unit(
        level="municipality", code=f"97{number:04d}", title=f"Район {number}", parent=cast.region, by=None
    )
    add_procedure(
        unit=cast.region, by=None, kind="vpr", school_year=f"20{number}/{number + 1}", grade=4, subject="ma"
    )
    Import.objects.create(unit=cast.municipality, by=cast.coordinator, state="recognised")
    Run.objects.create(
        unit=cast.municipality, school_year="2024/25", kind="final", lake_generation=1, by=cast.analyst
    )
    ClassGroup.objects.create(unit=cast.school, school_year="2025/26", grade=5, letter=f"{number}")


@pytest.mark.parametrize(
    "address",
    ["/municipalities", "/schools", "/schools/990001/class-groups", "/procedures", "/imports", "/runs", "/journal",
     "/completeness"],
)  # fmt: skip
def test_one_row_and_three_cost_the_same(cast, program, address) -> None:
    mine = program(cast.region_coordinator)
    counts, rows = [], []
    for numbers in ((20,), (21, 22)):
        for number in numbers:
            add_rows(cast, number)
        AccessToken.objects.update(last_used_at=mine.token.created_at)
        mine.get("/me")
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            rows.append(mine.read(address)["count"])
        counts.append(len(seen))
    assert rows[1] >= rows[0] + 2
    assert counts[0] == counts[1]


def test_reading_writes_nothing_into_the_journal(cast, program) -> None:
    mine = program(cast.coordinator)
    before = Record.objects.count()
    for address in ("/me", "/schools", "/imports", "/journal"):
        mine.read(address)
    assert Record.objects.count() == before
