"""Lists of cases: who has not answered, asking and reminding many, the list in Excel and back."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta

import pytest
from case_results import TEXT, make_result, sheet_rows
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from signing_in import add_codes

from objektiv.documents.xlsx import new_workbook
from objektiv.plans.working_days import add_working_days, working_days_left
from objektiv.web.access.domain import assign
from objektiv.web.cases import domain
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case, Letter
from objektiv.web.cases.registers import CASES
from objektiv.web.cases.views import lists
from objektiv.web.shell.week import tasks_for

pytestmark = pytest.mark.django_db
TITLES = [one.title for one in CASES]


@pytest.fixture
def other(cast) -> Case:
    """The neighbour's case, nothing asked yet."""
    return domain.open_case(make_result(cast, cast.neighbour), [], by=cast.coordinator)


@pytest.fixture
def foreign(cast) -> Case:
    """A case of the other municipality, asked."""
    opened = domain.open_case(make_result(cast, cast.other_school), [], by=cast.other_coordinator)
    return domain.ask_school(opened, by=cast.other_coordinator)


def overdue(case: Case, days: int = 1) -> Case:
    Case.objects.filter(pk=case.pk).update(reply_due_on=timezone.localdate() - timedelta(days=days))
    case.refresh_from_db()
    return case


def fresh(user):
    """Without the roles read before."""
    return type(user).objects.get(pk=user.pk)


def body(rows: list[list]) -> list[dict]:
    head = rows.index(TITLES)
    return [dict(zip(TITLES, row, strict=True)) for row in rows[head + 1 :]]


def test_who_has_not_answered_is_listed_by_the_term(cast, asked, other, foreign, as_) -> None:
    domain.ask_school(other, by=cast.coordinator)
    overdue(other, days=14)
    page = as_(cast.coordinator).get(reverse("cases_waiting"))
    assert [one.pk for one in page.context["page"]] == [other.pk, asked.pk]
    assert (page.context["all"], page.context["over"], page.context["soon"]) == (2, 1, 0)
    days = working_days_left(other.reply_due_on, timezone.localdate())
    text = page.content.decode()
    assert f"рабочих дней назад: {days}" in text
    assert "осталось рабочих дней: 10" in text


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("cases", "Школы стоят по алфавиту: список не является рейтингом."),
        ("cases_waiting", "Школы стоят по сроку ответа, внутри дня — по алфавиту."),
    ],
)
def test_a_workbook_says_how_its_rows_stand_and_prints_no_logins(cast, asked, as_, name, order) -> None:
    content = as_(cast.coordinator).get(reverse(name), {"format": "xlsx"}).content
    assert sheet_rows(content)[1][0].endswith(order)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        printed = re.search(r"\$A\$1:\$(\w+)\$", book.read("xl/workbook.xml").decode())
    assert TITLES[ord(printed[1]) - ord("A") :] == ["Работы хранятся до", "Ответственный (логин)", "Версия"]


def test_who_answered_leaves_the_list(cast, asked, as_) -> None:
    domain.reply(asked, text=TEXT, by=cast.deputy)
    page = as_(cast.coordinator).get(reverse("cases_waiting"))
    assert (list(page.context["page"]), page.context["all"]) == ([], 0)


def test_filters_narrow_both_the_page_and_the_workbook(cast, asked, other, as_) -> None:
    domain.ask_school(other, by=cast.coordinator)
    overdue(other)
    client = as_(cast.coordinator)
    for query, keys in (
        ({"term": "over"}, [other.pk]), ({"q": "990001"}, [asked.pk]), ({"q": "школа № 2"}, [other.pk]),
        ({"year": "1999/00"}, []), ({"mine": "1"}, []), ({"municipality": "970001"}, [other.pk, asked.pk]),
        ({"term": "nonsense", "municipality": "x"}, [other.pk, asked.pk]),
    ):  # fmt: skip
        page = client.get(reverse("cases_waiting"), query)
        book = client.get(reverse("cases_waiting"), {**query, "format": "xlsx"})
        assert [one.pk for one in page.context["page"]] == keys, query
        assert [one["№ карточки"] for one in body(sheet_rows(book.content))] == keys, query


@pytest.mark.parametrize("name", ["cases", "cases_waiting"])
def test_lists_ask_as_often_for_three_as_for_one(
    cast, asked, other, as_, name, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    client = as_(cast.coordinator)
    client.get(reverse(name))
    with django_assert_max_num_queries(40) as one:
        client.get(reverse(name))
    domain.ask_school(other, by=cast.coordinator)
    domain.give_to(other, responsible=cast.coordinator, by=cast.coordinator)
    domain.remind(other, by=cast.coordinator)
    third = domain.open_case(make_result(cast, cast.other_school), [], by=cast.region_coordinator)
    Case.objects.filter(pk=third.pk).update(school=cast.school, school_year="2019/20", state="asked")
    with django_assert_num_queries(len(one)):
        client.get(reverse(name))


def test_all_that_are_left_are_reminded_once_and_nobody_else(cast, asked, other, foreign, as_) -> None:
    domain.ask_school(other, by=cast.coordinator)
    domain.remind(other, by=cast.coordinator)
    client = as_(cast.coordinator)
    page = client.post(reverse("cases_remind"), {}, follow=True)
    assert [one.case for one in Letter.objects.filter(kind="remind").order_by("pk")] == [other, asked]
    assert [str(one) for one in page.context["messages"]] == [
        "Напоминаний составлено: 1. Они в разделе «Письма»."
    ]


def test_reminding_goes_on_past_the_first_portion(cast, asked, other, foreign, as_, monkeypatch) -> None:
    monkeypatch.setattr(lists, "MOST_AT_ONCE", 1)
    domain.ask_school(other, by=cast.coordinator)
    client = as_(cast.coordinator)
    assert client.get(reverse("cases_waiting")).context["to_remind"] == 2
    said = []
    for _ in range(3):
        page = client.post(reverse("cases_remind"), {}, follow=True)
        said += [str(one) for one in page.context["messages"]]
    assert said == [
        "Напоминаний составлено: 1. Они в разделе «Письма». Осталось напомнить: 1, нажмите ещё раз.",
        "Напоминаний составлено: 1. Они в разделе «Письма».",
        "Напоминать некому: всем отобранным сегодня уже напомнили.",
    ]
    assert client.get(reverse("cases_waiting")).context["to_remind"] == 0
    assert [one.case for one in Letter.objects.filter(kind="remind").order_by("pk")] == [asked, other]


def test_who_sees_a_case_and_does_not_lead_it_takes_no_place_among_the_reminded(
    cast, asked, foreign, as_, monkeypatch
) -> None:
    """A coordinator here who only looks there: the other territory, first by its term, is left out."""
    monkeypatch.setattr(lists, "MOST_AT_ONCE", 1)
    assign(cast.coordinator, role="regional_analyst", unit=cast.region, by=None)
    overdue(foreign)
    client = as_(add_codes(fresh(cast.coordinator)))
    page = client.get(reverse("cases_waiting"))
    assert ([one.pk for one in page.context["page"]], page.context["to_remind"]) == (
        [foreign.pk, asked.pk],
        1,
    )
    client.post(reverse("cases_remind"), {})
    assert [one.case for one in Letter.objects.filter(kind="remind")] == [asked]


def test_asking_many_needs_the_number_and_asks_each_by_the_same_verb(cast, case, other, foreign, as_) -> None:
    client = as_(cast.coordinator)
    shown = client.get(reverse("cases_ask"))
    assert [(one.pk, due) for one, due in shown.context["cases"]] == [(case.pk, None), (other.pk, None)]
    keys = [case.pk, other.pk]
    client.post(reverse("cases_ask"), {"case": keys, "count": "3"})
    assert set(Case.objects.filter(pk__in=keys).values_list("state", flat=True)) == {CaseState.SIGN}
    client.post(reverse("cases_ask"), {"case": keys, "count": "2"})
    due = add_working_days(timezone.localdate(), 10)
    assert set(Case.objects.filter(pk__in=keys).values_list("state", "reply_due_on")) == {
        (CaseState.ASKED, due)
    }


def test_a_foreign_or_asked_case_among_many_is_told_and_the_others_go_on(
    cast, case, asked, other, foreign, as_
) -> None:
    keys = [asked.pk, other.pk, foreign.pk]
    page = as_(cast.coordinator).post(reverse("cases_ask"), {"case": keys, "count": "3"}, follow=True)
    other.refresh_from_db()
    assert (other.state, foreign.letters.count()) == (CaseState.ASKED, 1)
    said = [str(one) for one in page.context["messages"]]
    assert said == [
        "Пояснения запрошены у школ: 1. Письма и бланки — в разделе «Письма».",
        "Школа № 1: Пояснения уже запрошены.",
    ]


def brought(rows: list[list], tmp_path) -> SimpleUploadedFile:
    with new_workbook(tmp_path / "cases.xlsx") as book:
        sheet = book.add_worksheet("Карточки")
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    return SimpleUploadedFile("cases.xlsx", (tmp_path / "cases.xlsx").read_bytes())


def edited(client, tmp_path, **columns) -> SimpleUploadedFile:
    """The exported list with other values in some columns of its first row."""
    rows = sheet_rows(client.get(reverse("cases"), {"format": "xlsx"}).content)
    row = rows[rows.index(TITLES) + 1]
    for title, value in columns.items():
        row[TITLES.index(title)] = value
    return brought(rows, tmp_path)


RESPONSIBLE, DUE = "Ответственный (логин)", "Ответить до"


def test_the_list_comes_back_with_a_responsible_and_a_term(cast, asked, other, as_, tmp_path) -> None:
    client = as_(cast.coordinator)
    until = asked.reply_due_on + timedelta(days=7)
    file = edited(
        client, tmp_path, **{RESPONSIBLE: cast.coordinator.login, DUE: f"{until:%d.%m.%Y}", "Школа": "Иная"}
    )
    shown = client.post(reverse("cases_change"), {"file": file})
    assert [(one.case, one.responsible, one.due) for one in shown.context["planned"]] == [
        (asked.pk, cast.coordinator.login, until.isoformat())
    ]
    asked.refresh_from_db()
    assert asked.responsible is None
    client.post(reverse("cases_change"), {"plan": shown.context["signed"]})
    asked.refresh_from_db()
    assert (asked.responsible, asked.reply_due_on, asked.school.title) == (
        cast.coordinator,
        until,
        "Школа № 1",
    )


def test_logins_are_for_those_who_may_bring_the_list_back(cast, asked, as_) -> None:
    domain.give_to(asked, responsible=cast.coordinator, by=cast.coordinator)
    for user, knows in ((cast.coordinator, True), (cast.analyst, False), (cast.deputy, False)):
        rows = sheet_rows(as_(add_codes(user)).get(reverse("cases"), {"format": "xlsx"}).content)
        (head,) = [row for row in rows if row[0] == "№ карточки"]
        said = " ".join(str(cell) for row in rows for cell in row)
        assert (RESPONSIBLE in head, "Версия" in head) == (knows, knows), user.login
        assert (cast.coordinator.login in said, "загрузить обратно" in said) == (knows, knows), user.login
        assert cast.coordinator.short_name in said, user.login


def test_an_unchanged_list_changes_nothing(cast, asked, as_, tmp_path) -> None:
    client = as_(cast.coordinator)
    shown = client.post(reverse("cases_change"), {"file": edited(client, tmp_path)})
    assert shown.context["planned"] == []
    assert Case.objects.get().version == asked.version


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"Версия": 99}, "изменили: выгрузите"),
        ({"№ карточки": 9999}, "у вас нет"),
        ({DUE: "скоро"}, "это не дата"),
        ({DUE: ""}, "срок не удаляют"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(cast, asked, as_, tmp_path, columns, sentence) -> None:
    client = as_(cast.coordinator)
    shown = client.post(reverse("cases_change"), {"file": edited(client, tmp_path, **columns)})
    (row,) = shown.context["planned"]
    assert sentence in row.sentence


def test_what_the_verbs_refuse_is_told_row_by_row(cast, asked, as_, tmp_path) -> None:
    client = as_(cast.coordinator)
    for columns, sentence in (
        ({RESPONSIBLE: "nobody"}, "Человека с логином «nobody» нет."),
        ({RESPONSIBLE: cast.deputy.login}, "не ведёт карточки"),
        ({DUE: "01.01.2020"}, "позже прежнего"),
    ):
        shown = client.post(reverse("cases_change"), {"file": edited(client, tmp_path, **columns)})
        page = client.post(reverse("cases_change"), {"plan": shown.context["signed"]}, follow=True)
        said = [str(one) for one in page.context["messages"]]
        assert said[0] == "Изменено карточек: 0."
        assert sentence in said[1]


def test_a_foreign_workbook_and_a_foreign_plan_are_refused(cast, asked, as_, tmp_path) -> None:
    client = as_(cast.coordinator)
    answer = client.post(reverse("cases_change"), {"file": brought([["а", "б"]], tmp_path)})
    assert "В книге нет столбцов" in answer.content.decode()
    file = edited(client, tmp_path, **{RESPONSIBLE: cast.coordinator.login})
    plan = client.post(reverse("cases_change"), {"file": file}).context["signed"]
    for who, sent in ((cast.other_coordinator, plan), (cast.coordinator, f"{plan}x")):
        page = as_(who).post(reverse("cases_change"), {"plan": sent}, follow=True)
        assert [str(one) for one in page.context["messages"]] == [
            "Предпросмотр устарел: загрузите книгу ещё раз."
        ]


def test_the_week_of_the_school_and_of_the_coordinator(cast, asked, other) -> None:
    domain.ask_school(other, by=cast.coordinator)
    overdue(other)
    due = asked.reply_due_on
    of_school = [(one.title, one.due, one.is_overdue, one.note) for one in tasks_for(cast.deputy)]
    assert of_school == [
        (
            "Ответить на запрос пояснений: Школа № 1, 2020/21 учебный год",
            due,
            False,
            "осталось рабочих дней: 10",
        )
    ]
    assert [(one.title, one.is_overdue) for one in tasks_for(cast.coordinator)] == [
        ("Школы не ответили в срок: 1", True)
    ]
    domain.reply(asked, text=TEXT, by=cast.deputy)
    assert [one.title for one in tasks_for(cast.coordinator)][1:] == ["Пояснения получены, нужно решение: 1"]
    assert (tasks_for(fresh(cast.deputy)), tasks_for(cast.stranger), tasks_for(cast.other_deputy)) == (
        [],
        [],
        [],
    )


def test_the_week_stands_on_the_first_page(cast, asked, as_) -> None:
    page = as_(cast.deputy).get(reverse("home")).content.decode()
    assert "Моя неделя" in page
    assert reverse("case", args=[asked.pk]) in page
    assert "Моя неделя" not in as_(cast.other_deputy).get(reverse("home")).content.decode()


def test_works_whose_days_end_are_on_the_list_of_the_week(cast, case) -> None:
    Case.objects.update(works_kept_until=timezone.localdate() + timedelta(days=14))
    assert "Скоро истекает срок хранения работ: 1" in [one.title for one in tasks_for(cast.coordinator)]
    Case.objects.update(works_kept_until=timezone.localdate() + timedelta(days=15))
    assert [one.title for one in tasks_for(cast.coordinator)] == ["Пояснения ещё не запрошены: 1"]


def test_the_week_names_results_that_ask_for_a_case(cast, case) -> None:
    make_result(cast, cast.neighbour)
    make_result(cast, cast.other_school)
    told = [(one.title, one.url) for one in tasks_for(cast.coordinator)]
    assert ("Можно открыть карточки по признакам: 1", reverse("case_open")) in told
    assert not [one for one in tasks_for(cast.deputy) if one.url == reverse("case_open")]


def test_the_week_is_silent_where_every_result_has_its_case(cast, case) -> None:
    assert [one.title for one in tasks_for(cast.coordinator)] == ["Пояснения ещё не запрошены: 1"]
