"""Rows of a plan corrected in Excel: what would change, then the changes, by the same verbs."""

from __future__ import annotations

import io

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from signing_in import rows_of

from objektiv.web.access.exporters import EXCEL
from objektiv.web.plans import domain
from objektiv.web.plans.models import Action


def taken(browser, plan) -> tuple[list[str], dict[str, dict[str, object]]]:
    """The heading of the workbook and its rows by the number of the action."""
    rows = rows_of(browser.get(f"/plans/{plan.pk}/?format=xlsx"))
    at = next(place for place, row in enumerate(rows) if "Мероприятие" in row)
    head = [str(cell) for cell in rows[at]]
    return head, {str(row[0]): dict(zip(head, row, strict=True)) for row in rows[at + 1 :] if row[0]}


def book(head: list[str], rows) -> SimpleUploadedFile:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet = workbook.add_worksheet("План")
        for number, row in enumerate([head, *([one[name] for name in head] for one in rows)]):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("план.xlsx", made.getvalue(), content_type=EXCEL)


def test_the_workbook_comes_back_with_changes(cast, at, draft) -> None:
    browser, address = at(cast.coordinator), f"/plans/{draft.pk}/rows/load/"
    head, rows = taken(browser, draft)
    assert browser.post(address, {"file": book(head, rows.values())}).context["planned"] == []
    rows["1.1"]["Срок по документу"] = "до 5 марта"
    rows["1.2"]["Ответственный (логин)"] = cast.coordinator.login
    rows["1.3"]["Ответственный (логин)"] = "nobody"
    seen = browser.post(address, {"file": book(head, rows.values())})
    assert [(one.lines, one.sentence) for one in seen.context["planned"]] == [
        ([("срок", "до 5 марта")], ""), ([("ответственный в системе", cast.coordinator.login)], ""),
        ([], "Среди людей этой территории нет логина «nobody»."),
    ]  # fmt: skip
    assert browser.post(address, {"plan": seen.context["signed"]}).url == f"/plans/{draft.pk}/"
    found = {one.number: (one.deadline, f"{one.due_on}", one.owner) for one in draft.actions.all()}
    assert (found["1.1"], found["1.2"][2]) == (("до 5 марта", "2027-03-05", None), cast.coordinator)
    again = browser.post(address, {"plan": seen.context["signed"]}, follow=True).content.decode()
    assert again.count("с тех пор изменили") == 2


def test_what_an_approved_plan_says_is_not_changed_by_a_workbook(cast, at, approved) -> None:
    browser, address = at(cast.coordinator), f"/plans/{approved.pk}/rows/load/"
    head, rows = taken(browser, approved)
    rows["1.1"]["Срок по документу"] = "до 5 марта"
    signed = browser.post(address, {"file": book(head, rows.values())}).context["signed"]
    answer = browser.post(address, {"plan": signed}, follow=True)
    assert "вносят новым приказом" in answer.content.decode()
    assert Action.objects.get(number="1.1").deadline == "до 1 марта"


def test_rows_of_another_plan_and_foreign_books_are_refused(cast, at, draft) -> None:
    browser = at(cast.coordinator)
    head, rows = taken(browser, draft)
    other = domain.copy_plan(
        draft, unit=cast.municipality, by=cast.coordinator, title="Другой", school_year="2027/28"
    )
    seen = browser.post(f"/plans/{other.pk}/rows/load/", {"file": book(head, rows.values())})
    assert {one.sentence for one in seen.context["planned"]} == {"Такого мероприятия в этом плане нет."}
    refused = browser.post(f"/plans/{draft.pk}/rows/load/", {"file": book(["А", "Б"], [{"А": 1, "Б": 2}])})
    assert refused.status_code == 422
    stale = browser.post(f"/plans/{draft.pk}/rows/load/", {"plan": seen.context["signed"]}, follow=True)
    assert "Предпросмотр устарел" in stale.content.decode()


def test_who_only_reads_gets_no_codes(cast, at, approved) -> None:
    head, _ = taken(at(cast.roles["municipal_specialist"]), approved)
    assert "Код строки" not in head
    assert at(cast.roles["municipal_specialist"]).get(f"/plans/{approved.pk}/rows/load/").status_code == 403
