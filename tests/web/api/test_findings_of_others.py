"""Findings by the interface obey the rule of the pages: what is hidden from a person is nowhere in the answer."""

from __future__ import annotations

import pytest
from programs import refusal

pytestmark = pytest.mark.django_db


def line_of(said: dict, code: str) -> dict:
    (found,) = (one for one in said["items"] if one["code"] == code)
    return found


def test_a_table_is_that_of_the_page(cast, district, program, as_) -> None:
    mine = program(cast.analyst)
    said = mine.read("/findings")
    page = as_(cast.analyst).get("/findings/").context["matrix"]
    assert [one["key"] for one in said["columns"]] == [one.key for one in page.columns]
    assert [one["code"] for one in said["items"]] == [row.school.code for row in page.rows]
    assert [[cell["verdict"] for cell in one["cells"]] for one in said["items"]] == [
        [cell.verdict.value for cell in row.cells] for row in page.rows
    ]
    assert said["notes"][0] == "Признак не является доказательством нарушения."
    assert said["result_set"]["is_training"] is True


def test_the_official_method_has_a_table_of_its_own(cast, district, program, as_) -> None:
    said = program(cast.analyst).read("/findings/official")
    page = as_(cast.analyst).get("/findings/official/").context["matrix"]
    assert [one["key"] for one in said["columns"]] == [one.key for one in page.columns]
    assert said["count"] == len(page.rows)


def test_who_works_on_it_sees_it_as_preliminary(cast, district, program) -> None:
    signed = district.signed
    line = line_of(program(cast.coordinator).read("/findings"), signed.school.code)
    assert (line["disclosure"], line["zone"]) == ("preliminary", signed.zone)
    assert line["conclusion"]


def test_others_read_only_that_it_is_looked_into(cast, district, program) -> None:
    signed, mine = district.signed, program(cast.roles["municipal_methodist"])
    said = mine.read("/findings")
    line = line_of(said, signed.school.code)
    assert (line["disclosure"], line["zone"], line["conclusion"]) == ("hidden", "", "")
    assert {cell["verdict"] for cell in line["cells"]} == {"hidden"}
    assert line_of(said, district.plain.school.code)["disclosure"] == "full"
    assert signed.school.code not in [one["code"] for one in mine.read("/findings", only=True)["items"]]
    card = mine.read(f"/findings/{signed.result_set_id}/schools/{signed.school.code}")
    assert (card["figures"], card["official"], card["explanations"]) == ([], [], [])
    assert card["school"]["conclusion"] == ""


def test_a_card_has_numbers_as_numbers(cast, district, program) -> None:
    signed = district.signed
    card = program(cast.coordinator).read(f"/findings/{signed.result_set_id}/schools/{signed.school.code}")
    assert len(card["figures"]) == signed.indicators.count()
    shown = next(one for one in card["figures"] if one["is_finding"])
    assert isinstance(shown["effect"], float)
    assert shown["lower"] <= shown["effect"] <= shown["upper"]
    assert len(card["official"]) == signed.official_signs.count()


def test_a_group_tells_why_with_these(cast, district, program) -> None:
    signed = district.signed
    said = program(cast.coordinator).read(
        f"/findings/{signed.result_set_id}/schools/{signed.school.code}/group"
    )
    assert said["rule"].startswith("Школу сравнивают")
    assert len(said["lines"]) == signed.indicators.values("assessment").distinct().count()


def test_a_foreign_school_is_not_there(cast, district, program) -> None:
    mine = program(cast.coordinator)
    codes = {one["code"] for one in mine.read("/findings")["items"]}
    assert codes == {one.code for one in district.ours}
    foreign = district.others[0].code
    for address in (
        f"/findings/{district.taken.pk}/schools/{foreign}",
        f"/findings/{district.taken.pk}/schools/{foreign}/group",
    ):
        assert refusal(mine.get(address)) == (404, "not_found", "")


@pytest.mark.parametrize(
    "asked",
    [{"set": 999}, {"assessment": "vpr-1900-ma4"}, {"column": "rating:higher"}, {"municipality": "98/"}],
)
def test_a_filter_that_does_not_fit_is_refused(cast, district, program, asked) -> None:
    (name,) = asked
    assert refusal(program(cast.coordinator).get("/findings", **asked)) == (422, "refused", name)


def test_sets_are_listed(cast, district, program) -> None:
    (one,) = program(cast.coordinator).read("/result-sets")["items"]
    assert (one["id"], one["school_year"], one["kind"]) == (district.taken.pk, "2020/21", "final")


def test_passports_are_for_everybody_with_the_scope(cast, program) -> None:
    mine = program(cast.stranger)
    listed = mine.read("/indicators")["items"]
    assert [one["title"] for one in listed] == sorted(one["title"] for one in listed)
    assert mine.read(f"/indicators/{listed[0]['code']}") == listed[0]
    assert refusal(mine.get("/indicators/rating")) == (404, "not_found", "")
