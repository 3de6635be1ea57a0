"""Opening cases: one candidate for a school and a year, what is refused is told, what was heard stays heard."""

from __future__ import annotations

import pytest
from case_results import TEXT
from django.urls import reverse

from objektiv.web.assessments.models import Run
from objektiv.web.cases import domain
from objektiv.web.cases.models import Case
from objektiv.web.cases.opening import candidates, heard, open_many
from objektiv.web.findings.models import ResultSet, SchoolResult

pytestmark = pytest.mark.django_db


def result_of(unit, school, kind: str, zone: str = "red") -> SchoolResult:
    """A result of an acting run of a unit."""
    run, _ = Run.objects.get_or_create(
        unit=unit, school_year="2020/21", kind=kind, state="done", lake_generation=1, is_active=True
    )
    taken, _ = ResultSet.objects.get_or_create(run=run)
    return SchoolResult.objects.create(
        result_set=taken, school=school, zone=zone, works=60, families_applicable=4, has_signs=zone == "red",
        conclusion="Отдельные задания выполнены не так, как в школах того же уровня.",
    )  # fmt: skip


@pytest.fixture
def operational(cast) -> SchoolResult:
    return result_of(cast.region, cast.school, "operative")


def test_of_two_acting_runs_the_final_one_gives_the_only_candidate(cast, operational) -> None:
    alone = result_of(cast.region, cast.neighbour, "operative")
    final = result_of(cast.region, cast.school, "final")
    result_of(cast.municipality, cast.school, "final")
    assert list(candidates(cast.coordinator).order_by("school__code")) == [final, alone]


def test_where_the_final_run_finds_nothing_the_operational_one_asks_for_nothing(cast, operational) -> None:
    result_of(cast.region, cast.school, "final", zone="none")
    assert list(candidates(cast.coordinator)) == []


def test_many_are_opened_and_the_refused_come_back_with_the_reason(cast, operational) -> None:
    final = result_of(cast.region, cast.school, "final")
    foreign = result_of(cast.region, cast.other_school, "final")
    opened, refused = open_many([operational, final, foreign], by=cast.coordinator)
    assert [one.result for one in opened] == [operational]
    assert refused == [
        (final, "Незакрытая карточка этой школы за этот год уже есть."),
        (foreign, "Эту школу ведёте не вы."),
    ]


def test_the_page_opens_what_can_be_opened(cast, operational, as_) -> None:
    final = result_of(cast.region, cast.school, "final")
    keys = [final.pk, operational.pk, "²", "9" * 20, "x"]
    page = as_(cast.coordinator).post(reverse("case_open"), {"result": keys}, follow=True)
    assert [one.result for one in Case.objects.all()] == [final]
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("name", "field", "sentence"),
    [
        ("case_open", "result", "Ничего не выбрано."),
        (
            "cases_ask",
            "case",
            "Число отмеченных карточек не совпало с подтверждённым: отметьте и подтвердите ещё раз.",
        ),
    ],
)
@pytest.mark.parametrize("key", ["²", "9" * 20, "-1", "x", ""])
def test_a_senseless_key_is_told_and_breaks_nothing(
    cast, operational, as_, name, field, sentence, key
) -> None:
    page = as_(cast.coordinator).post(reverse(name), {field: key, "count": "1"}, follow=True)
    assert [str(one) for one in page.context["messages"]] == [sentence]
    assert not Case.objects.exists()


def test_the_final_result_follows_the_case_of_the_same_school_and_year(cast, operational) -> None:
    case = domain.open_case(operational, [], by=cast.coordinator)
    final = result_of(cast.region, cast.school, "final")
    other = result_of(cast.region, cast.neighbour, "final")
    keys = [operational.pk, final.pk, other.pk]
    assert set(heard(keys)) == set()
    domain.ask_school(case, by=cast.coordinator)
    domain.reply(case, text=TEXT, by=cast.deputy)
    assert set(heard(keys)) == {operational.pk, final.pk}


def test_a_result_with_a_case_of_its_own_follows_that_case_alone(cast, operational) -> None:
    first = domain.open_case(operational, [], by=cast.coordinator)
    Case.objects.filter(pk=first.pk).update(state="closed")
    final = result_of(cast.region, cast.school, "final")
    domain.open_case(final, [], by=cast.coordinator)
    assert set(heard([operational.pk, final.pk])) == {operational.pk}


def test_what_was_heard_is_asked_in_one_question_whatever_the_number(
    cast, operational, django_assert_num_queries
) -> None:
    domain.open_case(operational, [], by=cast.coordinator)
    keys = [operational.pk, result_of(cast.region, cast.neighbour, "final").pk]
    for some in (keys[:1], keys):
        with django_assert_num_queries(1):
            heard(some)
