"""Pages of findings: what they say, filters, exports, the number of queries."""

from __future__ import annotations

import io
import re

import pytest
from district import District, make_run
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from objektiv.analysis import catalogue
from objektiv.web.access.domain import assign
from objektiv.web.findings.domain import take_in
from objektiv.web.findings.links import (
    SchoolLink,
    Standing,
    _makers,
    _standings,
    add_school_link,
    add_standing,
)
from objektiv.web.findings.models import IndicatorResult, SchoolResult
from objektiv.web.findings.small_numbers import HIDDEN, NO_TOTAL, SMALL_NOTE

pytestmark = pytest.mark.django_db

CAUTION = "Признак не является доказательством нарушения"
PAGES = ("findings", "findings_official", "overview", "indicators")
EXPORTS = ("findings_export", "findings_official_export", "overview_export")


def read(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def sheets(response) -> dict[str, list[list[str]]]:
    assert response.status_code == 200
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    return {
        name: [[str(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def rows_of(text: str) -> dict[str, list[str]]:
    """Code of a school → texts of its cells in the table of a page."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL):
        cells = [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)
        ]
        if len(cells) > 1 and re.fullmatch(r"\d{6}", cells[1]):
            found[cells[1]] = cells
    return found


@pytest.fixture
def coordinator(as_, district: District):
    return as_(district.cast.coordinator)


@pytest.fixture
def analyst(as_, district: District, settings):
    """The analyst of the region, for whom the second factor is not asked here."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.endswith("second_factor")]
    return as_(district.cast.analyst)


def test_matrix_says_of_each_indicator_what_the_analysis_said(district: District, coordinator):
    shown = rows_of(read(coordinator.get(reverse("findings"))))
    assert set(shown) == {one.code for one in district.ours}
    titles = sorted(one.passport.title for one in catalogue.indicators().values())
    codes = {one.passport.title: one.passport.code for one in catalogue.indicators().values()}
    for result in district.taken.schools.filter(school__in=district.ours).select_related("school"):
        cells = shown[result.school.code][4:]  # school, code, works, zone: one municipality has no column
        for title, cell in zip(titles, cells, strict=True):
            rows = result.indicators.filter(indicator=codes[title], direction="higher")
            if rows.filter(is_finding=True).exists():
                assert cell.startswith("признак")
            elif rows.filter(applicable=True).exists():
                assert cell == "нет"
            else:
                assert re.fullmatch(r"нельзя судить \d", cell)


def test_matrix_tells_why_it_cannot_judge_in_a_title_and_in_the_legend(coordinator):
    text = read(coordinator.get(reverse("findings")))
    assert 'title="нельзя судить: мало контрольной выборки' in text
    assert re.search(r'class="reason">\d — мало контрольной выборки', text)


def test_matrix_has_zones_as_words_with_signs(district: District, coordinator):
    text = read(coordinator.get(reverse("findings")))
    assert '<span class="sign sign-high">высокий</span>' in text
    assert '<span class="sign sign-none">приоритета нет</span>' in text


@pytest.mark.parametrize("page", PAGES)
def test_pages_say_that_a_sign_is_no_proof(coordinator, page: str):
    assert CAUTION in read(coordinator.get(reverse(page)))


@pytest.mark.parametrize("page", ["findings", "overview"])
def test_pages_say_how_many_signals_are_confirmed(coordinator, page: str):
    assert "з 10 школ с приоритетом «высокий» подтверждается около 9" in read(coordinator.get(reverse(page)))


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_say_that_a_sign_is_no_proof(coordinator, name: str):
    assert all(
        any(CAUTION in cell for row in rows for cell in row)
        for rows in sheets(coordinator.get(reverse(name))).values()
    )


def test_schools_stand_in_the_order_of_the_alphabet(district: District, coordinator):
    shown = [cells[0] for cells in rows_of(read(coordinator.get(reverse("findings")))).values()]
    assert shown == sorted(one.title for one in district.ours)


FILTERS = (
    "", "?assessment=vpr-2021-ma4", "?grade=5", "?subject=ru", "?grade=4&subject=ma",
    "?column=boundary_bunching:higher",
    "?column=school_mean:lower", "?q=школа № 2", "?q=9717", "?only=on", "?only=on&assessment=vpr-2021-ru5",
    "?grade=77&set=no&subject=x",
)  # fmt: skip


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize(
    ("page", "export"), [("findings", "findings_export"), ("findings_official", "findings_official_export")]
)
def test_the_workbook_equals_the_screen(coordinator, page: str, export: str, filters: str):
    shown = rows_of(read(coordinator.get(reverse(page) + filters)))
    (rows, *_) = sheets(coordinator.get(reverse(export) + filters)).values()
    written = {row[1]: row for row in rows if len(row) > 1 and re.fullmatch(r"\d{6}", row[1])}
    assert set(written) == set(shown)
    word = re.compile(r"^[▲◆●○ ]*([а-яё ]+[а-яё])")
    for code, cells in shown.items():
        assert [word.match(cell)[1] for cell in written[code][4:]] == [
            word.match(cell)[1] for cell in cells[3:]
        ]


def test_filters_leave_what_they_say(district: District, coordinator):
    def cells_of(filters: str) -> dict[str, list[str]]:
        return rows_of(read(coordinator.get(reverse("findings") + filters)))

    chosen = cells_of("?assessment=vpr-2021-ma4&column=boundary_bunching:higher")
    for code, cells in chosen.items():
        row = IndicatorResult.objects.filter(
            result__school__code=code, assessment__code="vpr-2021-ma4", indicator="boundary_bunching"
        ).first()
        said = (
            "нет работ"
            if row is None
            else "признак"
            if row.is_finding
            else "нет"
            if row.applicable
            else "нельзя судить"
        )
        assert cells[4].startswith(said)
    marked = set(cells_of("?only=on"))
    assert marked == set(
        district.taken.schools.filter(findings__gt=0, school__in=district.ours).values_list(
            "school__code", flat=True
        )
    )


def test_filter_of_municipality_is_for_those_who_see_several(district: District, analyst):
    path = district.cast.other_municipality.path
    shown = rows_of(read(analyst.get(reverse("findings"), {"municipality": path})))
    assert set(shown) == {one.code for one in district.others}


def test_a_filter_that_leaves_nothing_names_the_next_step(coordinator):
    assert "Показать все школы" in read(coordinator.get(reverse("findings") + "?q=нетакой"))


def test_without_a_run_the_page_names_the_next_step(cast, as_):
    assert "Действующего расчёта ещё нет" in read(as_(cast.coordinator).get(reverse("findings")))
    assert "Действующего расчёта ещё нет" in read(as_(cast.coordinator).get(reverse("overview")))


def test_only_acting_runs_are_listed_and_the_final_pass_comes_first(
    district: District, coordinator, analysed
):
    operative = take_in(make_run(district.cast, analysed[1], kind="operative", is_active=True), by=None)
    gone = take_in(make_run(district.cast, analysed[1], kind="operative"), by=None)
    text = read(coordinator.get(reverse("findings")))
    options = re.findall(r'<option value="(\d+)"', text.split('name="set"')[1].split("</select>")[0])
    assert options == [str(district.taken.pk), str(operative.pk)]
    assert str(gone.pk) not in options


def test_long_lists_come_in_pages(district: District, coordinator, monkeypatch):
    monkeypatch.setattr("objektiv.web.findings.views.results.PAGE", 3)
    first, last = (rows_of(read(coordinator.get(reverse("findings"), {"page": page}))) for page in (1, 3))
    assert (len(first), len(last)) == (3, 2)


@pytest.mark.parametrize("page", ["findings", "findings_official", "overview", "findings_export"])
def test_the_number_of_queries_does_not_grow_with_the_schools(district: District, coordinator, page: str):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            coordinator.get(reverse(page))
        return len(captured)

    queries()  # sessions and caches are warm
    many = queries()
    keep = district.taken.schools.filter(school__in=district.ours).values_list("pk", flat=True)[:1]
    SchoolResult.objects.exclude(pk__in=list(keep)).delete()
    assert queries() == many


def test_official_index_equals_that_of_the_analysis(district: District, analyst):
    (year,) = district.result.years
    region = next(row for row in year.official_index.rows() if row["level"] == "region")
    index = sheets(analyst.get(reverse("findings_official_export")))["Индекс"]
    total = next(row for row in index if row[0] == "Всего")
    assert [float(cell) for cell in total[1:]] == pytest.approx(
        [region["applicable"], region["flagged"], region["index"]]
    )


@pytest.mark.parametrize("name", ["indicators", "findings_official"])
def test_rules_of_the_official_method_are_whole_sentences(coordinator, name):
    text = read(coordinator.get(reverse(name)))
    assert (
        "результат тех же детей вырос от прошлой работы к этой намного сильнее, чем в других школах" in text
    )
    assert "{" not in text.split("<main")[1].split("</main>")[0]


def test_official_page_holds_nothing_of_the_calibrated_method(coordinator):
    official, calibrated = (
        read(coordinator.get(reverse(name))) for name in ("findings_official", "findings")
    )
    table = official.split("<table")[1].split("</table>")[0]
    assert "завышенный средний балл" in table.lower()
    assert "высокий" not in table
    assert not [one.passport.title for one in catalogue.indicators().values() if one.passport.title in table]
    assert "завышенный средний балл" not in calibrated.lower()


def test_school_page_begins_with_the_conclusion(district: District, coordinator):
    result = district.signed
    text = read(coordinator.get(reverse("findings_school", args=[district.taken.pk, result.school.code])))
    assert text.index(result.conclusion) < text.index("<table")
    assert CAUTION in text
    assert "Как посчитано" in text
    for one in result.explanations.all():
        assert one.sentence in text.replace("&quot;", '"')


def test_school_page_has_every_number_of_the_analysis(district: District, coordinator):
    result = district.signed
    text = read(coordinator.get(reverse("findings_school", args=[district.taken.pk, result.school.code])))
    lines = re.findall(
        r'<th scope="row">.*?</tr>', text.split("Калиброванная методика</h2>")[1].split("<h2>")[0], re.DOTALL
    )
    assert len(lines) == result.indicators.count() + result.findings


def test_school_page_keeps_the_methods_apart(district: District, coordinator):
    code = district.signed.school.code
    text = read(coordinator.get(reverse("findings_school", args=[district.taken.pk, code])))
    calibrated, official = text.split("<h2>Официальная методика</h2>")
    assert "завышенный средний балл" in official.lower()
    assert "завышенный средний балл" not in calibrated.lower()
    books = sheets(coordinator.get(reverse("findings_school_export", args=[district.taken.pk, code])))
    assert list(books) == ["Калиброванная", "Официальная"]


def test_school_page_takes_buttons_of_apps_above(district: District, coordinator):
    add_school_link("test", lambda user, result: SchoolLink(f"Карточка {result.pk}", "/somewhere/"))
    try:
        text = read(
            coordinator.get(reverse("findings_school", args=[district.taken.pk, district.plain.school.code]))
        )
    finally:
        _makers.pop("test")
    assert f'href="/somewhere/">Карточка {district.plain.pk}<' in text


def test_steps_are_for_those_who_ask_the_school(district: District, coordinator, as_):
    address = reverse("findings_school", args=[district.taken.pk, district.signed.school.code])
    assert "Что делать дальше" in read(coordinator.get(address))


def test_once_people_have_come_further_the_page_begins_with_that(district: District, coordinator):
    address = reverse("findings_school", args=[district.taken.pk, district.signed.school.code])
    assert "Запросите у школы пояснения" in read(coordinator.get(address))
    told = Standing("Карточка № 5: закрыто", "/cases/5/", "Решение: нет.")
    add_standing("test", lambda user, results: {one.pk: told for one in results})
    add_school_link("test", lambda user, result: SchoolLink("Карточка № 5: закрыто", "/cases/5/"))
    try:
        text = read(coordinator.get(address))
    finally:
        _standings.pop("test")
        _makers.pop("test")
    main = text[text.index("<main") :]
    assert main.index('href="/cases/5/">Карточка № 5: закрыто<') < main.index(district.signed.conclusion)
    assert "Решение: нет." in main
    assert main.count('href="/cases/5/"') == 1
    assert "Что делать дальше" not in main
    assert "Запросите у школы пояснения" not in main


def test_only_the_first_procedure_with_a_sign_is_unfolded(district: District, coordinator):
    pages = {
        one.school.code: read(
            coordinator.get(reverse("findings_school", args=[district.taken.pk, one.school.code]))
        )
        for one in district.taken.schools.filter(school__in=district.ours).select_related("school")
    }
    opened = {code: page.count('<details class="procedure" open>') for code, page in pages.items()}
    with_signs = {code: int("есть признак</span>" in page) for code, page in pages.items()}
    assert opened == with_signs
    assert any(
        "есть признак</span>" in page.split("есть признак</span>", 1)[1]
        for page in pages.values()
        if "есть признак</span>" in page
    )


def test_the_priority_is_never_called_a_zone(district: District, coordinator):
    """The register has a «зона риска» of its own: one word for two things misleads."""
    addresses = [
        *(reverse(page) for page in PAGES),
        reverse("findings_school", args=[district.taken.pk, district.signed.school.code]),
        *(reverse("indicator", args=[code]) for code in catalogue.indicators()),
    ]
    for address in addresses:
        page = read(coordinator.get(address))
        main = re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")])
        assert re.findall(r"\b[Зз]он[аыуе]\b", main) == [], address
    for rows in sheets(coordinator.get(reverse("findings_export"))).values():
        assert [cell for row in rows for cell in row if "Зона" in cell] == []


def test_a_school_without_a_priority_is_told_so_at_the_start_of_a_line(district: District, coordinator):
    SchoolResult.objects.filter(pk=district.plain.pk).update(zone="none")
    text = read(
        coordinator.get(reverse("findings_school", args=[district.taken.pk, district.plain.school.code]))
    )
    assert '<p><span class="sign sign-none">Приоритета нет</span>' in text


def test_explanations_ask_officials_to_ask_and_the_school_to_answer(district: District, coordinator, as_):
    explanation = district.signed.explanations.first()
    explanation.status, explanation.sentence = "ask", "Спросите школу, кто проверял работы."
    explanation.save()
    address = reverse("findings_school", args=[district.taken.pk, district.signed.school.code])
    text = read(coordinator.get(address))
    assert "<h2>Другие объяснения</h2>" in text
    assert "Спросите школу, кто проверял работы." in text
    assign(district.cast.stranger, role="deputy_head", unit=district.signed.school, by=None)
    own = read(as_(district.cast.stranger).get(address))
    assert "Напишите, кто проверял работы." in own
    main = own[own.index("<main") : own.index("</main>")]
    assert re.findall(r"[Сс]просит[ье]", main) == []


def test_pictures_come_with_their_data_as_a_part_and_as_a_page(district: District, coordinator):
    code = district.signed.school.code
    address = reverse("findings_pictures", args=[district.taken.pk, code, "vpr-2021-ma4"])
    part, page = (
        read(coordinator.get(address, headers={"HX-Request": "true"})),
        read(coordinator.get(address)),
    )
    assert "<html" not in part
    assert "<html" in page
    addresses = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', part)
    assert len(addresses) >= 2
    assert part.count("Числа рисунка") == len(addresses)
    drawn = coordinator.get(addresses[0][0])
    assert drawn["Content-Type"] == "image/svg+xml"
    assert drawn.content.startswith(b"<svg")


@pytest.mark.parametrize(
    ("assessment", "family"), [("vpr-2021-ma4", "nothing"), ("vpr-2099-ma4", "level"), ("..", "level")]
)
def test_pictures_that_there_are_not_are_not_found(
    district: District, coordinator, assessment: str, family: str
):
    code = district.signed.school.code
    address = f"/findings/{district.taken.pk}/schools/{code}/pictures/{assessment}/{family}.svg"
    assert coordinator.get(address).status_code == 404


def test_group_page_tells_who_is_compared_and_why(district: District, coordinator):
    text = read(
        coordinator.get(reverse("findings_group", args=[district.taken.pk, district.plain.school.code]))
    )
    (year,) = district.result.years
    assert "меньше 30 школ" in text
    assert all(one.reference.title in text for one in year.assessments)
    assert CAUTION in text


def test_passports_are_complete(coordinator):
    for code, one in catalogue.indicators().items():
        passport = one.passport
        text = read(coordinator.get(reverse("indicator", args=[code])))
        text = text.replace("&#x27;", "'").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        for said in (
            passport.title, passport.definition, passport.formula, passport.unit, passport.reference_population,
            passport.source, passport.smallest_effect, passport.author, str(passport.minimum_n),
        ):  # fmt: skip
            assert said in text
        year, month, day = passport.reviewed_on.split("-")
        assert f"{day}.{month}.{year}" in text
    assert coordinator.get(reverse("indicator", args=["no_such"])).status_code == 404


def test_overview_counts_schools_by_zone_and_names_those_without_results(
    district: District, coordinator, analyst
):
    zones = [
        district.taken.schools.filter(zone=zone).count() for zone in ("red", "amber", "none", "insufficient")
    ]
    rows = sheets(analyst.get(reverse("overview_export")))["Обзор"]
    total = next(row for row in rows if row[0] == "Всего")
    # Three schools of the cast have no results.
    assert [int(float(cell)) for cell in total[1:]] == [15, 12, 3, *zones]
    path = district.cast.municipality.path
    text = read(analyst.get(reverse("overview"), {"municipality": path}))
    listed = re.findall(r"<li>([^<]+ \(\d{6}\))</li>", text)
    assert listed == [f"{one.title} ({one.code})" for one in (district.cast.school, district.cast.neighbour)]


def test_overview_of_the_council_names_no_school(district: District, as_):
    text = read(as_(district.cast.roles["council"]).get(reverse("overview")))
    assert not [
        one.code for one in (*district.ours, *district.others, district.cast.school) if one.code in text
    ]


def test_the_council_reads_no_small_number_of_a_priority(district: District, as_):
    """Its municipality has few schools: exact numbers would be the results of each."""
    assign(district.cast.stranger, role="council", unit=district.cast.municipality, by=None)
    client = as_(district.cast.stranger)
    page = client.get(reverse("overview"))
    (row,) = page.context["overview"].rows
    assert (row.with_results, row.without_results) == (NO_TOTAL, NO_TOTAL)
    assert row.by_zone.count(HIDDEN) >= 2
    assert set(map(type, row.by_zone)) == {str}
    assert (SMALL_NOTE in read(page), 'id="without"' in read(page)) == (True, False)
    rows = sheets(client.get(reverse("overview_export")))["Обзор"]
    (written,) = [one for one in rows if one[0] == district.cast.municipality.title]
    assert list(written[2:]) == [NO_TOTAL, NO_TOTAL, *row.by_zone]


def test_a_title_with_signs_of_a_formula_or_of_a_script_is_only_a_title(district: District, coordinator):
    school = district.plain.school
    school.title = '=cmd|"/c calc"!A1 <script>alert(1)</script>'
    school.save()
    assert "<script>alert" not in read(coordinator.get(reverse("findings")))
    rows = sheets(coordinator.get(reverse("findings_export")))["Признаки"]
    (written,) = [row[0] for row in rows if len(row) > 1 and row[1] == school.code]
    assert written.startswith("'=cmd")
