"""Papers of a plan, its X-ray, the register of decisions: what they say, and to whom they are given."""

from __future__ import annotations

import io
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document
from plan_words import DOCUMENT, scan
from signing_in import rows_of

from objektiv.plans.reading import read_plan
from objektiv.web.plans import domain
from objektiv.web.plans.document import as_document
from objektiv.web.plans.models import Plan
from objektiv.web.plans.papers import PAPERS, poster_of
from objektiv.web.plans.snapshot import text_of


def words(answer) -> str:
    """All texts of a downloaded docx."""
    document = Document(io.BytesIO(answer.content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_a_plan_from_a_file_goes_out_as_it_came_in(cast, at, tmp_path) -> None:
    upload = SimpleUploadedFile("план.md", DOCUMENT.encode())
    made = domain.receive(upload, unit=cast.municipality, by=cast.coordinator)
    plan = domain.confirm_import(made, by=cast.coordinator)
    answer = at(cast.coordinator).get(f"/plans/{plan.pk}/papers/plan.docx")
    file = tmp_path / "plan.docx"
    file.write_bytes(answer.content)
    again = read_plan(file)
    assert [
        (one.text.text, one.deadline.text, one.responsible.text, one.result.text) for one in again.actions
    ] == [(row["text"], row["deadline"], row["responsible"], row["result"]) for row in made.rows]
    assert [one.title.text for one in again.sections] == ["Организация процедур", "Анализ результатов"]


def test_an_approved_plan_says_of_which_order_it_is_the_annex(cast, at, approved) -> None:
    head = as_document(text_of(approved)).head
    assert head.annex is not None
    assert (head.annex.document.text, head.annex.order_number.text, head.approvals) == ("приказ", "15", ())
    said = words(at(cast.coordinator).get(f"/plans/{approved.pk}/papers/plan.docx"))
    assert f"от {timezone.localdate():%d.%m.%Y} № 15" in said


def test_a_draft_has_an_empty_corner(draft) -> None:
    head = as_document(text_of(draft)).head
    assert [(one.word.text, one.date.text) for one in head.approvals] == [("УТВЕРЖДАЮ", "")]
    assert head.organisation.text == "Северный район"


def test_the_report_says_what_was_done_by_whom_and_what_proves_it(cast, at, approved, action, late) -> None:
    methodist = cast.roles["municipal_methodist"]
    domain.attach_evidence(action, scan(), title="Лист инструктажа № 3", by=methodist)
    domain.report_done(action, report="Провели, 12 человек.", by=methodist)
    domain.accept(action, by=cast.coordinator)
    third = approved.actions.select_related("plan__unit").get(number="1.3")
    domain.mark_not_done(third, reason="Болезнь исполнителя", by=methodist)
    answer = at(cast.coordinator).get(f"/plans/{approved.pk}/papers/fulfilment.xlsx")
    rows = [*rows_of(answer, 0), *rows_of(answer, 1)]
    told = {str(row[0]): [str(cell) for cell in row] for row in rows if str(row[0]).startswith("1.")}
    assert told["1.2"][1:3] == ["Инструктаж организаторов", "не позднее чем за 2 дня до ВПР"]
    assert "Провели, 12 человек." in told["1.2"]
    assert "Лист инструктажа № 3" in told["1.2"]
    assert any("Болезнь исполнителя" in cell for cell in told["1.3"])
    assert any("просрочено" in cell for cell in told["1.1"])
    assert "Эффект" not in [str(cell) for row in rows for cell in row]
    domain.judge_effect(
        approved.actions.select_related("plan__unit").get(number="1.2"), effect="helped", ground="Ошибок меньше.",
        by=cast.coordinator,
    )  # fmt: skip
    judged = at(cast.coordinator).get(f"/plans/{approved.pk}/papers/fulfilment.xlsx")
    cells = {str(cell) for sheet in (0, 1) for row in rows_of(judged, sheet) for cell in row}
    assert {"Эффект", "помогло"} <= cells
    head = "\n".join(str(cell) for row in rows for cell in row)
    assert "Выполнено 1 из 3\xa0мероприятий" in head


def test_papers_of_an_office_name_their_year(cast, at, approved) -> None:
    browser = at(cast.coordinator)
    year = "на 2026/27 учебный год"
    assert f"плана мероприятий {year}" in words(browser.get(f"/plans/{approved.pk}/papers/fulfilment.docx"))
    assert f"План мероприятий {year}" in words(browser.get(f"/plans/{approved.pk}/papers/plan.docx"))
    assert f"Об утверждении плана мероприятий {year}" in words(
        browser.get(f"/plans/{approved.pk}/papers/order.docx")
    )
    Plan.objects.update(title="План на 2026 – 2027 год")
    assert "Отчёт о выполнении\nплана на 2026 – 2027 год\n" in words(
        browser.get(f"/plans/{approved.pk}/papers/fulfilment.docx")
    )


def test_the_report_says_the_day_that_an_event_gives_and_what_is_only_expected(
    cast, at, approved, procedure
) -> None:
    rows = rows_of(at(cast.coordinator).get(f"/plans/{approved.pk}/papers/fulfilment.xlsx"), 1)
    (told,) = [[str(cell) for cell in row] for row in rows if str(row[0]) == "1.2"]
    assert told[2] == "не позднее чем за 2 дня до ВПР (16.04.2027)"
    assert "ожидается: Лист инструктажа" in told


def test_a_new_order_does_not_bear_the_number_of_the_old_one(cast, at, approved) -> None:
    browser = at(cast.coordinator)
    Plan.objects.update(controller=cast.roles["municipal_head"])
    first = words(browser.get(f"/plans/{approved.pk}/papers/order.docx"))
    assert "№ 15" not in first
    assert "А. П..\n" not in first
    domain.amend(Plan.objects.get(), by=cast.coordinator, reason="Сроки")
    said = words(browser.get(f"/plans/{approved.pk}/papers/order.docx"))
    requisites = f"приказ № 15 от {timezone.localdate():%d.%m.%Y}"
    assert "О внесении изменений в план мероприятий на 2026/27 учебный год" in said
    assert (
        f"1. Внести изменения в план мероприятий на 2026/27 учебный год (утверждён: {requisites}), изложив его текст в"
        " новой редакции (приложение)."
    ) in said


def test_the_poster_stands_on_the_days_of_the_office(approved, procedure) -> None:
    poster = poster_of(approved)
    (row,) = [one for group in poster.groups for one in group.rows if one.number == "1.2."]
    assert (row.marks, row.words) == ((date(2027, 4, 16),), "")


def test_every_paper_is_made_in_every_kind(cast, at, approved) -> None:
    browser = at(cast.coordinator)
    begins = {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF-"}
    for paper in PAPERS:
        for kind, first in begins.items():
            answer = browser.get(f"/plans/{approved.pk}/papers/{paper}.{kind}")
            assert (answer.status_code, answer.content[: len(first)]) == (200, first)
    assert browser.get(f"/plans/{approved.pk}/poster.pdf").content[:5] == b"%PDF-"
    assert browser.get(f"/plans/{approved.pk}/papers/plan.exe").status_code == 404
    assert browser.get(f"/plans/{approved.pk}/papers/other.pdf").status_code == 404
    assert at(cast.deputy).get(f"/plans/{approved.pk}/papers/plan.pdf").status_code == 404


def test_the_register_names_decisions_their_execution_and_effect(cast, at, head, draft) -> None:
    row = domain.add_row(
        draft, by=cast.coordinator, row="decision", number="Р1", text="Усилить контроль", result="Приказ"
    )
    domain.approve_plan(
        Plan.objects.get(), by=head, document="приказ", document_number="1", document_date=timezone.localdate(),
        signed_by="начальник", scan=scan(),
    )  # fmt: skip
    row = draft.actions.select_related("plan__unit").get(pk=row.pk)
    domain.judge_effect(row, effect="helped", ground="Признаков меньше.", by=cast.coordinator)
    said = words(at(cast.coordinator).get("/plans/decisions/"))
    for one in (
        "Усилить контроль",
        "План мероприятий",
        "Не начато; ожидается: Приказ",
        "помогло",
        "Северный район",
    ):
        assert one in said
    assert "Инструктаж организаторов" not in said
    assert "Усилить контроль" not in words(at(cast.deputy).get("/plans/decisions/"))


def test_the_xray_leads_to_the_rows_it_speaks_of(cast, at, draft) -> None:
    domain.add_row(draft, by=cast.coordinator, number="1.4", text="Публикация итогов")
    answer = at(cast.coordinator).get(f"/plans/{draft.pk}/check/")
    found = answer.context["found"]
    without = {row.number for one in found if one.finding.code == "deadline_missing" for row in one.rows}
    assert without == {"1.4"}
    row = draft.actions.get(number="1.4")
    assert f'href="/plans/{draft.pk}/actions/{row.pk}/"' in answer.content.decode()


def test_statuses_of_the_report_are_those_of_the_product(approved) -> None:
    from objektiv.web.plans.papers import DONE

    assert sorted(DONE) == ["принято"]
