"""The calendar as a person sees it; the page of one's own settings."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pdfplumber
import pytest
from agenda_rows import approved_plan, row_of
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from in_browser import NARROW, SMALL, window
from signing_in import add_codes

from objektiv.web.agenda.models import Feed, MailWish
from objektiv.web.assessments.domain.procedures import add_procedure
from objektiv.web.audit.models import Record
from objektiv.web.plans.models import Section
from objektiv.web.shell.week import tasks_for

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 25)
PAGES = ("agenda", "agenda_year", "agenda_undated")
TABS_IN_SIGHT = """() => [...document.querySelectorAll(".nav-tabs .nav-link")].map((tab) => {
  const place = tab.getBoundingClientRect();
  return place.left >= 0 && place.right <= innerWidth;
})"""


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def cell(answer, day: str) -> str:
    """What stands in the grid on a day."""
    return text_of(answer).split(f'id="day-{day}"')[1].split("</td>")[0]


def test_a_month_shows_due_days_procedures_and_days_off(cast, at, plan, methodist) -> None:
    row = row_of(plan, methodist, DAY)
    add_procedure(
        unit=cast.region, by=None, kind="vpr", school_year="2026/27", grade=5, subject="ma",
        starts_on=date(2026, 11, 24), ends_on=date(2026, 11, 25),
    )  # fmt: skip
    answer = at(methodist).get("/plans/calendar/?month=2026-11")
    assert "Провести инструктаж" in cell(answer, "2026-11-25")
    assert f"/plans/{plan.pk}/actions/{row.pk}/" in cell(answer, "2026-11-25")
    assert [("ВПР" in cell(answer, f"2026-11-{day}")) for day in (23, 24, 25, 26)] == [
        False,
        True,
        True,
        False,
    ]
    assert "День народного единства" in cell(answer, "2026-11-04")
    assert (
        "нерабочий день" in cell(answer, "2026-11-04"),
        "нерабочий день" in cell(answer, "2026-11-05"),
    ) == (True, False)
    assert "Осенние каникулы" not in text_of(at(methodist).get("/plans/calendar/?month=2026-12"))


def test_an_interval_stands_apart_and_its_end_in_the_grid(at, plan, methodist) -> None:
    row_of(plan, methodist, DAY, starts_on=date(2026, 11, 2), intervals=[["2026-11-02", "2026-11-25"]])
    answer = at(methodist).get("/plans/calendar/?month=2026-11")
    assert "Провести инструктаж" in cell(answer, "2026-11-25")
    assert "Провести инструктаж" not in cell(answer, "2026-11-10")
    assert "Идёт дольше недели" in text_of(answer)
    assert "02.11.2026 – 25.11.2026" in text_of(answer)


def test_every_due_day_of_a_row_is_there(at, plan, methodist) -> None:
    months = [["2026-10-01", "2026-10-31"], ["2026-11-01", "2026-11-30"], ["2026-12-01", "2026-12-31"]]
    row_of(plan, methodist, date(2026, 12, 31), starts_on=date(2026, 10, 1), intervals=months)
    for day in ("2026-10-31", "2026-11-30", "2026-12-31"):
        assert "Провести инструктаж" in cell(at(methodist).get(f"/plans/calendar/?month={day[:7]}"), day)
    assert "Провести инструктаж" not in text_of(at(methodist).get("/plans/calendar/?month=2027-01"))


def test_a_row_without_a_day_is_never_lost(at, plan, methodist) -> None:
    row_of(plan, methodist, None, text="Разобрать обращения", deadline="по мере необходимости")
    for page in PAGES:
        answer = at(methodist).get(reverse(page))
        assert "Разобрать обращения" in text_of(answer)
        assert "по мере необходимости" in text_of(answer)


def test_filters(cast, at, plan, methodist) -> None:
    row_of(plan, methodist, DAY, text="Мое дело")
    row_of(plan, cast.coordinator, DAY, text="Чужое дело")
    other = row_of(approved_plan(cast), None, DAY, text="Дело второго плана")
    client = at(methodist)

    def shown(query: str) -> list[str]:
        text = text_of(client.get(f"/plans/calendar/?month=2026-11&{query}"))
        return [words for words in ("Мое дело", "Чужое дело", "Дело второго плана") if words in text]

    everything = ["Мое дело", "Чужое дело", "Дело второго плана"]
    assert shown("whose=mine") == ["Мое дело"]
    assert shown("whose=own") == shown("") == shown("whose=all") == everything
    assert shown(f"plan={other.plan_id}") == ["Дело второго плана"]
    assert shown(f"unit={cast.municipality.pk}") == everything
    assert shown(f"unit={cast.school.pk}") == []
    assert shown("plan=x&unit=²&whose=z") == everything


def test_nothing_foreign_is_shown(cast, at, plan, methodist) -> None:
    row = row_of(plan, methodist, DAY)
    undated = row_of(plan, methodist, None, text="Без дня")
    client = at(cast.other_coordinator)
    for page in PAGES:
        for query in ("", f"plan={plan.pk}", f"unit={cast.municipality.pk}", "whose=all"):
            text = text_of(client.get(f"{reverse(page)}?month=2026-11&year=2026/27&{query}"))
            assert (row.text in text, f"/actions/{undated.pk}/" in text) == (False, False)
            assert "План мероприятий" not in text


def test_a_year_is_a_ribbon_by_sections(cast, at, plan, methodist) -> None:
    section = Section.objects.create(plan=plan, order=1, number="2", title="Анализ результатов")
    row_of(
        plan, methodist, date(2027, 3, 31), section=section, starts_on=date(2027, 2, 1),
        intervals=[["2027-02-01", "2027-03-31"]],
    )  # fmt: skip
    text = text_of(at(methodist).get("/plans/calendar/year/?year=2026/27"))
    assert "2 Анализ результатов" in text
    assert "01.02.2027–31.03.2027" in text
    line = text.split("Провести инструктаж</a>")[1].split("</tr>")[0]
    cells = line.split('class="ribbon-cell"')[1:]
    assert [one.count("ribbon-open") for one in cells] == [0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0]
    assert 'x="0" y="2.5" width="28"' in cells[5]
    assert 'x="29.5" y="0" width="1.5"' in cells[6]
    assert "зимние" in text


def test_a_chosen_plan_shows_rows_beside_its_year(at, plan, methodist) -> None:
    row_of(plan, methodist, date(2028, 3, 1), text="Отчёт после года")
    assert "Отчёт после года" in text_of(at(methodist).get(f"/plans/calendar/year/?plan={plan.pk}"))
    assert "Отчёт после года" not in text_of(at(methodist).get("/plans/calendar/year/?year=2025/26"))


@pytest.mark.parametrize(
    "query", ["year=x", "year=20٢6", "year=1999", "year=2026/99x", "month=2026-13", "month=ж", "year=2098"]
)
def test_a_wrong_year_or_month_is_the_present_one(at, methodist, query) -> None:
    assert at(methodist).get(f"/plans/calendar/?{query}").status_code == 200
    assert at(methodist).get(f"/plans/calendar/year/?{query}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_the_number_of_questions_is_the_same_for_one_row_and_three(cast, at, plan, methodist, page) -> None:
    client, counts = at(methodist), []
    for number, day in (("1", DAY), ("2", DAY), ("3", DAY)):
        row_of(plan, methodist, day, number=number)
        row_of(plan, methodist, None, number=f"{number}0").executors.add(cast.deputy)
        client.get(reverse(page), {"month": "2026-11"})
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse(page), {"month": "2026-11"})
        counts.append(len(caught))
    assert counts[0] == counts[2]


def test_letters_are_chosen(at, methodist) -> None:
    client = at(methodist)
    assert 'value="all" id="id_wish_0" checked' in text_of(client.get(reverse("agenda_settings")))
    assert client.post(reverse("agenda_settings"), {"wish": "digest"}).status_code == 302
    assert MailWish.objects.get().wish == "digest"
    assert 'value="digest" id="id_wish_1" checked' in text_of(client.get(reverse("agenda_settings")))
    assert client.post(reverse("agenda_settings"), {"wish": "hourly"}).status_code == 422


def test_the_journal_knows_who_turned_letters_off(at, methodist) -> None:
    client = at(methodist)
    for wish in ("none", "none", "all"):
        assert client.post(reverse("agenda_settings"), {"wish": wish}).status_code == 302
    told = list(
        Record.objects.filter(verb="mail.chosen").order_by("number").values_list("actor", "old", "new")
    )
    assert told == [
        (methodist.pk, {"mail_wish": "all"}, {"mail_wish": "none"}),
        (methodist.pk, {"mail_wish": "none"}, {"mail_wish": "all"}),
    ]


def test_an_address_is_shown_once_renewed_and_revoked(at, methodist) -> None:
    client = at(methodist)
    made = client.post(reverse("agenda_feed_make"), {"scope": "own"})
    (address,) = re.findall(r"http://testserver(/plans/calendar/feed/[\w-]+\.ics)", made.content.decode())
    assert made["Cache-Control"] == "no-store"
    assert client.get(address).status_code == 200
    page = text_of(client.get(reverse("agenda_settings")))
    assert ("Отозвать адрес" in page, address in page) == (True, False)
    assert client.post(reverse("agenda_feed_make"), {"scope": "all"}).status_code == 302  # not a choice
    client.post(reverse("agenda_feed_make"), {"scope": "mine"})
    assert client.get(address).status_code == 404
    client.post(reverse("agenda_feed_revoke"))
    assert not Feed.objects.filter(revoked_at=None).exists()
    assert "Действующего адреса календаря у вас нет." in text_of(
        client.post(reverse("agenda_feed_revoke"), follow=True)
    )


def test_the_first_page_says_what_the_list_had_no_room_for(cast, plan, methodist) -> None:
    today = timezone.localdate()
    for number in range(12):
        row_of(plan, methodist, today + timedelta(days=1), number=str(number))
    row_of(plan, methodist, None)
    row_of(plan, methodist, None, rule={"kind": "unknown"})
    row_of(plan, methodist, None, rule={"kind": "on_demand"})  # asked for no day
    row_of(plan, cast.coordinator, today - timedelta(days=1), controller=methodist)
    titles = [one.title for one in tasks_for(methodist)]
    assert "Ваши мероприятия этой недели и просроченные, всего: 12" in titles
    assert "Ваши мероприятия, у которых нет дня: 2" in titles
    assert "Просрочены мероприятия, которые вы контролируете: 1" in titles


def test_the_first_page_counts_only_what_the_person_still_sees(cast, plan, methodist) -> None:
    row_of(plan, cast.coordinator, timezone.localdate() - timedelta(days=1), controller=methodist)
    row_of(plan, methodist, None)
    methodist.assignments.update(unit=cast.other_municipality)
    stranger = type(methodist).objects.get(pk=methodist.pk)
    assert [
        one for one in tasks_for(stranger) if "контролируете" in one.title or "нет дня" in one.title
    ] == []


def test_procedures_of_a_class_are_one_line_after_the_actions(cast, at, plan, methodist) -> None:
    row_of(plan, methodist, date(2027, 3, 31))
    for subject, day in (("ru", 12), ("ma", 12), ("hi", 14)):
        add_procedure(
            unit=cast.region, by=None, kind="vpr", school_year="2026/27", grade=4, subject=subject,
            starts_on=date(2027, 4, day), ends_on=date(2027, 4, day + 1),
        )  # fmt: skip
    single = add_procedure(
        unit=cast.region, by=None, kind="vpr", school_year="2026/27", grade=5, subject="ma", starts_on=date(2027, 4, 20)
    )  # fmt: skip
    groups = at(methodist).get("/plans/calendar/year/?year=2026/27").context["groups"]
    assert [one.title for one in groups][1:] == ["Процедуры и каникулы"]
    whole = [(one.title, one.days, one.url) for one in groups[-1].lines if one.url]
    assert whole == [
        (
            "ВПР, 4 класс: математика, русский язык, химия", "12.04.2027–13.04.2027; 14.04.2027–15.04.2027",
            "/procedures/?year=2026%2F27&kind=vpr",
        ),
        ("ВПР, математика, 5 класс", "20.04.2027", f"/procedures/{single.pk}/"),
    ]  # fmt: skip
    bars = [len(month.bars) for month in groups[-1].lines[0].months]
    assert bars == [0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0]


def test_an_action_due_beside_the_year_of_its_plan_stands_on_its_ribbon(at, plan, methodist) -> None:
    row_of(plan, methodist, date(2026, 8, 31), text="Издать приказ")
    row_of(plan, methodist, date(2027, 9, 10), text="Сдать отчёт")
    groups = at(methodist).get("/plans/calendar/year/?year=2026/27").context["groups"]
    assert [(one.title, one.days) for one in groups[0].lines] == [
        ("Издать приказ", "31.08.2026, до начала года"), ("Сдать отчёт", "10.09.2027, после конца года"),
    ]  # fmt: skip
    assert "Издать приказ" not in text_of(at(methodist).get("/plans/calendar/year/?year=2027"))


def test_the_list_of_plans_and_a_plan_lead_here(cast, at, plan, methodist) -> None:
    assert 'href="/plans/calendar/">Календарь</a>' in text_of(at(methodist).get("/plans/"))
    page = text_of(at(methodist).get(f"/plans/{plan.pk}/"))
    assert f'href="/plans/calendar/year/?plan={plan.pk}">Лента года</a>' in page


@pytest.mark.slow
def test_every_tab_is_in_sight_on_a_phone(at, methodist, browser: str) -> None:
    with window(browser) as shown:
        shown.client = at(methodist)
        for size in (SMALL, NARROW):
            shown.resize(size)
            for page in (*PAGES, "agenda_settings"):
                address = reverse(page)
                shown.show(shown.client.get(address), address)
                assert shown.do(lambda one: one.evaluate(TABS_IN_SIGHT)) == [True] * 4, (page, size)
        shown.leave()


@pytest.mark.parametrize(
    ("role", "pages", "closed"),
    [
        ("expert", (*PAGES, "agenda_settings"), "/plans/"),
        ("administrator", ("agenda_settings",), "/plans/calendar/"),
    ],
)
def test_no_link_leads_where_the_person_may_not_go(cast, at, role, pages, closed) -> None:
    client = at(add_codes(cast.roles[role]))
    assert client.get(closed).status_code == 403
    for page in pages:
        answer = client.get(reverse(page))
        assert (answer.status_code, f'href="{closed}"' in answer.content.decode()) == (200, False), page
    made = client.post(reverse("agenda_feed_make"), {"scope": "mine"})
    assert f'href="{closed}"' not in made.content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("is_training", [False, True])
def test_the_ribbon_is_printed_on_lying_sheets_from_the_first(
    at, plan, methodist, settings, browser: str, is_training
) -> None:
    settings.IS_DEMO = is_training
    row_of(plan, methodist, date(2027, 3, 31))
    address = "/plans/calendar/year/?year=2026/27"
    with window(browser) as shown:
        shown.client = at(methodist)
        shown.show(shown.client.get(address), address)
        printed = shown.do(lambda page: page.pdf(prefer_css_page_size=True))
        shown.leave()
    with pdfplumber.open(io.BytesIO(printed)) as document:
        sheets = [
            (sheet.width > sheet.height, "Провести инструктаж" in sheet.extract_text())
            for sheet in document.pages
        ]
        assert "УЧЕБНЫЕ ДАННЫЕ" in document.pages[0].extract_text() or not is_training
    assert sheets == [(True, True)]
