"""Pages of the risk zone: one click from a case, the register and its workbook there and back, acts, the school."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from risk_words import CRITERIA, FOUND, REASON
from signing_in import add_codes, rows_of

from objektiv.web.access.exporters import EXCEL
from objektiv.web.cases.links import links_for
from objektiv.web.findings.links import links_for as school_links
from objektiv.web.support import domain
from objektiv.web.support.models import RiskEntry

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def sheet_rows(answer):
    rows = rows_of(answer)
    head = next(i for i, row in enumerate(rows) if "№ записи" in row)
    return list(rows[head]), [list(row) for row in rows[head + 1 :]]


def book(head, rows) -> SimpleUploadedFile:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet = workbook.add_worksheet("Зона риска")
        for number, row in enumerate([head, *rows]):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("реестр.xlsx", made.getvalue(), content_type=EXCEL)


def risk_links(user, case) -> list:
    """Of the links of a case, those to the risk zone: other apps add theirs."""
    return [one for one in links_for(user, case) if one.url.startswith("/risk/")]


def test_one_click_on_the_page_of_a_decided_case_proposes_the_school(cast, confirmed, at) -> None:
    browser = at(cast.coordinator)
    (offered,) = risk_links(cast.coordinator, confirmed)
    assert (offered.title, offered.url, offered.is_act) == (
        "Предложить в зону риска", f"/risk/case/{confirmed.pk}/", True,
    )  # fmt: skip
    assert f'action="{offered.url}"' in browser.get(f"/cases/{confirmed.pk}/").content.decode()
    answer = browser.post(offered.url)
    entry = RiskEntry.objects.get()
    assert (answer.url, entry.school, FOUND in entry.reason) == (f"/risk/{entry.pk}/", cast.school, True)
    (link,) = risk_links(cast.coordinator, confirmed)
    assert (link.title, link.url, link.is_act) == ("Зона риска: предложено", answer.url, False)
    again = browser.post(offered.url, follow=True)
    assert "Незавершённая запись об этой школе уже есть." in again.content.decode()
    assert RiskEntry.objects.count() == 1


def test_a_case_offers_nothing_to_others_or_before_the_decision(cast, asked) -> None:
    assert risk_links(cast.coordinator, asked) == []
    asked.outcome = "confirmed"
    assert [risk_links(one, asked) for one in (cast.deputy, cast.roles["municipal_methodist"])] == [[], []]


def test_the_page_of_a_school_leads_to_its_entry(cast, confirmed, at) -> None:
    def ours(user) -> list[str]:
        return [one.url for one in school_links(user, confirmed.result) if one.url.startswith("/risk/")]

    assert ours(cast.coordinator) == [f"/risk/new/?result={confirmed.result_id}"]
    assert ours(cast.deputy) == []
    browser = at(cast.coordinator)
    made = browser.post(f"/risk/new/?result={confirmed.result_id}", {"reason": REASON, "level": "region"})
    entry = RiskEntry.objects.get()
    assert (made.url, entry.basis, entry.level) == (f"/risk/{entry.pk}/", "finding", "region")
    assert [ours(one) for one in (cast.coordinator, cast.deputy)] == [[f"/risk/{entry.pk}/"]] * 2


def test_signs_that_a_person_did_not_confirm_are_no_ground(cast, confirmed, at) -> None:
    type(confirmed).objects.update(outcome="not_confirmed", state="not_confirmed")
    assert [one.url for one in school_links(cast.coordinator, confirmed.result) if "risk" in one.url] == []
    assert at(cast.coordinator).get(f"/risk/new/?result={confirmed.result_id}").status_code == 404


def test_signs_that_the_school_has_not_answered_for_are_no_address(cast, asked, at) -> None:
    assert at(cast.coordinator).get(f"/risk/new/?result={asked.result_id}").status_code == 404
    assert at(cast.other_coordinator).get(f"/risk/new/?result={asked.result_id}").status_code == 404


def test_a_school_is_proposed_for_a_fact(cast, at) -> None:
    browser = at(cast.coordinator)
    sent = {"school": "990002 — Школа № 2", "reason": REASON, "level": "municipality"}
    assert browser.post("/risk/new/", sent).status_code == 302
    assert RiskEntry.objects.get().school == cast.neighbour
    assert browser.post("/risk/new/", {**sent, "school": "990003"}).status_code == 422
    assert RiskEntry.objects.count() == 1


def test_the_school_reads_its_own_entry_and_changes_nothing(cast, ready, at) -> None:
    page = at(cast.deputy).get(f"/risk/{ready.pk}/")
    text = page.content.decode()
    assert (REASON in text, CRITERIA in text, page.context["offers"]) == (True, True, [])
    for act in ("enter", "edit", "support", "reject"):
        sent = {
            "version": ready.version,
            "reason": REASON,
            "level": "school",
            "title": "М",
            "due_on": "2030-01-01",
        }
        assert at(cast.deputy).post(f"/risk/{ready.pk}/{act}/", sent).status_code == 403
    assert [one.school.title for one in at(cast.deputy).get("/risk/").context["page"]] == ["Школа № 1"]
    assert at(cast.other_deputy).get(f"/risk/{ready.pk}/").status_code == 404
    assert list(at(cast.other_deputy).get("/risk/").context["page"]) == []


@pytest.mark.parametrize("role", ["council", "observer", "expert", "administrator", "subject_teacher"])
def test_public_and_other_roles_get_nothing(cast, ready, at, role) -> None:
    browser = at(add_codes(cast.roles[role]))
    assert [
        browser.get(one).status_code for one in ("/risk/", f"/risk/{ready.pk}/", "/risk/?format=xlsx")
    ] == [403] * 3


def test_the_acts_of_the_page_follow_the_state(cast, proposed, at) -> None:
    browser, address = at(cast.coordinator), f"/risk/{proposed.pk}/"

    def offered() -> list[str]:
        return [one.act.code for one in browser.get(address).context["offers"]]

    assert offered() == ["edit", "support", "reject"]
    sent = {
        "version": 1, "level": "region", "curator": cast.roles["municipal_methodist"].pk, "exit_criteria": CRITERIA,
        "review_on": "2030-02-26", "exit_planned_on": "",
    }  # fmt: skip
    assert browser.post(f"{address}edit/", sent).status_code == 302
    assert offered() == ["enter", "edit", "support", "reject"]
    proposed.refresh_from_db()
    browser.post(f"{address}enter/", {"version": proposed.version})
    assert offered() == ["edit", "support", "leaving"]
    stale = browser.post(f"{address}leaving/", {"version": 1, "reason": REASON})
    assert (stale.status_code, "изменил кто-то другой" in stale.content.decode(), REASON in stale.content.decode()) == (
        422, True, True,
    )  # fmt: skip
    assert browser.post(f"{address}unknown/", {}).status_code == 404


def test_what_was_written_for_an_act_that_is_gone_is_given_back(cast, proposed, at) -> None:
    answer = at(cast.coordinator).post(
        f"/risk/{proposed.pk}/leaving/", {"version": 1, "reason": "Учитель принят."}
    )
    assert answer.status_code == 422
    assert "<dd>Учитель принят.</dd>" in answer.content.decode()


def test_help_is_planned_and_marked_on_the_page(cast, ready, at) -> None:
    browser, address = at(cast.roles["municipal_methodist"]), f"/risk/{ready.pk}/"
    sent = {"version": ready.version, "title": "<b>Мастер-класс</b>", "due_on": "2030-02-26"}
    browser.post(f"{address}support/", sent)
    item = ready.support.get()
    assert "&lt;b&gt;Мастер-класс&lt;/b&gt;" in browser.get(address).content.decode()
    browser.post(f"{address}support/{item.pk}/done/")
    assert f"сделано {timezone.localdate():%d.%m.%Y}" in browser.get(address).content.decode()


def test_the_register_is_narrowed_and_stands_by_the_alphabet(cast, ready, at) -> None:
    second = domain.propose(school=cast.neighbour, reason=REASON, by=cast.coordinator, level="region")
    far = domain.propose(school=cast.other_school, reason=REASON, by=cast.region_coordinator)
    domain.reject(far, reason="Помощь уже оказана.", by=cast.region_coordinator)

    def listed(user, **asked) -> list[int]:
        return [
            one.pk
            for one in at(add_codes(user) if user is cast.region_coordinator else user)
            .get("/risk/", asked)
            .context["page"]
        ]

    assert listed(cast.coordinator) == [ready.pk, second.pk]
    assert listed(cast.coordinator, level="region") == [second.pk]
    assert listed(cast.coordinator, q="школа № 1") == [ready.pk]
    assert listed(cast.roles["municipal_methodist"], mine="1") == [ready.pk]
    assert listed(cast.region_coordinator, state="all") == [ready.pk, second.pk, far.pk]
    assert listed(cast.other_coordinator, state="rejected") == [far.pk]


def test_logins_are_for_those_who_may_bring_the_workbook_back(cast, ready, at) -> None:
    for name, knows in (("municipal_coordinator", True), ("regional_analyst", False)):
        head, rows = sheet_rows(at(add_codes(cast.roles[name])).get("/risk/?format=xlsx"))
        assert ("Куратор (логин)" in head, "Версия" in head) == (knows, knows)
        assert [row[head.index("Куратор")] for row in rows] == [ready.curator.short_name]
        assert (ready.curator.login in {cell for row in rows for cell in row}) is knows


def test_the_workbook_goes_there_and_back(cast, ready, at) -> None:
    browser = at(cast.coordinator)
    head, rows = sheet_rows(browser.get("/risk/?format=xlsx"))
    assert rows[0][head.index("Куратор (логин)")] == "municipal_methodist"
    same = browser.post("/risk/change/", {"file": book(head, rows)})
    assert same.context["planned"] == []
    rows[0][head.index("Куратор (логин)")] = "municipal_head"
    rows[0][head.index("Проверить ход помощи")] = "26.02.2030"
    shown = browser.post("/risk/change/", {"file": book(head, rows)})
    assert [one.lines for one in shown.context["planned"]] == [
        [("куратор", "municipal_head"), ("проверить", "26.02.2030")]
    ]
    ready.refresh_from_db()
    assert ready.review_on is None
    browser.post("/risk/change/", {"plan": shown.context["signed"]})
    ready.refresh_from_db()
    assert (ready.curator.login, f"{ready.review_on:%d.%m.%Y}") == ("municipal_head", "26.02.2030")


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("№ записи", 9999, "Такой записи у вас нет."),
        ("Версия", 77, "Запись с тех пор изменили"),
        ("Выход запланирован", "скоро", "это не дата"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(cast, ready, at, column, value, sentence) -> None:
    browser = at(cast.coordinator)
    head, rows = sheet_rows(browser.get("/risk/?format=xlsx"))
    rows[0][head.index("Проверить ход помощи")] = "26.02.2030"
    rows[0][head.index(column)] = value
    shown = browser.post("/risk/change/", {"file": book(head, rows)})
    (planned,) = shown.context["planned"]
    assert sentence in planned.sentence
    browser.post("/risk/change/", {"plan": shown.context["signed"]})
    ready.refresh_from_db()
    assert ready.review_on is None


def test_an_unknown_curator_and_a_stranger_s_preview_change_nothing(cast, ready, at) -> None:
    browser = at(cast.coordinator)
    head, rows = sheet_rows(browser.get("/risk/?format=xlsx"))
    rows[0][head.index("Куратор (логин)")] = "nobody"
    shown = browser.post("/risk/change/", {"file": book(head, rows)})
    assert [one.sentence for one in shown.context["planned"]] == ["Человека с логином «nobody» нет."]
    assert shown.context["count"] == 0
    rows[0][head.index("Куратор (логин)")] = "municipal_head"
    shown = browser.post("/risk/change/", {"file": book(head, rows)})
    type(cast.stranger).objects.filter(login="municipal_head").update(is_active=False)
    assert "Человека с логином «municipal_head» нет." in browser.post(
        "/risk/change/", {"plan": shown.context["signed"]}, follow=True
    ).content.decode()  # fmt: skip
    other = at(cast.other_coordinator).post("/risk/change/", {"plan": shown.context["signed"]}, follow=True)
    assert "Предпросмотр устарел" in other.content.decode()
    assert browser.post("/risk/change/", {"file": book(["Иное"], [[1]])}).status_code == 422


def test_the_register_asks_the_same_of_the_database(cast, at) -> None:
    browser, counts = at(cast.coordinator), []
    browser.get("/risk/")
    for schools in ([cast.school], [cast.neighbour]):
        for one in schools:
            entry = domain.propose(school=one, reason=REASON, by=cast.coordinator)
            domain.add_support(entry, title="Занятие", due_on=timezone.localdate() + DAY, by=cast.coordinator)
        with CaptureQueriesContext(connection) as asked:
            shown = browser.get("/risk/").context["page"]
        counts.append((len(shown), len(asked)))
    assert counts == [(1, counts[0][1]), (2, counts[0][1])]
