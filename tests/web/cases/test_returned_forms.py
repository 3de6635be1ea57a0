"""Forms that came back in one heap: matched, shown, confirmed, never doubled."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from case_results import GROUND, make_result
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from objektiv.documents.xlsx import new_workbook
from objektiv.web.audit.models import Record
from objektiv.web.cases import domain
from objektiv.web.cases.blank import write_blank_docx, write_blank_xlsx
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.files import path_of
from objektiv.web.cases.models import Attachment, Case, FormHeap, Letter, ReturnedForm
from objektiv.web.shell.blank import ANSWER
from objektiv.web.shell.blank_reading import TAKE_BLANK

pytestmark = pytest.mark.django_db
SAID = "Работу писали вдвоём с другой школой."
ANSWERED = "18 человек: остальные болели."


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:
    settings.OBJEKTIV_HOME = tmp_path / "home"


@pytest.fixture
def letter(asked) -> Letter:
    return asked.letters.get()


def filled_docx(letter: Letter, folder: Path, *answers: str, name: str = "ответ.docx") -> SimpleUploadedFile:
    path = folder / "form.docx"
    write_blank_docx(letter, path)
    document = docx.Document(str(path))
    for row, text in zip(document.tables[0].rows[1:], answers, strict=True):
        row.cells[-1].text = text
    document.save(str(path))
    return SimpleUploadedFile(name, path.read_bytes())


def filled_xlsx(letter: Letter, folder: Path, *answers: str, name: str = "ответ.xlsx") -> SimpleUploadedFile:
    """As a school saves it: the same cells, written by another program."""
    write_blank_xlsx(letter, folder / "blank.xlsx")
    rows = CalamineWorkbook.from_path(folder / "blank.xlsx").get_sheet_by_index(0).to_python()
    head = next(i for i, row in enumerate(rows) if ANSWER in row)
    for row, text in zip(rows[head + 1 :], answers, strict=True):
        row[2] = text
    with new_workbook(folder / "form.xlsx") as book:
        sheet = book.add_worksheet("Лист1")
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    return SimpleUploadedFile(name, (folder / "form.xlsx").read_bytes())


def bring(user, *uploads) -> FormHeap:
    return domain.receive_forms(uploads, by=user)


def states(heap: FormHeap) -> list[str]:
    return [one.state for one in heap.forms.all()]


@pytest.mark.parametrize("fill", [filled_docx, filled_xlsx])
def test_a_form_becomes_the_reply_of_the_school_with_its_file(cast, asked, letter, tmp_path, fill) -> None:
    upload = fill(letter, tmp_path, ANSWERED, SAID)
    content = upload.read()
    upload.seek(0)
    heap = bring(cast.coordinator, upload)
    assert (states(heap), asked.replies.count()) == (["new"], 0)
    domain.confirm_heap(heap, by=cast.coordinator)
    given = asked.replies.get()
    assert (given.text, given.by, given.is_from_file, given.number) == (SAID, cast.coordinator, True, 1)
    assert [(one.status, one.answer) for one in asked.explanations.all()] == [("answered", ANSWERED)]
    assert path_of(Attachment.objects.get(reply=given).sha256).read_bytes() == content
    asked.refresh_from_db()
    assert asked.state == CaseState.REPLIED
    assert Record.objects.filter(verb="case.reply_entered").count() == 1


def test_the_same_form_twice_changes_nothing_and_a_changed_one_stands_beside(
    cast, asked, letter, tmp_path
) -> None:
    domain.confirm_heap(
        bring(cast.coordinator, filled_docx(letter, tmp_path, ANSWERED, SAID)), by=cast.coordinator
    )
    again = bring(cast.coordinator, filled_xlsx(letter, tmp_path, ANSWERED, f"  {SAID}\n"))
    assert states(again) == ["same"]
    domain.confirm_heap(again, by=cast.coordinator)
    assert asked.replies.count() == 1
    changed = bring(cast.coordinator, filled_docx(letter, tmp_path, ANSWERED, "Уточняем: писали отдельно."))
    assert states(changed) == ["more"]
    domain.confirm_heap(changed, by=cast.coordinator)
    assert [(one.number, one.text) for one in asked.replies.all()] == [
        (1, SAID),
        (2, "Уточняем: писали отдельно."),
    ]


def test_two_forms_of_one_heap_that_say_the_same_are_one_reply(cast, asked, letter, tmp_path) -> None:
    heap = bring(
        cast.coordinator, filled_docx(letter, tmp_path, ANSWERED, SAID), filled_xlsx(letter, tmp_path, ANSWERED, SAID),
        filled_docx(letter, tmp_path, ANSWERED, "Иначе."),
    )  # fmt: skip
    assert states(heap) == ["new", "same", "more"]
    domain.confirm_heap(heap, by=cast.coordinator)
    assert [one.text for one in asked.replies.all()] == [SAID, "Иначе."]


def test_two_people_who_bring_the_same_form_make_one_reply(cast, asked, letter, tmp_path) -> None:
    upload = filled_docx(letter, tmp_path, ANSWERED, SAID)
    first = bring(cast.coordinator, upload)
    upload.seek(0)
    second = bring(cast.deputy, upload)
    domain.confirm_heap(first, by=cast.coordinator)
    domain.confirm_heap(second, by=cast.deputy)
    assert (asked.replies.count(), states(second)) == (1, ["same"])


def test_a_heap_is_confirmed_once(cast, letter, tmp_path) -> None:
    heap = bring(cast.coordinator, filled_docx(letter, tmp_path, ANSWERED, SAID))
    domain.confirm_heap(heap, by=cast.coordinator)
    with pytest.raises(ValidationError, match="уже внесены"):
        domain.confirm_heap(heap, by=cast.coordinator)


def test_a_form_of_a_foreign_school_is_refused_without_naming_it(cast, asked, letter, tmp_path) -> None:
    for who in (cast.other_coordinator, cast.other_deputy):
        form = bring(who, filled_docx(letter, tmp_path, ANSWERED, SAID)).forms.get()
        assert (form.state, form.letter, form.text, form.sha256) == ("refused", None, "", "")
        assert cast.school.title not in form.sentence
    assert not asked.replies.exists()
    assert not path_of("0" * 64).parent.parent.exists()


def test_rights_lost_before_the_confirmation_are_asked_again(cast, asked, letter, tmp_path) -> None:
    heap = bring(cast.coordinator, filled_docx(letter, tmp_path, ANSWERED, SAID))
    cast.coordinator.assignments.all().delete()
    domain.confirm_heap(heap, by=type(cast.coordinator).objects.get(pk=cast.coordinator.pk))
    assert (states(heap), asked.replies.count()) == (["refused"], 0)


def zip_of(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("скан.pdf", b"%PDF-1.7", "не бланк docx или xlsx"),
        ("справка.docx", zip_of(a="b"), "повреждён"),
        ("битый.docx", b"PK\x03\x04broken", "повреждена"),
        ("битая.xlsx", b"PK\x03\x04broken", "повреждена"),
        ("бомба.docx", zip_of(a="0" * (64 << 20)), "раскрывается"),
        ("пустой.xlsx", b"", "пуст"),
    ],
)
def test_junk_is_told_apart_with_a_reason_and_not_kept(
    cast, letter, tmp_path, name, content, sentence
) -> None:
    good = filled_docx(letter, tmp_path, ANSWERED, SAID)
    heap = bring(cast.coordinator, SimpleUploadedFile(name, content), good)
    junk, form = heap.forms.all()
    assert (junk.state, junk.sha256, form.state) == ("refused", "", "new")
    assert sentence in junk.sentence


def changed(content: bytes, part: str, text: str | None) -> bytes:
    """A packed document with one part written anew; None leaves it out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
            elif text is not None:
                new.writestr(name, text)
    return packed.getvalue()


def with_wrong_sum(content: bytes, part: str) -> bytes:
    """One byte of a stored part differs from what its sum says."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    marked = bytearray(packed.getvalue())
    marked[marked.index(b"<w:body") + 1] ^= 1
    return bytes(marked)


MAIN = "word/document.xml"
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def table(cells: str) -> str:
    return f"<w:document {SPACE}><w:body><w:tbl><w:tr>{cells}</w:tr></w:tbl></w:body></w:document>"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: with_wrong_sum(content, MAIN),
        lambda content: changed(content, MAIN, "<root/>"),
        lambda content: changed(content, MAIN, f"<w:document {SPACE}/>"),
        lambda content: changed(content, MAIN, f"<w:document {SPACE}><w:body><w:p>"),
        lambda content: changed(content, MAIN, table("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>")),
        lambda content: changed(
            content, MAIN, table('<w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr><w:p/></w:tc>')
        ),
        lambda content: changed(content, MAIN, None),
        lambda content: changed(content, "docProps/core.xml", "<root/>"),
        lambda content: changed(content, "docProps/core.xml", "нет"),
        lambda content: changed(content, "_rels/.rels", "<root/>"),
        lambda content: changed(content, "[Content_Types].xml", "<root/>"),
        lambda content: content.replace(b"PK\x01\x02", b"PK\x07\x02"),
        lambda content: content[: len(content) // 2],
    ],
)
def test_a_spoilt_document_is_told_apart_and_the_good_ones_stay(cast, letter, tmp_path, spoil) -> None:
    good = filled_docx(letter, tmp_path, ANSWERED, SAID)
    spoilt = spoil(good.read())
    good.seek(0)
    bad, form = bring(cast.coordinator, SimpleUploadedFile("битый.docx", spoilt), good).forms.all()
    assert (bad.state, form.state) == ("refused", "new")
    assert "поврежд" in bad.sentence
    assert TAKE_BLANK in bad.sentence


def test_a_form_whose_case_changed_meanwhile_says_what_happened(cast, asked, letter, tmp_path) -> None:
    heap = bring(cast.coordinator, filled_docx(letter, tmp_path, ANSWERED, SAID))
    domain.reply(asked, text=SAID, by=cast.deputy)
    domain.decide(asked, outcome=CaseState.NOT_CONFIRMED, ground=GROUND, by=cast.coordinator)
    domain.confirm_heap(heap, by=cast.coordinator)
    form = heap.forms.get()
    assert (form.state, form.sentence) == (
        "refused",
        "Сейчас пояснения не запрошены или решение уже принято.",
    )


def test_a_document_without_a_code_an_unknown_code_two_codes_and_an_empty_form(
    cast, letter, tmp_path
) -> None:
    def saved(*texts: str) -> SimpleUploadedFile:
        document = docx.Document()
        for text in texts:
            document.add_paragraph(text)
        document.save(str(tmp_path / "other.docx"))
        return SimpleUploadedFile("письмо.docx", (tmp_path / "other.docx").read_bytes())

    heap = bring(
        cast.coordinator, saved("Справка о погоде"), saved(letter.code, "7-ABCD-EFGH"), saved(letter.code),
        filled_docx(letter, tmp_path, "", ""),
    )  # fmt: skip
    assert [one.sentence.split(".")[0].split(":")[0] for one in heap.forms.all()] == [
        "В файле нет кода бланка", "В файле коды двух бланков", f"В бланке нет столбца «{ANSWER}»",
        "Бланк не заполнен",
    ]  # fmt: skip
    letter.code = f"{letter.case_id}-ZZZZ-ZZZZ"
    unknown = bring(cast.coordinator, filled_docx(letter, tmp_path, ANSWERED, SAID)).forms.get()
    assert "с таким кодом здесь нет" in unknown.sentence


def test_a_form_of_an_earlier_request_is_not_taken(cast, asked, letter, tmp_path) -> None:
    upload = filled_docx(letter, tmp_path, ANSWERED, SAID)
    domain.reply(asked, text=SAID, by=cast.deputy)
    domain.decide(asked, outcome=CaseState.NOT_CONFIRMED, ground=GROUND, by=cast.coordinator)
    late = bring(cast.coordinator, upload).forms.get()
    assert "не принимаются" in late.sentence
    domain.close_case(asked, by=cast.coordinator)
    domain.reopen(asked, by=cast.coordinator, reason="новые данные")
    domain.ask_school(asked, by=cast.coordinator)
    upload.seek(0)
    assert "к прежнему письму" in bring(cast.coordinator, upload).forms.get().sentence


def test_the_page_shows_what_is_written_and_then_what_came_of_it(cast, asked, letter, tmp_path, as_) -> None:
    client = as_(cast.coordinator)
    sent = client.post(
        reverse("forms_new"),
        {
            "uploads": [
                filled_docx(letter, tmp_path, ANSWERED, "<b>жирно</b>"),
                SimpleUploadedFile("a.pdf", b"%PDF"),
            ]
        },
    )
    page = client.get(sent.url)
    text = page.content.decode()
    assert ("&lt;b&gt;жирно" in text, "<b>жирно" in text, ANSWERED in text) == (True, False, True)
    assert (page.context["count"], [one.name for one in page.context["refused"]]) == (1, ["a.pdf"])
    done = client.post(f"{sent.url}confirm/", follow=True)
    assert (done.context["stored"], done.context["count"]) == (1, 0)
    shown = client.get(reverse("case", args=[asked.pk])).content.decode()
    assert f"получено файлом, внёс {cast.coordinator.short_name}" in shown


def test_a_heap_is_seen_by_who_brought_it_alone(cast, letter, tmp_path, as_) -> None:
    heap = bring(cast.coordinator, filled_docx(letter, tmp_path, ANSWERED, SAID))
    assert as_(cast.other_coordinator).get(reverse("forms", args=[heap.pk])).status_code == 404
    assert as_(cast.deputy).post(reverse("forms_confirm", args=[heap.pk])).status_code == 404
    assert ReturnedForm.objects.get().reply is None


def test_the_page_of_a_heap_asks_as_often_for_three_as_for_one(
    cast, asked, letter, tmp_path, as_, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    other = domain.ask_school(
        domain.open_case(make_result(cast, cast.neighbour), [], by=cast.coordinator), by=cast.coordinator
    )
    few = bring(cast.coordinator, filled_docx(letter, tmp_path, ANSWERED, SAID))
    many = bring(
        cast.coordinator, filled_docx(letter, tmp_path, ANSWERED, SAID), filled_docx(letter, tmp_path, "", SAID),
        filled_docx(other.letters.get(), tmp_path, SAID),
    )  # fmt: skip
    client = as_(cast.coordinator)
    client.get(reverse("forms", args=[few.pk]))
    with django_assert_max_num_queries(40) as one:
        client.get(reverse("forms", args=[few.pk]))
    with django_assert_num_queries(len(one)):
        client.get(reverse("forms", args=[many.pk]))


def test_a_reply_on_paper_is_entered_by_those_who_lead_the_case(cast, asked, as_) -> None:
    client = as_(cast.coordinator)
    sent = client.post(reverse("case_enter", args=[asked.pk]), {"version": asked.version, "text": SAID})
    assert sent.status_code == 302
    given = Case.objects.get().replies.get()
    assert (given.text, given.is_from_file, given.by) == (SAID, True, cast.coordinator)
