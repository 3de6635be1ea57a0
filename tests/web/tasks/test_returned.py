"""Letters and forms: what goes out in the archive, what comes back in one heap."""

from __future__ import annotations

import io
import zipfile

import pytest
from case_results import sheet_rows
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from task_words import ANSWERS, DONE, fetched, filled, paper, paragraphs, soon

from objektiv.web.cases.domain import set_terms
from objektiv.web.shell.blank_reading import read_blank
from objektiv.web.shell.models import Job
from objektiv.web.tasks import domain
from objektiv.web.tasks.domain import Wanted
from objektiv.web.tasks.exporters import letter_sheet
from objektiv.web.tasks.models import Letter, Report, ReturnedForm, Task
from objektiv.web.tasks.papers import BLANKS, write_blank, write_letter


def bring(user, *uploads) -> list[tuple[str, str]]:
    heap = domain.receive_forms(uploads, by=user)
    return [(one.state, one.sentence) for one in heap.forms.all()]


def confirmed(user, *uploads) -> list[tuple[str, str]]:
    heap = domain.confirm_heap(domain.receive_forms(uploads, by=user), by=user)
    return [(one.state, one.sentence) for one in heap.forms.all()]


def test_the_letter_says_who_what_until_when_and_the_code(cast, letter, task, tmp_path) -> None:
    write_letter(letter, task, tmp_path / "1.docx")
    said = paragraphs(tmp_path / "1.docx")
    for words in (
        "Поручение № 1-Ш", "Северный район — Школа № 1", "Инструктаж организаторов", f"{soon():%d.%m.%Y}",
        task.code, "Провести инструктаж и собрать подписи.", "Сколько человек (число)",
    ):  # fmt: skip
        assert words in said


def test_a_letter_made_again_is_the_same_and_names_the_signer(cast, action, tmp_path) -> None:
    set_terms(
        cast.municipality, by=cast.coordinator, version=0, reply_days=None, works_kept_until=None,
        signer_post="начальник управления", signer_name="И. И. Иванова",
    )  # fmt: skip
    letter = domain.give(action, schools=[cast.school], by=cast.coordinator)
    task = fetched(cast.school)
    write_letter(letter, task, tmp_path / "1.docx")
    action.text = "Другие слова"
    action.save()
    write_letter(Letter.objects.get(), fetched(cast.school), tmp_path / "2.docx")
    assert paragraphs(tmp_path / "1.docx") == paragraphs(tmp_path / "2.docx")
    assert "начальник управления, И. И. Иванова" in paragraphs(tmp_path / "2.docx")


def test_a_reminder_names_the_letter_that_gave_the_task(cast, task, tmp_path) -> None:
    reminder = domain.remind(task, by=cast.coordinator)
    write_letter(reminder, task, tmp_path / "1.docx")
    said = paragraphs(tmp_path / "1.docx")
    assert "Напоминание о поручении № 2-Ш" in said
    assert f"№ 1-Ш): 2.1 Инструктаж организаторов. Срок — {soon():%d.%m.%Y}; отчёта пока нет." in said


@pytest.mark.parametrize("kind", BLANKS)
def test_an_empty_form_is_read_with_its_code_and_nothing_else(task, tmp_path, kind) -> None:
    write_blank(task, kind, tmp_path / f"1.{kind}")
    read = read_blank(tmp_path / f"1.{kind}")
    assert (read.code, read.answers) == (task.code, {})


def test_the_archive_holds_a_letter_and_a_form_a_school(
    cast, letter, schools, at, django_capture_on_commit_callbacks
) -> None:
    browser = at(cast.coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(reverse("task_pack", args=[letter.pk]))
    job = Job.objects.get()
    assert (answer.url, job.state) == (reverse("job", args=[job.pk]), "done")
    with zipfile.ZipFile(io.BytesIO(b"".join(browser.get(job.result_url).streaming_content))) as archive:
        assert archive.testzip() is None
        names = sorted(archive.namelist())
        book = sheet_rows(archive.read("Кому направлено.xlsx"))
    year = timezone.localdate().year
    assert names == sorted(
        [
            *(
                f"{one.code} {one.title}/{name}"
                for one in schools
                for name in (f"Бланк отчёта {one.code} 1-Ш-{year}.xlsx", f"Поручение 1-Ш-{year}.docx")
            ),
            "Кому направлено.xlsx",
        ]
    )
    assert [row[0] for row in book if str(row[0]).startswith("Школа №")] == [one.title for one in schools]
    assert at(cast.roles["municipal_methodist"]).get(job.result_url).status_code == 404


def test_a_form_becomes_the_report_of_the_school(cast, task, tmp_path) -> None:
    upload = filled(task, tmp_path, "12", DONE)
    assert bring(cast.coordinator, upload) == [("new", "")]
    assert Report.objects.count() == 0
    upload.seek(0)
    assert confirmed(cast.coordinator, upload) == [("new", "")]
    given = Report.objects.get()
    assert (given.text, given.answers, given.is_entered, given.by) == (DONE, ANSWERS, True, cast.coordinator)
    stored = fetched(cast.school)
    assert (stored.state, stored.reported_by) == ("reported", None)
    assert given.forms.get().name == "отчёт.xlsx"


def test_the_school_may_bring_its_own_form(cast, task, tmp_path) -> None:
    assert confirmed(cast.deputy, filled(task, tmp_path, "12", DONE)) == [("new", "")]
    assert (Report.objects.get().is_entered, fetched(cast.school).reported_by) == (False, cast.deputy)


def test_the_same_form_twice_changes_nothing_and_another_stands_beside(cast, task, tmp_path) -> None:
    first, again = (filled(task, tmp_path, "12", DONE) for _ in range(2))
    more = filled(task, tmp_path, "13", f"{DONE} Ещё один.")
    assert [state for state, _ in confirmed(cast.coordinator, first, again, more)] == ["new", "same", "more"]
    assert [state for state, _ in confirmed(cast.coordinator, filled(task, tmp_path, "12", DONE))] == ["same"]
    assert [(one.number, one.answers["people"]) for one in Report.objects.all()] == [(1, "12"), (2, "13")]


def test_a_heap_confirmed_twice_is_stored_once(cast, task, tmp_path) -> None:
    heap = domain.receive_forms([filled(task, tmp_path, "12", DONE)], by=cast.coordinator)
    for _ in range(2):
        domain.confirm_heap(heap, by=cast.coordinator)
    assert Report.objects.count() == 1


def test_a_document_is_known_by_the_code_in_its_name_and_stands_beside_the_report(
    cast, task, tmp_path
) -> None:
    heap = [paper(f"приказ {task.code.lower()}.pdf"), filled(task, tmp_path, "12", DONE)]
    assert [state for state, _ in confirmed(cast.coordinator, *heap)] == ["paper", "new"]
    given = Report.objects.get()
    assert [one.name for one in given.files.all()] == [f"приказ {task.code.lower()}.pdf"]


def test_a_document_without_a_report_waits_beside_the_task(cast, task) -> None:
    assert bring(cast.coordinator, paper(f"{task.code}.pdf"))[0][0] == "paper"
    assert confirmed(cast.coordinator, paper(f"{task.code}.pdf")) == [("paper", "")]
    assert (fetched(cast.school).state, task.evidence.count()) == ("given", 1)


def test_problems_are_named_file_by_file(cast, task, letter, action, tmp_path) -> None:
    foreign = filled(task, tmp_path, "12", DONE)
    broken = SimpleUploadedFile("бланк.docx", b"PK\x03\x04 broken")
    heap = (
        filled(task, tmp_path, "много", DONE), filled(task, tmp_path, "", ""), broken, paper("скан.pdf"),
        paper(f"{letter.pk}-ABCD-EFGH.pdf"),
    )  # fmt: skip
    found = bring(cast.coordinator, *heap)
    assert {state for state, _ in found} == {"refused"}
    said = (
        "Школа № 1. «Сколько человек»: нужно число",
        "не заполнен",
        "повреждена",
        "код бланка",
        "здесь нет",
    )
    for (_, sentence), words in zip(found, said, strict=True):
        assert words in sentence
    assert "с которой вы не работаете" in bring(cast.other_coordinator, foreign)[0][1]
    domain.recall(task, reason="Ошибка", by=cast.coordinator)
    foreign.seek(0)
    assert "«отозвано»" in bring(cast.coordinator, foreign)[0][1]
    assert ReturnedForm.objects.exclude(state="refused").count() == 0


def test_what_cannot_be_stored_any_more_says_why(cast, task, tmp_path) -> None:
    heap = domain.receive_forms([filled(task, tmp_path, "12", DONE)], by=cast.coordinator)
    domain.recall(task, reason="Ошибка", by=cast.coordinator)
    stored = domain.confirm_heap(heap, by=cast.coordinator).forms.get()
    assert (stored.state, "«отозвано»" in stored.sentence, Report.objects.count()) == ("refused", True, 0)


def test_the_heap_is_shown_with_who_is_still_missing(cast, letter, task, schools, at, tmp_path) -> None:
    browser = at(cast.coordinator)
    sent = {"uploads": [filled(task, tmp_path, "12", DONE), paper("скан.pdf")]}
    address = browser.post(reverse("task_forms_new"), sent).url
    page = browser.get(address)
    assert (page.context["count"], [one.school for one in page.context["missing"]]) == (1, schools[1:])
    assert "Внести: 1" in page.content.decode()
    page = browser.post(f"{address}confirm/", follow=True)
    assert "Внесено отчётов: 1, документов: 0." in page.content.decode()
    assert [one.school for one in page.context["missing"]] == schools[1:]
    assert at(cast.roles["municipal_methodist"]).get(address).status_code == 404


def test_a_needed_document_is_spoken_of_in_the_form(cast, action, tmp_path) -> None:
    domain.give(
        action, schools=[cast.school], by=cast.coordinator, what_to_report=Wanted(is_paper_needed=True)
    )
    task = Task.objects.select_related("letter", "school").get()
    write_blank(task, "docx", tmp_path / "1.docx")
    assert f"вписав код бланка {task.code} в имя файла" in paragraphs(tmp_path / "1.docx")


def test_a_document_beside_its_form_does_not_wait_for_a_report(cast, task, tmp_path) -> None:
    form, document = filled(task, tmp_path, "12", DONE), paper(f"{task.code}.pdf")
    assert bring(cast.coordinator, document, form) == [("paper", ""), ("new", "")]


def test_only_a_report_takes_a_school_off_those_who_are_missing(cast, letter, schools, at, tmp_path) -> None:
    tasks = [fetched(one) for one in schools]
    domain.report(tasks[0], text=DONE, answers=ANSWERS, by=cast.coordinator)
    domain.send_back(tasks[0], reason="Мало", by=cast.coordinator)
    heap = domain.receive_forms(
        [
            paper(f"{tasks[0].code}.pdf"),
            paper(f"{tasks[1].code}.pdf"),
            filled(tasks[2], tmp_path, "12", DONE),
        ],
        by=cast.coordinator,
    )
    page = at(cast.coordinator).get(reverse("task_forms", args=[heap.pk]))
    assert [one.school for one in page.context["missing"]] == schools[:2]


def test_what_goes_out_begins_and_ends_as_sentences_do(cast, letter, task, tmp_path) -> None:
    write_letter(letter, task, tmp_path / "1.docx")
    assert "поручаем: 2.1 Инструктаж организаторов.\n" in paragraphs(tmp_path / "1.docx")
    assert letter_sheet(letter, [task]).lines[0].startswith("Поручение № 1-Ш")
