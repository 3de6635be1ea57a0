"""Numbered letters: whose book, which number, what is in the archive and in the form."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from case_results import make_result, sheet_rows
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from objektiv.web.access.domain import assign
from objektiv.web.cases.blank import write_blank_docx, write_blank_xlsx
from objektiv.web.cases.domain import ask_school, keep_works, open_case, remind, set_terms
from objektiv.web.cases.letters import write_letter_file
from objektiv.web.cases.models import Letter
from objektiv.web.shell.blank import LAST_ROOM_POINTS, ROOM_POINTS
from objektiv.web.shell.blank_reading import read_blank
from objektiv.web.shell.models import Job

pytestmark = pytest.mark.django_db


def ask_other(cast, school, by):
    return ask_school(open_case(make_result(cast, school), [], by=by), by=by)


def numbers(organisation) -> list[tuple[str, int]]:
    return list(
        Letter.objects.filter(organisation=organisation).order_by("pk").values_list("register", "number")
    )


def paragraphs(path: Path) -> str:
    text = "\n".join(one.text for one in docx.Document(str(path)).paragraphs)
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_each_organisation_numbers_its_own_letters_and_orders(cast, asked) -> None:
    ask_other(cast, cast.neighbour, cast.coordinator)
    ask_other(cast, cast.other_school, cast.other_coordinator)
    remind(asked, by=cast.coordinator)
    keep_works(asked, until=timezone.localdate() + timedelta(days=9), by=cast.coordinator, ground="анализ")
    assert numbers(cast.municipality) == [("letters", 1), ("letters", 2), ("letters", 3), ("orders", 1)]
    assert numbers(cast.other_municipality) == [("letters", 1)]


def test_the_region_writes_on_its_own_behalf(cast, case) -> None:
    ask_school(case, by=cast.region_coordinator)
    assert case.letters.get().organisation == cast.region


def test_who_holds_both_roles_writes_for_the_nearest(cast, case) -> None:
    assign(cast.coordinator, role="regional_coordinator", unit=cast.region, by=None)
    both = type(cast.coordinator).objects.get(pk=cast.coordinator.pk)
    ask_school(case, by=both)
    assert case.letters.get().organisation == cast.municipality


def test_the_number_says_its_book_wherever_it_is_printed(cast, asked, as_, tmp_path: Path) -> None:
    keep_works(asked, until=timezone.localdate() + timedelta(days=9), by=cast.coordinator, ground="анализ")
    order, letter = asked.letters.get(kind="keep"), asked.letters.get(kind="ask")
    assert (letter.shown_number, order.shown_number) == ("1-И", "1-П")
    day = f"{letter.made_on:%d.%m.%Y}"
    for paper, number in ((letter, "1-И"), (order, "1-П")):
        write_letter_file(paper, tmp_path / "1.docx")
        assert f"№ {number} от {day}" in paragraphs(tmp_path / "1.docx")
    write_blank_docx(letter, tmp_path / "2.docx")
    assert f"Пояснения к письму № 1-И от {day}" in paragraphs(tmp_path / "2.docx")
    client = as_(cast.coordinator)
    page = client.get(reverse("letters")).content.decode()
    assert [
        page.count(f'<td data-title="№ и дата" class="text-nowrap">№ {one}') for one in ("1-И", "1-П")
    ] == [1, 1]
    assert f"№ 1-И от {day}" in client.get(reverse("cases_waiting")).content.decode()


def test_a_long_question_has_a_row_as_high_as_it_needs(asked, tmp_path: Path) -> None:
    letter = asked.letters.get()
    letter.questions = [[[1], "слово " * 120], [[2], "Коротко."]]
    write_blank_xlsx(letter, tmp_path / "1.xlsx")
    with zipfile.ZipFile(tmp_path / "1.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    rows = dict(re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', sheet))
    heights = [float(rows[row]) for row in ("8", "9", "10")]
    assert heights[0] >= 15 * len("слово " * 120) / 50
    assert [int(one) for one in heights[1:]] == [ROOM_POINTS, LAST_ROOM_POINTS]


def test_numbers_begin_anew_with_the_year(cast, asked) -> None:
    asked.letters.update(year=2000, number=41)
    ask_other(cast, cast.neighbour, cast.coordinator)
    assert numbers(cast.municipality) == [("letters", 41), ("letters", 1)]


def test_a_letter_made_again_is_the_same_whatever_happened_since(cast, asked, tmp_path: Path) -> None:
    letter = asked.letters.get()
    write_letter_file(letter, tmp_path / "1.docx")
    asked.explanations.update(status="answered")
    cast.school.title = "Переименованная школа"
    cast.school.save()
    write_letter_file(Letter.objects.get(pk=letter.pk), tmp_path / "2.docx")
    assert paragraphs(tmp_path / "1.docx") == paragraphs(tmp_path / "2.docx")
    assert "Мало участников. Работ 18" in paragraphs(tmp_path / "2.docx")


def test_the_signer_of_the_organisation_stands_in_the_letter(cast, case, tmp_path: Path) -> None:
    set_terms(
        cast.municipality, by=cast.coordinator, version=0, reply_days=None, works_kept_until=None,
        signer_post="начальник управления", signer_name="И. И. Иванова",
    )  # fmt: skip
    ask_school(case, by=cast.coordinator)
    write_letter_file(case.letters.get(), tmp_path / "1.docx")
    assert "начальник управления, И. И. Иванова" in paragraphs(tmp_path / "1.docx")


def test_a_reminder_is_once_a_day_and_only_to_those_who_did_not_answer(cast, case) -> None:
    with pytest.raises(ValidationError, match="ещё не ответил"):
        remind(case, by=cast.coordinator)
    ask_school(case, by=cast.coordinator)
    remind(case, by=cast.coordinator)
    with pytest.raises(ValidationError, match="Сегодня"):
        remind(case, by=cast.coordinator)
    with pytest.raises(PermissionDenied):
        remind(case, by=cast.deputy)


@pytest.mark.parametrize(("write", "suffix"), [(write_blank_docx, "docx"), (write_blank_xlsx, "xlsx")])
def test_an_empty_form_is_read_with_its_code_and_nothing_else(asked, tmp_path: Path, write, suffix) -> None:
    letter = asked.letters.get()
    write(letter, tmp_path / f"1.{suffix}")
    read = read_blank(tmp_path / f"1.{suffix}")
    assert (read.code, read.answers) == (letter.code, {})


def test_the_archive_holds_a_letter_and_two_forms_a_school_and_the_book(
    cast, asked, settings, tmp_path, as_, django_capture_on_commit_callbacks
) -> None:
    settings.OBJEKTIV_HOME = tmp_path
    ask_other(cast, cast.neighbour, cast.coordinator)
    ask_other(cast, cast.other_school, cast.other_coordinator)
    client = as_(cast.coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("letters_start_pack"), {"kind": "ask", "only": "1"})
    job = Job.objects.get()
    assert (answer.url, job.state) == (reverse("job", args=[job.pk]), "done")
    with zipfile.ZipFile(io.BytesIO(b"".join(client.get(job.result_url).streaming_content))) as archive:
        assert archive.testzip() is None
        folders = sorted({name.split("/")[0] for name in archive.namelist()})
        year = timezone.localdate().year
        assert sorted(name.split("/")[1] for name in archive.namelist() if name.startswith("0001")) == [
            f"Бланк ответа 1-И-{year}.docx", f"Бланк ответа 1-И-{year}.xlsx", f"Запрос пояснений 1-И-{year}.docx",
        ]  # fmt: skip
        book = sheet_rows(archive.read("Реестр писем.xlsx"))
    assert folders == ["0001-И 990001 Школа № 1", "0002-И 990002 Школа № 2", "Реестр писем.xlsx"]
    head = next(row for row in book if row[:2] == ["№", "Дата"])
    assert head[4] == "Кому"
    assert [row[4] for row in book[book.index(head) + 1 :]] == ["Школа № 1", "Школа № 2"]


def test_the_archive_of_another_is_not_found(
    cast, asked, settings, tmp_path, as_, django_capture_on_commit_callbacks
) -> None:
    settings.OBJEKTIV_HOME = tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        as_(cast.coordinator).post(reverse("letters_start_pack"), {})
    address = Job.objects.get().result_url
    assert as_(cast.other_coordinator).get(address).status_code == 404


def test_the_register_shows_own_letters_alone_with_the_same_number_of_questions(
    cast, asked, as_, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    ask_other(cast, cast.other_school, cast.other_coordinator)
    client = as_(cast.coordinator)
    client.get(reverse("letters"))
    with django_assert_max_num_queries(40) as one:
        page = client.get(reverse("letters"))
    assert [letter.addressee for letter in page.context["page"]] == ["Школа № 1"]
    remind(asked, by=cast.coordinator)
    ask_other(cast, cast.neighbour, cast.coordinator)
    with django_assert_num_queries(len(one)):
        client.get(reverse("letters"))


def test_the_register_goes_out_as_seen(cast, asked, as_) -> None:
    remind(asked, by=cast.coordinator)
    rows = sheet_rows(
        as_(cast.coordinator).get(reverse("letters"), {"kind": "remind", "format": "xlsx"}).content
    )
    body = [row for row in rows if row[2:3] == ["напоминание"]]
    assert [(row[0], row[4], row[6]) for row in body] == [("2-И", "Школа № 1", float(asked.pk))]
    assert not [row for row in rows if row[2:3] == ["запрос пояснений"]]


def test_the_newest_paper_stands_first_whichever_its_book(cast, asked, as_) -> None:
    keep_works(asked, until=timezone.localdate() + timedelta(days=9), by=cast.coordinator, ground="анализ")
    ask_other(cast, cast.neighbour, cast.coordinator)
    Letter.objects.filter(register="letters").update(made_on=timezone.localdate() - timedelta(days=30))
    page = as_(cast.coordinator).get(reverse("letters"))
    assert [one.shown_number for one in page.context["page"]] == ["1-П", "2-И", "1-И"]


def test_an_order_is_called_an_order_and_signed_by_the_head_of_the_school(cast, asked, as_) -> None:
    keep_works(asked, until=timezone.localdate() + timedelta(days=9), by=cast.coordinator, ground="анализ")
    order = asked.letters.get(kind="keep")
    page = as_(cast.coordinator).get(reverse("letters"), {"kind": "keep"}).content.decode()
    row = page[page.index(f"№ {order.shown_number}") : page.index("</tbody>")]
    assert ">приказ</a>" in row
    assert 'data-title="Подписывает">руководитель школы<' in row


def test_a_reminder_after_the_term_does_not_ask_to_answer_in_the_past(cast, asked, tmp_path: Path) -> None:
    remind(asked, by=cast.coordinator)
    letter, asking = asked.letters.get(kind="remind"), asked.letters.get(kind="ask")
    due = f"{letter.due_on:%d.%m.%Y}"
    write_letter_file(letter, tmp_path / "1.docx")
    said = paragraphs(tmp_path / "1.docx")
    assert f"Запрос пояснений от {asking.made_on:%d.%m.%Y} № 1-И направлен вам; ответа пока нет." in said
    assert f"Просим ответить до {due} включительно:" in said
    letter.made_on = letter.due_on + timedelta(days=9)
    write_letter_file(letter, tmp_path / "2.docx")
    said = paragraphs(tmp_path / "2.docx")
    assert f"Срок ответа, {due}, прошёл. Просим ответить, не откладывая:" in said
    assert "включительно" not in said
