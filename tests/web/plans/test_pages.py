"""Pages of plans: the list, a plan, an action, the file side by side, new plans, agreement, what changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from case_results import make_result
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from plan_words import DOCUMENT, YEAR, scan
from signing_in import add_codes, rows_of

from objektiv.web.cases.links import links_for
from objektiv.web.cases.models import Case
from objektiv.web.plans import domain
from objektiv.web.plans.models import Action, EvidenceFile, Plan, PlanImport
from objektiv.web.plans.snapshot import digest_of
from objektiv.web.shell.search import search_everywhere
from objektiv.web.support.domain import propose

DAY = timedelta(days=1)
HEAD = {"title": "План мероприятий", "kind": "measures", "school_year": YEAR, "year": ""}


def text(answer) -> str:
    return answer.content.decode()


def queries(browser, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert browser.get(address).status_code == 200
    return len(caught)


def test_a_district_brings_a_document_looks_through_it_and_makes_a_plan(cast, at) -> None:
    browser = at(cast.coordinator)
    sent = {"unit": "970001", "file": SimpleUploadedFile("план.md", DOCUMENT.encode())}
    answer = browser.post("/plans/new/file/", sent)
    made = PlanImport.objects.get()
    assert answer.url == f"/plans/imports/{made.pk}/"
    page = text(browser.get(answer.url))
    assert "Прочитано строк: 4" in page
    assert 'href="#place-3"' in page
    assert 'id="place-3"' in page
    row = {"version": made.version, "row": "action", "section": "1", "number": "1.1", "text": "Приказ о ВПР",
           "deadline": "до 2 марта 2027", "responsible": "Координатор", "owner": cast.coordinator.login}  # fmt: skip
    assert browser.post(f"{answer.url}rows/a0/", row).url == f"{answer.url}#a0"
    browser.post(f"{answer.url}acts/drop/", {"key": "a3"})
    assert "Создать план, строк: 3" in text(browser.get(answer.url))
    made.refresh_from_db()
    done = browser.post(answer.url, {**HEAD, "version": made.version})
    plan = Plan.objects.get()
    assert done.url == f"/plans/{plan.pk}/"
    assert next((one.text, one.owner, one.due_on) for one in plan.actions.all()) == (
        "Приказ о ВПР", cast.coordinator, date(2027, 3, 2),
    )  # fmt: skip
    assert b"".join(browser.get(f"/plans/{plan.pk}/source/").streaming_content) == DOCUMENT.encode()
    assert "это проект" in text(browser.get(done.url)).lower()


def test_a_file_that_cannot_be_read_is_refused_in_words(cast, at) -> None:
    sent = {"unit": "970001", "file": SimpleUploadedFile("план.docx", b"PK\x03\x04 broken")}
    answer = at(cast.coordinator).post("/plans/new/file/", sent)
    assert answer.status_code == 422
    assert "план.docx: " in text(answer)


def test_suppositions_have_buttons(cast, at, made) -> None:
    rows = [{**row, "suggestions": {"result": "отчёт"}} for row in made.rows]
    PlanImport.objects.filter(pk=made.pk).update(rows=rows)
    browser = at(cast.coordinator)
    address = f"/plans/imports/{made.pk}/"
    assert "Принять все предположения: 4" in text(browser.get(address))
    browser.post(f"{address}acts/take/", {"key": "a0", "field": "result"})
    browser.post(f"{address}acts/leave/", {"key": "a1", "field": "result"})
    assert "Принять все предположения: 2" in text(browser.get(address))
    browser.post(f"{address}acts/take-all/")
    made.refresh_from_db()
    assert [row["result"] for row in made.rows] == ["отчёт", "лист инструктажа", "отчёт", "отчёт"]
    assert browser.post(f"{address}acts/unknown/").status_code == 404


def test_the_plan_shows_rules_days_and_statuses(cast, at, approved, late, procedure) -> None:
    page = text(at(cast.coordinator).get(f"/plans/{approved.pk}/"))
    assert "просрочено (не начато)" in page
    assert "за 2 дня" in page
    assert "исполнить до 16.04.2027" in page
    assert "исполнить до 30.06.2027" in page
    assert "Принято 0 % мероприятий" in page


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["1.1", "1.2", "1.3"]), ("status=overdue", ["1.1"]), ("status=not_started", ["1.1", "1.2", "1.3"]),
        ("kind=briefing", ["1.2"]), ("mine=1", ["1.3"]), ("q=методист", ["1.2"]),
        ("status=nothing", ["1.1", "1.2", "1.3"]),
    ],
)  # fmt: skip
def test_rows_are_narrowed_and_go_out_as_seen(
    cast, at, approved, late, query: str, numbers: list[str]
) -> None:
    approved.actions.filter(number="1.3").update(owner=cast.coordinator)
    browser = at(cast.coordinator)
    shown = browser.get(f"/plans/{approved.pk}/?{query}").context["parts"]
    assert [row.action.number for part in shown for row in part.rows] == numbers
    rows = rows_of(browser.get(f"/plans/{approved.pk}/?{query}&format=xlsx"))
    assert [str(row[0]) for row in rows if str(row[0]).startswith("1.")] == numbers


def test_many_rows_are_changed_after_their_number_is_confirmed(cast, at, draft) -> None:
    browser, keys = at(cast.coordinator), list(draft.actions.values_list("pk", flat=True))
    address = f"/plans/{draft.pk}/rows/change/"
    assert "Изменить отмеченные мероприятия: 2" in text(browser.get(address, {"row": keys[:2]}))
    sent = {"row": keys[:2], "change": "1", "deadline": "до 1 мая", "owner": cast.coordinator.login}
    assert "Изменится мероприятий: 2 из 2." in text(browser.post(address, sent))
    assert not Action.objects.filter(deadline="до 1 мая").exists()
    assert browser.post(address, {**sent, "confirmed": "2"}).url == f"/plans/{draft.pk}/"
    assert set(Action.objects.values_list("number", "due_on", "owner")) == {
        ("1.1", date(2027, 5, 1), cast.coordinator.pk), ("1.2", date(2027, 5, 1), cast.coordinator.pk),
        ("1.3", date(2027, 6, 30), None),
    }  # fmt: skip
    assert "Выберите, что изменить" in text(browser.post(address, {"row": keys, "change": "1"}))
    assert browser.post(address, {"row": "x"}).url == f"/plans/{draft.pk}/"


def test_the_work_is_reported_proven_and_accepted(cast, at, approved, action) -> None:
    methodist, coordinator = at(cast.roles["municipal_methodist"]), at(cast.coordinator)
    page = f"/plans/{approved.pk}/actions/{action.pk}/"
    sent = {"file": scan("лист.pdf"), "title": "Лист инструктажа"}
    assert methodist.post(f"{page}acts/evidence/", sent).url == page
    kept = EvidenceFile.objects.get()
    assert kept.sha256 in text(coordinator.get(page))
    assert b"".join(methodist.get(f"{page}files/{kept.pk}/").streaming_content) == b"%PDF-1.4 signed"
    report = {"version": Action.objects.get(pk=action.pk).version, "report": "Провели", "done_on": ""}
    assert methodist.post(f"{page}acts/report/", report).url == page
    seen = text(methodist.get(page))
    assert "исполнено, на проверке" in seen.lower()
    assert "Принять исполнение" not in seen
    seen = text(coordinator.get(page))
    assert "Принять исполнение" in seen
    version = Action.objects.get(pk=action.pk).version
    refused = coordinator.post(f"{page}acts/return/", {"version": version, "reason": ""})
    assert refused.status_code == 422
    coordinator.post(f"{page}acts/accept/", {"version": version})
    assert Action.objects.get(pk=action.pk).status == "accepted"


def test_who_saves_over_another_keeps_his_words(cast, at, approved, action) -> None:
    browser, page = at(cast.coordinator), f"/plans/{approved.pk}/actions/{action.pk}/"
    domain.take_up(action, by=cast.roles["municipal_methodist"])
    answer = browser.post(f"{page}acts/report/", {"version": 1, "report": "Мой длинный текст", "done_on": ""})
    assert answer.status_code == 422
    assert "кто-то другой" in text(answer)
    assert "Мой длинный текст" in text(answer)


def test_words_links_details_and_people(cast, at, approved, action, procedure) -> None:
    browser, page = at(cast.coordinator), f"/plans/{approved.pk}/actions/{action.pk}/"
    browser.post(f"{page}acts/comment/", {"text": "Жду листы до пятницы"})
    entry = propose(school=cast.school, reason="Две процедуры с признаками.", by=cast.coordinator)
    browser.post(f"{page}acts/link/", {"risk_entry": entry.pk})
    browser.post(f"{page}acts/link/", {"procedure": procedure.pk})
    version = Action.objects.get(pk=action.pk).version
    browser.post(f"{page}acts/details/", {"version": version, "audience": "организаторы"})
    version = Action.objects.get(pk=action.pk).version
    people = {
        "version": version,
        "owner": cast.roles["municipal_methodist"].login,
        "executor": cast.deputy.login,
    }
    assert browser.post(f"{page}acts/assign/", people).url == page
    seen = text(browser.get(page))
    for words in ("Жду листы до пятницы", str(entry), str(procedure), "организаторы", "Методист А. П."):
        assert words in seen
    assert str(entry) not in text(at(cast.roles["municipal_specialist"]).get(page))
    link = action.links.get(risk_entry=entry)
    assert at(cast.roles["municipal_specialist"]).post(f"{page}links/{link.pk}/").status_code == 404
    assert browser.post(f"{page}links/{link.pk}/").url == page
    assert not action.links.filter(risk_entry=entry).exists()


def test_a_plan_is_made_from_the_catalogue(cast, at) -> None:
    browser = at(cast.coordinator)
    page = text(browser.get("/plans/new/catalogue/"))
    assert page.count('name="numbers"') == 50
    sent = {**HEAD, "unit": "970001", "numbers": ["6", "18", "50"]}
    plan_url = browser.post("/plans/new/catalogue/", sent).url
    plan = Plan.objects.get()
    assert plan_url == f"/plans/{plan.pk}/"
    rows = [
        (one.number, one.kind, one.section.number, one.owner_text, one.result) for one in plan.actions.all()
    ]
    assert rows == [
        ("1.1", "briefing", "1", "ответственный организатор", "лист инструктажа"),
        ("2.1", "analysis", "2", "муниципальный координатор, руководитель ОО", "справка"),
        ("3.1", "order", "3", "руководитель МОУО, руководитель ОО", "приказ с приложением"),
    ]  # fmt: skip
    assert browser.post("/plans/new/catalogue/", {**HEAD, "unit": "970001"}).status_code == 422


def test_a_plan_is_made_from_last_years(cast, at, approved, action) -> None:
    approved.actions.filter(number="1.1").update(
        deadline="до 1 марта 2027 г.", text="Приказ на 2026/2027 учебный год"
    )
    domain.take_up(action, by=cast.coordinator)
    browser = at(cast.coordinator)
    form = browser.get(f"/plans/{approved.pk}/copy/").context["form"]
    assert (form.initial["school_year"], form.initial["title"]) == ("2027/28", "План мероприятий")
    sent = {**HEAD, "school_year": "2027/28", "unit": "970001"}
    browser.post(f"/plans/{approved.pk}/copy/", sent)
    plan = Plan.objects.get(school_year="2027/28")
    first, second, _ = plan.actions.all()
    assert (first.deadline, first.text, first.due_on) == (
        "до 1 марта 2028 г.", "Приказ на 2027/2028 учебный год", date(2028, 3, 1),
    )  # fmt: skip
    assert (second.status, second.is_new, plan.copied_from, plan.state) == (
        "not_started",
        True,
        approved,
        "draft",
    )


def test_a_decided_case_leads_to_measures(cast, at) -> None:
    case = Case.objects.create(
        school=cast.school, result=make_result(cast, cast.school), school_year="2020/21", state="confirmed",
        outcome="confirmed", ground="Акт перепроверки.", replied_at=timezone.now(),
    )  # fmt: skip
    link = next(one for one in links_for(cast.coordinator, case) if one.title == "Составить план мер")
    browser = at(cast.coordinator)
    before = browser.get(link.url).context["suggested"]
    suggested = browser.get(f"{link.url}?cause=П8").context["suggested"]
    assert {28, 42} <= {one.entry.number for one, _ in suggested}
    assert len(suggested) > len(before)
    sent = {**HEAD, "title": "Меры", "make": "1", "cause": "П8", "numbers": ["28", "42"]}
    plan_url = browser.post(link.url, sent).url
    plan = Plan.objects.get()
    assert (plan_url, plan.unit, plan.case, plan.kind) == (f"/plans/{plan.pk}/", cast.school, case, "complex")
    assert all(one.links.get().case == case for one in plan.actions.all())
    (found,) = [one for one in links_for(cast.coordinator, case) if one.url == plan_url]
    assert found.title == "План мер: проект"


def test_agreement_and_approval_by_pages(cast, at, head, draft) -> None:
    coordinator, above, chief = at(cast.coordinator), at(add_codes(cast.region_coordinator)), at(head)
    page = f"/plans/{draft.pk}/approval/"
    act = f"/plans/{draft.pk}/acts/"
    assert "Записать утверждение" not in text(coordinator.get(page))
    coordinator.post(
        f"{act}send/", {"version": draft.version, "units": [cast.region.pk], "text": digest_of(draft)}
    )
    assert Plan.objects.get().state == "agreement"
    refused = above.post(f"{act}return/", {"version": 0, "remarks": ""})
    assert refused.status_code == 422
    above.post(f"{act}agree/", {"version": 0, "remarks": "Согласен"})
    plan = Plan.objects.get()
    assert plan.state == "agreed"
    sent = {
        "version": plan.version, "text": digest_of(plan), "document": "приказ", "document_number": "15",
        "signed_by": "начальник",
        "document_date": timezone.localdate().isoformat(), "scan": scan(),
    }  # fmt: skip
    without = chief.post(f"{act}approve/", {**sent, "scan": ""})
    assert without.status_code == 422
    assert chief.post(f"{act}approve/", {**sent, "scan": scan()}).url == page
    assert f"приказ № 15 от {timezone.localdate():%d.%m.%Y}" in text(coordinator.get(page))
    answer = coordinator.get(f"/plans/{draft.pk}/editions/1/scan/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 signed"
    assert above.post(f"{act}agree/", {"version": 0}).status_code == 404


def test_the_difference_is_readable(cast, at, approved, action) -> None:
    domain.amend(approved, by=cast.coordinator, reason="Сроки")
    domain.edit_row(action, by=cast.coordinator, deadline="не позднее чем за 3 дня до ВПР")
    page = text(at(cast.coordinator).get(f"/plans/{approved.pk}/difference/"))
    assert "<del>2</del><ins>3</ins>" in page
    assert "Строк с изменениями: 1" in page


def test_rows_and_sections_are_written_by_hand(cast, at, draft) -> None:
    browser = at(cast.coordinator)
    browser.post(f"/plans/{draft.pk}/sections/", {"version": draft.version, "number": "2", "title": "Итоги"})
    section = draft.sections.get(number="2")
    row = {"version": draft.version, "section": section.pk, "number": "2.1", "text": "Итоговое совещание",
           "kind": "meeting", "row": "decision", "deadline": "июнь", "sub_items": "повестка\nпротокол\n"}  # fmt: skip
    assert browser.post(f"/plans/{draft.pk}/rows/new/", row).url == f"/plans/{draft.pk}/"
    made = draft.actions.get(number="2.1")
    assert (made.section, made.row, made.sub_items, made.due_on) == (
        section,
        "decision",
        ["повестка", "протокол"],
        date(2027, 6, 30),
    )
    edited = {**row, "version": made.version, "deadline": "до 5 июня"}
    browser.post(f"/plans/{draft.pk}/actions/{made.pk}/edit/", edited)
    made.refresh_from_db()
    assert made.due_on == date(2027, 6, 5)
    browser.post(f"/plans/{draft.pk}/actions/{made.pk}/acts/remove/")
    assert not Action.objects.filter(pk=made.pk).exists()
    year = {
        "version": Plan.objects.get().version,
        "title": "План",
        "kind": "roadmap",
        "school_year": "",
        "year": "2027",
        "week": "6",
    }
    browser.post(f"/plans/{draft.pk}/edit/", year)
    plan = Plan.objects.get()
    assert (plan.year, plan.school_year, plan.kind, plan.week) == (2027, "", "roadmap", 6)
    assert plan.actions.get(number="1.3").due_on == date(2027, 12, 31)


def test_the_register_of_decisions(cast, at, head, draft) -> None:
    domain.add_row(
        draft, by=cast.coordinator, row="decision", number="Р1", text="Усилить контроль", result="Приказ"
    )
    domain.approve_plan(
        Plan.objects.get(), by=head, document="приказ", document_number="1", document_date=timezone.localdate(),
        signed_by="начальник", scan=scan(),
    )  # fmt: skip
    browser = at(cast.coordinator)
    page = browser.get("/plans/actions/?row=decision")
    assert [one.number for one in page.context["page"]] == ["Р1"]
    assert "Управленческие решения: 1" in text(page)
    assert "не оценивался" in text(page)
    assert "ожидается: Приказ" in text(page)
    row = Action.objects.select_related("plan__unit").get(number="Р1")
    domain.judge_effect(row, effect="helped", ground="Признаков меньше.", by=cast.coordinator)
    assert "помогло" in text(browser.get("/plans/actions/?row=decision"))
    assert [str(one[12]) for one in rows_of(browser.get("/plans/actions/?row=decision&format=xlsx"))[-2:]] == [
        "Эффект", "помогло",
    ]  # fmt: skip
    assert "Эффект" not in text(browser.get("/plans/actions/?row=action"))
    assert [str(row[1]) for row in rows_of(browser.get("/plans/actions/?row=decision&format=xlsx"))][
        -1
    ] == "Усилить контроль"


def test_search_finds_plans_and_rows(cast, approved) -> None:
    found = dict(search_everywhere(cast.coordinator, "инструктаж"))
    assert [one.title for one in found["Мероприятия планов"]] == ["1.2 Инструктаж организаторов"]
    assert [one.note for one in dict(search_everywhere(cast.coordinator, "План меро"))["Планы"]] == [
        "Северный район, утверждён"
    ]
    assert "Планы" not in dict(search_everywhere(cast.deputy, "План меро"))


def test_lists_ask_as_many_questions_for_three_as_for_one(cast, at, head, approved) -> None:
    browser = at(cast.coordinator)
    addresses = ("/plans/", "/plans/actions/", f"/plans/{approved.pk}/")
    Action.objects.exclude(number="1.1").update(excluded_by=approved.editions.get())
    one = [queries(browser, address) for address in addresses]
    Action.objects.update(excluded_by=None, owner=cast.coordinator)
    for title in ("Второй", "Третий"):
        domain.copy_plan(approved, unit=cast.municipality, by=cast.coordinator, title=title, school_year=YEAR)
    Plan.objects.update(state="approved")
    Action.objects.update(is_new=False)
    assert [queries(browser, address) for address in addresses] == one


def test_the_page_of_a_file_asks_as_many_questions_for_many_rows(cast, at, made) -> None:
    browser = at(cast.coordinator)
    many = queries(browser, f"/plans/imports/{made.pk}/")
    PlanImport.objects.filter(pk=made.pk).update(rows=made.rows[:1])
    assert queries(browser, f"/plans/imports/{made.pk}/") == many
