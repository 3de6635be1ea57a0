"""The summary: numbers by municipality, no school, nothing small that could be worked out."""

from __future__ import annotations

import itertools

import pytest
from case_results import make_result, sheet_rows
from django.urls import reverse
from signing_in import add_codes

from objektiv.web.access.domain import assign
from objektiv.web.cases import domain
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.summary import HIDDEN, NO_TOTAL, STATES, build

pytestmark = pytest.mark.django_db
ASKED = [value for value, _ in STATES].index(CaseState.ASKED)


def numbers(**counted: int) -> list[int]:
    """Counts by state, the overdue last."""
    return [*(counted.get(value, 0) for value, _ in STATES), counted.get("over", 0)]


def test_the_region_reads_exact_numbers_without_names(cast, asked, as_) -> None:
    page = as_(add_codes(cast.region_coordinator)).get(reverse("cases_summary"))
    rows = {row.title: row.cells for row in page.context["summary"].rows}
    assert rows["Северный район"][ASKED] == 1
    assert rows["Южный район"] == (0,) * (len(STATES) + 2)
    assert page.context["summary"].totals.cells[-1] == 1
    assert cast.school.title not in page.content.decode()


def test_the_workbook_says_the_same_as_the_page(cast, asked, as_) -> None:
    client = as_(cast.coordinator)
    found = client.get(reverse("cases_summary")).context["summary"]
    rows = sheet_rows(client.get(reverse("cases_summary"), {"format": "xlsx"}).content)
    head = next(i for i, row in enumerate(rows) if row[0] == "Муниципалитет")
    assert [row[0] for row in rows[head + 1 :]] == ["Северный район", "Всего"]
    assert rows[head + 1][1:] == [float(cell) for cell in found.rows[0].cells]


def test_a_municipality_reads_its_own_row_alone(cast, asked, as_) -> None:
    found = as_(cast.other_coordinator).get(reverse("cases_summary")).context["summary"]
    assert [row.title for row in found.rows] == ["Южный район"]
    assert found.totals.cells[-1] == 0


def test_the_council_reads_no_small_number(cast, asked, as_) -> None:
    assign(cast.stranger, role="council", unit=cast.municipality, by=None)
    page = as_(cast.stranger).get(reverse("cases_summary"))
    found = page.context["summary"]
    assert [row.title for row in found.rows] == ["Северный район"]
    assert {cell for row in (*found.rows, found.totals) for cell in row.cells} == {HIDDEN, NO_TOTAL}
    assert "Школа № 1" not in page.content.decode()
    assert "Сводка карточек" in [section.title for section in page.context["sections"]]


def test_the_council_reads_one_year_at_a_time(cast, asked, as_) -> None:
    """All years less one of them would give the numbers that are hidden."""
    other = domain.open_case(make_result(cast, cast.neighbour), [], by=cast.coordinator)
    type(other).objects.filter(pk=other.pk).update(school_year="2019/20")
    assign(cast.stranger, role="council", unit=cast.municipality, by=None)
    client = as_(cast.stranger)
    for asked_for, year in (("", "2020/21"), ("2019/20", "2019/20"), ("1999/00", "2020/21")):
        for form in ({}, {"format": "xlsx"}):
            page = client.get(reverse("cases_summary"), {"year": asked_for, **form})
            if form:
                said = " ".join(str(cell) for row in sheet_rows(page.content) for cell in row)
                assert f"{year} учебный год" in said
            else:
                assert (page.context["year"], '<option value="">' in page.content.decode()) == (year, False)
    assert '<option value="">все' in as_(cast.coordinator).get(reverse("cases_summary")).content.decode()


def test_the_council_of_a_school_reads_nothing_of_its_municipality(cast, asked, as_) -> None:
    assign(cast.stranger, role="council", unit=cast.school, by=None)
    assert as_(cast.stranger).get(reverse("cases_summary")).context["summary"].rows == ()


def test_overdue_ones_are_hidden_where_the_difference_would_tell() -> None:
    row = build(["А"], [numbers(asked=9, over=7)], [False]).rows[0]
    assert (row.cells[ASKED], row.cells[ASKED + 1], row.cells[-1]) == (9, HIDDEN, NO_TOTAL)
    whole = build(["А"], [numbers(asked=9, over=7)], [True]).rows[0]
    assert (whole.cells[ASKED + 1], whole.cells[-1]) == (7, 9)


def test_overdue_ones_stand_right_after_the_asked_they_are_a_part_of() -> None:
    shown = build(["А"], [numbers(asked=9, over=7, replied=3, closed=2)], [True])
    row = dict(zip(shown.columns, shown.rows[0].cells, strict=True))
    assert shown.columns[ASKED : ASKED + 3] == (
        "запрошены пояснения", "из них срок ответа истёк", "пояснения получены",
    )  # fmt: skip
    assert [row[one] for one in shown.columns[ASKED : ASKED + 3]] == [9, 7, 3]
    assert (row["закрыто"], row["Всего"], shown.totals.cells) == (2, 14, shown.rows[0].cells)


def fits(shown, counted: list[list[int]]) -> bool:
    """Whether these numbers could stand behind the table."""
    return build(["А", "Б"], counted, [False, False]) == shown


@pytest.mark.parametrize(
    "counted",
    [
        [numbers(sign=1), numbers(sign=20)],
        [numbers(sign=4, asked=30, over=12), numbers(sign=6, asked=9, over=0)],
        [numbers(replied=7, closed=2), numbers(replied=0)],
    ],
)
def test_no_hidden_number_can_be_worked_out(counted) -> None:
    """Each hidden state count may be any of 0–4 and the table looks the same."""
    shown = build(["А", "Б"], counted, [False, False])
    places = [*range(ASKED + 1), *range(ASKED + 2, len(STATES) + 1)]  # where each state is shown
    hidden = [
        (i, j)
        for i, row in enumerate(shown.rows)
        for j, place in enumerate(places)
        if row.cells[place] == HIDDEN
    ]
    assert hidden
    for (i, j), value in itertools.product(hidden, range(5)):
        other = [list(row) for row in counted]
        other[i][j] = value
        other[i][-1] = min(other[i][-1], other[i][ASKED])
        assert fits(shown, other), (i, j, value)


def test_the_year_narrows(cast, asked, as_) -> None:
    other = domain.open_case(make_result(cast, cast.neighbour), [], by=cast.coordinator)
    type(other).objects.filter(pk=other.pk).update(school_year="2019/20")
    client = as_(cast.coordinator)
    for year, total in (("", 2), ("2019/20", 1), ("2020/21", 1), ("1999/00", 2)):
        found = client.get(reverse("cases_summary"), {"year": year}).context["summary"]
        assert found.totals.cells[-1] == total, year


def test_the_way_back_leads_to_cases_for_those_alone_who_see_them(cast, as_) -> None:
    crumbs = as_(cast.coordinator).get(reverse("cases_summary")).context["crumbs"]
    assert crumbs == [("Карточки", reverse("cases")), ("Сводка", "")]
    assign(cast.stranger, role="council", unit=cast.municipality, by=None)
    crumbs = as_(cast.stranger).get(reverse("cases_summary")).context["crumbs"]
    assert crumbs == [("Карточки", ""), ("Сводка", "")]
