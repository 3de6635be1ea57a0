"""Terms of the territory: who sets them, what counts where, the open cases that follow; keeping of works to the end."""

from __future__ import annotations

import io
from datetime import date, timedelta

import docx
import pytest
from case_results import TEXT, make_result
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from signing_in import add_codes

from objektiv.plans.working_days import add_working_days
from objektiv.web.audit.models import Record
from objektiv.web.cases import domain
from objektiv.web.cases.models import Case, Terms
from objektiv.web.cases.queries import terms_for
from objektiv.web.territory.domain import add_unit

pytestmark = pytest.mark.django_db
SPRING, SUMMER = date(2099, 3, 1), date(2099, 7, 1)


def set_for(unit, by, version: int = 0, **fields) -> Terms:
    empty = {"reply_days": None, "works_kept_until": None, "signer_post": "", "signer_name": ""}
    return domain.set_terms(unit, by=by, version=version, **{**empty, **fields})


def test_each_term_is_taken_from_the_nearest_that_set_it(cast) -> None:
    set_for(cast.region, cast.region_coordinator, reply_days=3, works_kept_until=SPRING)
    set_for(cast.municipality, cast.coordinator, reply_days=5)
    ours, theirs = terms_for(cast.school.path), terms_for(cast.other_school.path)
    assert (ours.reply_days, ours.reply_days_from, ours.works_kept_until) == (5, cast.municipality, SPRING)
    assert (theirs.reply_days, theirs.reply_days_from) == (3, cast.region)
    assert terms_for("98/1/2/").reply_days == 10


@pytest.mark.parametrize("who", ["deputy", "other_coordinator", "analyst", "stranger"])
def test_who_may_not_set_them(cast, who) -> None:
    with pytest.raises(PermissionDenied):
        set_for(cast.municipality, getattr(cast, who))
    assert not Terms.objects.exists()


def test_a_municipality_does_not_set_the_terms_of_the_region_nor_anybody_those_of_a_school(cast) -> None:
    with pytest.raises(PermissionDenied):
        set_for(cast.region, cast.coordinator)
    with pytest.raises(PermissionDenied):
        set_for(cast.school, cast.coordinator)


def test_open_cases_follow_the_common_date_and_those_with_an_order_do_not(cast, case) -> None:
    other = domain.open_case(make_result(cast, cast.neighbour), [], by=cast.coordinator)
    domain.keep_works(other, until=SUMMER, by=cast.coordinator, ground="анализ")
    set_for(cast.municipality, cast.coordinator, works_kept_until=SPRING)
    assert list(Case.objects.order_by("pk").values_list("works_kept_until", flat=True)) == [SPRING, SUMMER]
    set_for(cast.region, cast.region_coordinator, works_kept_until=SUMMER)
    case.refresh_from_db()
    assert case.works_kept_until == SPRING
    assert Record.objects.filter(verb="case.works_kept").count() == 2


def test_many_cases_that_follow_cost_no_question_each_about_their_terms(cast, case) -> None:
    domain.open_case(make_result(cast, cast.neighbour), [], by=cast.coordinator)
    with CaptureQueriesContext(connection) as seen:
        set_for(cast.municipality, cast.coordinator, works_kept_until=SPRING)
    asked = [one["sql"] for one in seen if one["sql"].startswith("SELECT") and '"cases_terms"' in one["sql"]]
    versions = list(Case.objects.order_by("pk").values_list("works_kept_until", "version"))
    assert versions == [(SPRING, 2), (SPRING, 2)]
    assert len([sql for sql in asked if "territory_unit" in sql]) == 2  # before and after


def test_the_second_of_two_editors_is_told(cast) -> None:
    set_for(cast.municipality, cast.coordinator, reply_days=5)
    with pytest.raises(ValidationError, match="изменил кто-то другой"):
        set_for(cast.municipality, cast.coordinator, reply_days=7)
    assert Terms.objects.get().reply_days == 5


def test_the_page_saves_keeps_the_history_and_the_next_request_counts_by_it(cast, case, as_) -> None:
    client = as_(cast.coordinator)
    address = reverse("unit_terms", args=[cast.municipality.pk])
    client.post(address, {"reply_days": "6", "signer_name": "И. И. Иванова", "version": "0"})
    client.post(address, {"reply_days": "7", "signer_name": "И. И. Иванова", "version": "1"})
    page = client.get(address).content.decode()
    assert "рабочих дней на пояснения: 6 → 7" in page
    client.post(reverse("case_ask", args=[case.pk]), {"version": case.version})
    case.refresh_from_db()
    assert case.reply_due_on == add_working_days(timezone.localdate(), 7)


@pytest.mark.parametrize("days", ["0", "61", "много"])
def test_a_senseless_term_is_refused_at_its_field(cast, as_, days) -> None:
    answer = as_(cast.coordinator).post(
        reverse("unit_terms", args=[cast.municipality.pk]), {"reply_days": days, "version": "0"}
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reply_days"])


@pytest.mark.parametrize("place", ["region", "other_municipality", "school"])
def test_terms_of_others_are_not_found(cast, as_, place) -> None:
    address = reverse("unit_terms", args=[getattr(cast, place).pk])
    assert as_(cast.coordinator).get(address).status_code == 404


def test_the_list_of_terms_asks_as_often_for_three_as_for_one(
    cast, as_, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    add = {"level": "municipality", "parent": cast.region, "by": None}
    client = as_(add_codes(cast.region_coordinator))
    client.get(reverse("terms"))
    with django_assert_max_num_queries(40) as few:
        client.get(reverse("terms"))
    for number in (3, 4, 5):
        unit = add_unit(code=f"97000{number}", title=f"Район {number}", **add)
        set_for(unit, cast.region_coordinator, reply_days=number)
    with django_assert_num_queries(len(few)):
        client.get(reverse("terms"))


def test_works_are_kept_by_an_order_then_destroyed_then_never_rechecked(cast, asked, as_) -> None:
    client = as_(cast.coordinator)
    until = timezone.localdate() + timedelta(days=30)
    client.post(
        reverse("case_keep", args=[asked.pk]),
        {"version": asked.version, "until": until.isoformat(), "ground": "анализ признаков"},
    )
    order = asked.letters.get(kind="keep")
    answer = client.get(reverse("case_letter", args=[asked.pk, order.pk]))
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert f"до {until:%d.%m.%Y} включительно" in text.replace("\N{NO-BREAK SPACE}", " ")
    asked.refresh_from_db()
    assert "осталось дней: 30" in client.get(reverse("case", args=[asked.pk])).content.decode()
    domain.reply(asked, text=TEXT, by=cast.deputy)
    client.post(
        reverse("case_destroyed", args=[asked.pk]),
        {"version": asked.version, "on": timezone.localdate().isoformat(), "ground": "акт 7"},
    )
    asked.refresh_from_db()
    refused = client.post(
        reverse("case_recheck", args=[asked.pk]), {"version": asked.version, "reason": "всё"}
    )
    assert "Проверить невозможно: работы уничтожены." in refused.content.decode()
    page = client.get(reverse("case", args=[asked.pk]))
    assert not {"recheck", "keep", "destroyed"} & {one.code for one in page.context["offers"]}
    assert "проверить невозможно" in page.content.decode()


def test_more_time_is_given_and_never_less(cast, asked) -> None:
    later = asked.reply_due_on + timedelta(days=5)
    domain.move_term(asked, until=later, by=cast.coordinator, ground="каникулы")
    assert Case.objects.get().reply_due_on == later
    with pytest.raises(ValidationError, match="позже прежнего"):
        domain.move_term(asked, until=later - timedelta(days=1), by=cast.coordinator)
    with pytest.raises(PermissionDenied):
        domain.move_term(asked, until=later + timedelta(days=1), by=cast.deputy)
