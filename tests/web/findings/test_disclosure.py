"""Who is shown what: the rule, and that no page, export, picture or search forgets it."""

from __future__ import annotations

import io

import pytest
from district import District
from django.urls import reverse
from python_calamine import CalamineWorkbook

from objektiv.web.access.domain import assign
from objektiv.web.findings import rules
from objektiv.web.findings.enums import Disclosure
from objektiv.web.findings.models import SchoolResult
from objektiv.web.findings.urls import urlpatterns

pytestmark = pytest.mark.django_db

FULL, PRELIMINARY, HIDDEN = Disclosure.FULL, Disclosure.PRELIMINARY, Disclosure.HIDDEN
WITHHELD = Disclosure.WITHHELD
FILTERS = ("?only=on", "?column=school_mean:lower", "?assessment=vpr-2021-ma4")
# Role → what it is shown of a school of its part of the territory with signs, and of one without.
SHOWN = {
    "regional_coordinator": (PRELIMINARY, FULL),
    "regional_analyst": (PRELIMINARY, FULL),
    "municipal_coordinator": (PRELIMINARY, FULL),
    "municipal_head": (HIDDEN, FULL),
    "municipal_methodist": (HIDDEN, FULL),
    "municipal_specialist": (HIDDEN, FULL),
}


@pytest.fixture
def heard():
    """Schools whose replies have come; set their results."""
    keys: set[int] = set()
    rules.add_heard("test", lambda asked: keys & set(asked))
    yield keys
    rules._heard.pop("test")


@pytest.mark.parametrize("role", sorted(SHOWN))
def test_each_role_is_shown_what_the_rule_says(district: District, role: str):
    user = district.cast.roles[role]
    shown = tuple(rules.disclosure(user, one) for one in (district.signed, district.plain))
    assert shown == SHOWN[role]


@pytest.mark.parametrize(
    "role", ["council", "administrator", "expert", "observer", "school_head", "deputy_head", "subject_head"]
)
def test_others_are_shown_nothing(district: District, role: str):
    user = district.cast.roles[role]
    assert {rules.disclosure(user, one) for one in (district.signed, district.plain)} == {HIDDEN}


@pytest.mark.parametrize("role", ["school_head", "deputy_head", "subject_head"])
def test_the_school_itself_sees_its_own(district: District, role: str):
    user = district.cast.stranger
    assign(user, role=role, unit=district.signed.school, by=None)
    assert rules.disclosure(user, district.signed) == PRELIMINARY
    assert rules.disclosure(user, district.plain) == HIDDEN


def test_the_school_itself_sees_its_own_though_another_role_holds_above(district: District):
    user = district.cast.roles["municipal_methodist"]
    assign(user, role="deputy_head", unit=district.signed.school, by=None)
    assert rules.disclosure(user, district.signed) == PRELIMINARY


def test_a_heard_school_is_shown_in_full(district: District, heard: set[int]):
    heard.add(district.signed.pk)
    for role in SHOWN:
        assert rules.disclosure(district.cast.roles[role], district.signed) == FULL
    assert rules.disclosure(district.cast.roles["council"], district.signed) == HIDDEN
    assert rules.disclosure(district.cast.other_coordinator, district.signed) == HIDDEN


def test_replies_are_asked_for_once_a_page_and_only_where_there_are_signs(district: District):
    asked: list[set[int]] = []
    rules.add_heard("test", lambda keys: asked.append(set(keys)) or ())
    try:
        results = list(district.taken.schools.select_related("school"))
        rules.disclosures(district.cast.analyst, results)
    finally:
        rules._heard.pop("test")
    assert asked == [{one.pk for one in results if one.has_signs}]


@pytest.fixture
def single(district: District) -> SchoolResult:
    """A school of ours with one sign and no priority, of which no case is made."""
    plain = district.plain
    plain.indicators.filter(pk=plain.indicators.all()[0].pk).update(is_finding=True)
    SchoolResult.objects.filter(pk=plain.pk).update(zone="none", has_signs=True, findings=1)
    return SchoolResult.objects.select_related("school", "result_set__run").get(pk=plain.pk)


@pytest.fixture
def opened():
    """Results that somebody looks into; set their keys."""
    keys: set[int] = set()
    rules.add_opened("test", lambda asked: keys & set(asked))
    yield keys
    rules._opened.pop("test")


def test_a_sign_without_a_priority_is_for_those_who_work_on_it_alone(
    district: District, single: SchoolResult, heard: set[int], opened: set[int]
):
    def seen() -> dict[str, Disclosure]:
        return {role: rules.disclosure(district.cast.roles[role], single) for role in (*SHOWN, "council")}

    others = ("municipal_head", "municipal_methodist", "municipal_specialist")
    workers = ("regional_coordinator", "regional_analyst", "municipal_coordinator")
    nobody = {"council": HIDDEN}
    preliminary = dict.fromkeys(workers, PRELIMINARY)
    assert seen() == preliminary | dict.fromkeys(others, WITHHELD) | nobody
    opened.add(single.pk)
    assert seen() == preliminary | dict.fromkeys(others, HIDDEN) | nobody
    heard.add(single.pk)
    assert seen() == dict.fromkeys((*workers, *others), FULL) | nobody


def test_where_nothing_is_looked_into_no_page_says_that_it_is(district: District, single: SchoolResult, as_):
    client, code = as_(district.cast.roles["municipal_methodist"]), single.school.code
    args = [district.taken.pk, code]
    listed = texts(client.get(reverse("findings")))
    row = lines_of(listed, single.school)
    assert row.count("признаков для приоритета нет") == 1
    assert "идёт анализ" not in row
    assert "title=" not in row
    assert "пояснений у школы не спрашивают" in listed
    assert "признаков для приоритета нет" in lines_of(
        texts(client.get(reverse("findings_official"))), single.school
    )
    page = texts(client.get(reverse("findings_school", args=args)))
    main = page[page.index("<main") : page.index("</main>")]
    assert "Признаков для приоритета нет" in main
    assert "нализ" not in main
    assert client.get(reverse("findings_school_export", args=args)).status_code == 404
    assert (
        client.get(reverse("findings_picture", args=[*args, "vpr-2021-ma4", "boundary"])).status_code == 404
    )
    assert code not in texts(client.get(reverse("findings"), {"only": "on"}))
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(reverse("findings_export")).content))
    (written,) = [one for one in book.get_sheet_by_index(0).to_python() if code in one]
    assert {str(cell).lstrip("▲◆●○ ") for cell in written[4:]} == {
        "признаков для приоритета нет",
        "не показано",
    }


def addresses(district: District, school) -> list[str]:
    """Every page of findings, those of a school for this school."""
    values = {
        "pk": district.taken.pk,
        "code": school.code,
        "assessment": "vpr-2021-ma4",
        "family": "boundary",
    }
    found = []
    for one in urlpatterns:
        wanted = {name: values[name] for name in one.pattern.converters}
        if one.name == "indicator":
            wanted = {"code": "school_mean"}
        found.append(reverse(one.name, kwargs=wanted))
    return found


def texts(response) -> str:
    """What a person reads: the page, or all cells of the workbook."""
    if response.headers.get("Content-Type", "").startswith("application/vnd"):
        book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
        return "\n".join(
            str(cell)
            for name in book.sheet_names
            for row in book.get_sheet_by_name(name).to_python()
            for cell in row
        )
    return response.content.decode()


def lines_of(text: str, school) -> str:
    """The table row or sheet row of a school, empty where it is not listed."""
    rows = [part for part in text.split("<tr>") if f"<td>{school.code}</td>" in part]
    return "".join(rows)


@pytest.mark.parametrize("role", ["municipal_head", "municipal_methodist", "municipal_specialist"])
def test_no_page_tells_a_hidden_school(district: District, as_, role: str):
    """Every address of the app is opened as somebody from whom every school with signs is hidden."""
    client = as_(district.cast.roles[role])
    hidden = [one for one in district.taken.schools.select_related("school") if one.has_signs]
    secrets = {one.conclusion for one in hidden} - {
        one.conclusion for one in district.taken.schools.all() if not one.has_signs
    }
    assert secrets
    found = {address for result in hidden for address in addresses(district, result.school)}
    lists = {address + filters for address in found if "/schools/" not in address for filters in FILTERS}
    for address in sorted(found | lists):
        text = texts(client.get(address))
        assert not [said for said in secrets if said in text], address
        assert "sign-high" not in "".join(lines_of(text, one.school) for one in hidden), address


def test_a_hidden_school_says_only_that_it_is_looked_into(district: District, as_):
    client = as_(district.cast.roles["municipal_methodist"])
    row = lines_of(texts(client.get(reverse("findings"))), district.signed.school)
    assert row.count("идёт анализ") == 1
    assert "title=" not in row
    page = client.get(reverse("findings_school", args=[district.taken.pk, district.signed.school.code]))
    assert "Идёт анализ" in texts(page)
    for name in ("findings_school_export",):
        args = [district.taken.pk, district.signed.school.code]
        assert client.get(reverse(name, args=args)).status_code == 404
    picture = [*args, "vpr-2021-ma4", "boundary"]
    assert client.get(reverse("findings_picture", args=picture)).status_code == 404


def test_the_workbook_says_in_analysis_too(district: District, as_):
    client = as_(district.cast.roles["municipal_methodist"])
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(reverse("findings_export")).content))
    rows = book.get_sheet_by_index(0).to_python()
    (row,) = [row for row in rows if district.signed.school.code in row]
    assert {str(cell).removeprefix("○ ") for cell in row[4:]} == {"идёт анализ"}


def test_the_filter_of_signs_tells_nothing_of_hidden_schools(district: District, as_):
    client = as_(district.cast.roles["municipal_methodist"])
    for name in ("findings", "findings_official"):
        text = texts(client.get(reverse(name), {"only": "on"}))
        assert "идёт анализ" not in text
        assert district.signed.school.code not in text


def test_working_users_read_that_it_is_preliminary(district: District, as_):
    client = as_(district.cast.coordinator)
    code = district.signed.school.code
    for address in (reverse("findings"), reverse("findings_school", args=[district.taken.pk, code])):
        assert "Предварительно, до пояснений ОО" in texts(client.get(address))
    for address in (
        reverse("findings_export"),
        reverse("findings_school_export", args=[district.taken.pk, code]),
    ):
        assert "Предварительно, до пояснений ОО." in texts(client.get(address))
    plain = reverse("findings_school", args=[district.taken.pk, district.plain.school.code])
    assert "Предварительно" not in texts(client.get(plain))


@pytest.mark.parametrize("role", ["council", "expert", "observer", "subject_teacher"])
def test_people_without_the_right_do_not_open_pages_of_schools(district: District, as_, role: str):
    client = as_(district.cast.roles[role])
    for address in addresses(district, district.plain.school):
        if "/findings/" in address:
            assert client.get(address).status_code == 403, address


def test_foreign_schools_are_not_found(district: District, as_):
    client = as_(district.cast.other_coordinator)
    for address in addresses(district, district.signed.school):
        if "/schools/" in address or "/group/" in address:
            assert client.get(address).status_code == 404, address
    for address in (reverse("findings"), reverse("findings_official"), reverse("findings_export")):
        text = texts(client.get(address))
        assert not [one.code for one in district.ours if one.code in text], address
        assert [one.code for one in district.others if one.code in text], address


def test_somebody_not_signed_in_is_sent_to_the_sign_in(district: District, client):
    for address in addresses(district, district.plain.school):
        assert client.get(address).status_code == 302


def test_the_council_sees_numbers_of_whole_municipalities_only(district: District, as_):
    user = district.cast.stranger
    assign(user, role="council", unit=district.signed.school, by=None)
    text = texts(as_(user).get(reverse("overview")))
    assert "Сводка ведётся по целым муниципалитетам" in text
    assert "<table" not in text


def test_search_finds_only_schools_that_are_visible(district: District, as_):
    code = district.signed.school.code
    address = reverse("findings_school", args=[district.taken.pk, code])
    assert address in texts(as_(district.cast.coordinator).get(reverse("search"), {"q": code}))
    assert address not in texts(as_(district.cast.other_coordinator).get(reverse("search"), {"q": code}))
