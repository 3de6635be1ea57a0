"""A case of the operative pass goes on with the final results, and keeps what was asked and answered."""

from __future__ import annotations

import pytest
from case_results import TEXT
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from objektiv.web.assessments.models import Run
from objektiv.web.audit.models import Record
from objektiv.web.cases import domain
from objektiv.web.cases.domain import KnownExplanation
from objektiv.web.cases.models import Case
from objektiv.web.cases.opening import final_result
from objektiv.web.findings.models import ResultSet, SchoolResult

pytestmark = pytest.mark.django_db
FEW = KnownExplanation("МА 5", "few", "Мало участников", "ask", "Работ 18.")
INTAKE = KnownExplanation("РУ 5", "intake", "Сильный набор", "ask", "Профиль школы.")


def result_of(
    unit, school, kind: str, zone: str = "red", conclusion: str = "Оперативный вывод."
) -> SchoolResult:
    run, _ = Run.objects.get_or_create(
        unit=unit, school_year="2020/21", kind=kind, state="done", lake_generation=1, is_active=True
    )
    taken, _ = ResultSet.objects.get_or_create(run=run)
    return SchoolResult.objects.create(
        result_set=taken, school=school, zone=zone, works=60, families_applicable=4, has_signs=True,
        conclusion=conclusion,
    )  # fmt: skip


@pytest.fixture
def early(cast) -> Case:
    """Opened on the operative run, asked and answered."""
    case = domain.open_case(result_of(cast.region, cast.school, "operative"), [FEW], by=cast.coordinator)
    domain.ask_school(case, by=cast.coordinator)
    domain.reply(case, text=TEXT, by=cast.deputy)
    return case


@pytest.fixture
def final(cast) -> SchoolResult:
    return result_of(cast.region, cast.school, "final", "amber", "Итоговый вывод.")


def test_it_speaks_of_the_final_result_and_keeps_question_and_answer(cast, early, final) -> None:
    domain.take_final(early, final, [FEW, INTAKE], by=cast.coordinator)
    early.refresh_from_db()
    assert (early.result, early.state) == (final, "replied")
    assert [one.code for one in early.explanations.order_by("pk")] == ["few", "intake"]
    assert [one.text for one in early.replies.all()] == [TEXT]
    written = Record.objects.get(verb="case.final")
    assert written.reason == "По итоговым результатам приоритет: средний."


def test_the_page_offers_it_once(cast, early, final, as_) -> None:
    browser, address = as_(cast.coordinator), reverse("case", args=[early.pk])
    assert "Перейти на итоговые результаты" in browser.get(address).content.decode()
    sent = browser.post(reverse("case_final", args=[early.pk]), {"version": early.version}, follow=True)
    page = sent.content.decode()
    assert ("Итоговый вывод." in page, "Перейти на итоговые результаты" in page) == (True, False)
    again = browser.post(reverse("case_final", args=[early.pk]), {"version": early.version + 1})
    assert (again.status_code, "карточка уже стоит на нём" in again.content.decode()) == (422, True)


def test_without_a_final_run_nothing_is_offered(cast, early) -> None:
    assert final_result(early) is None


def test_it_is_not_taken_from_another_school(cast, early) -> None:
    foreign = result_of(cast.region, cast.neighbour, "final")
    with pytest.raises(ValidationError, match="другой школы"):
        domain.take_final(early, foreign, [], by=cast.coordinator)


def test_the_school_does_not_choose_what_is_said_of_it(cast, early, final) -> None:
    with pytest.raises(PermissionDenied):
        domain.take_final(early, final, [], by=cast.deputy)


def test_after_the_decision_the_case_stays_as_it_was_decided(cast, early, final) -> None:
    domain.decide(early, outcome="not_confirmed", ground="Пояснения подтверждены.", by=cast.coordinator)
    with pytest.raises(ValidationError, match="уже принято"):
        domain.take_final(early, final, [], by=cast.coordinator)
