"""Notes about teachers: methodical support alone, without names, each view with a reason that the journal keeps."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from objektiv.web.access.journal import visible_records
from objektiv.web.audit.models import Record
from objektiv.web.support.domain import read_note, write_note
from objektiv.web.support.models import TeacherNote
from objektiv.web.support.queries import notes_visible_to

pytestmark = pytest.mark.django_db
TEACHER, TEXT, WHY = "учитель математики, У-3", "Нужна помощь с критериями проверки.", "подготовка занятия"


@pytest.fixture
def note(cast) -> TeacherNote:
    return write_note(school=cast.school, teacher=TEACHER, text=TEXT, by=cast.roles["municipal_methodist"])


def test_only_methodical_support_sees_that_there_are_notes(cast, note) -> None:
    seen = {code for code, person in cast.roles.items() if notes_visible_to(person).exists()}
    assert seen == {"municipal_methodist", "subject_head"}
    for person in (cast.coordinator, cast.deputy, cast.stranger, cast.other_coordinator):
        with pytest.raises(PermissionDenied):
            read_note(note, reason=WHY, by=person)
        with pytest.raises(PermissionDenied):
            write_note(school=cast.school, teacher=TEACHER, text=TEXT, by=person)


def test_the_head_of_a_subject_union_sees_only_the_own_school(cast, note) -> None:
    other = write_note(
        school=cast.neighbour, teacher=TEACHER, text=TEXT, by=cast.roles["municipal_methodist"]
    )
    assert list(notes_visible_to(cast.roles["subject_head"])) == [note]
    with pytest.raises(PermissionDenied):
        read_note(other, reason=WHY, by=cast.roles["subject_head"])


def test_a_note_is_shown_after_a_reason_and_once(cast, note, at) -> None:
    browser, address = at(cast.roles["subject_head"]), f"/teachers/{note.pk}/"
    before = browser.get(address).content.decode()
    listed = browser.get("/teachers/").content.decode()
    assert [part in before + listed for part in (TEACHER, TEXT)] == [False, False]
    assert Record.objects.filter(verb="teacher_note.read").count() == 0
    opened = browser.post(address, {"reason": WHY}).content.decode()
    assert [part in opened for part in (TEACHER, TEXT, WHY)] == [True, True, True]
    assert TEXT not in browser.get(address).content.decode()
    browser.post(address, {"reason": "разбор на заседании объединения"})
    read = Record.objects.filter(verb="teacher_note.read").order_by("number")
    assert [(one.actor, one.object_id, one.unit_path, one.reason) for one in read] == [
        (cast.roles["subject_head"], str(note.pk), cast.school.path, WHY),
        (cast.roles["subject_head"], str(note.pk), cast.school.path, "разбор на заседании объединения"),
    ]


@pytest.mark.parametrize("reason", ["", "   ", "надо", "для Ивановой Анны"])
def test_without_a_reason_in_words_nothing_is_shown_or_written(cast, note, at, reason) -> None:
    answer = at(cast.roles["subject_head"]).post(f"/teachers/{note.pk}/", {"reason": reason})
    assert (answer.status_code, TEXT in answer.content.decode()) == (422, False)
    assert Record.objects.filter(verb="teacher_note.read").count() == 0


def test_the_journal_knows_of_the_note_and_nothing_of_what_it_says(cast, note) -> None:
    read_note(note, reason=WHY, by=cast.roles["municipal_methodist"])
    told = " ".join(
        f"{one.object_title} {one.old} {one.new} {one.reason}"
        for one in Record.objects.filter(verb__startswith="teacher_note.")
    )
    assert [part in told for part in (TEACHER, "У-3", TEXT)] == [False] * 3
    readers = {
        code
        for code, person in cast.roles.items()
        if visible_records(person).filter(verb="teacher_note.read").exists()
    }
    assert readers == {"regional_coordinator", "municipal_head", "municipal_coordinator", "school_head"}


@pytest.mark.parametrize(
    ("teacher", "text"),
    [
        ("Иванова А. П.", TEXT), ("А.П. Иванова", TEXT), (TEACHER, "Анна Петровна просит помощи."),
        (TEACHER, "Поговорить с Марией Сидоровой."),
    ],
)  # fmt: skip
def test_a_name_is_refused(cast, teacher, text) -> None:
    with pytest.raises(ValidationError, match="похоже на имя"):
        write_note(school=cast.school, teacher=teacher, text=text, by=cast.roles["municipal_methodist"])
    assert TeacherNote.objects.count() == 0


def test_a_note_is_written_on_the_page(cast, at) -> None:
    browser = at(cast.roles["municipal_methodist"])
    sent = {"school": "990001 — Школа № 1", "teacher": TEACHER, "text": TEXT}
    assert browser.post("/teachers/new/", {**sent, "school": "990003"}).status_code == 422
    assert browser.post("/teachers/new/", sent).url == "/teachers/"
    assert TeacherNote.objects.get().teacher == TEACHER


def test_the_list_asks_the_same_of_the_database(cast, note, at) -> None:
    browser, counts = at(cast.roles["municipal_methodist"]), []
    browser.get("/teachers/")
    for more in (0, 2):
        for _ in range(more):
            write_note(
                school=cast.neighbour, teacher=TEACHER, text=TEXT, by=cast.roles["municipal_methodist"]
            )
        with CaptureQueriesContext(connection) as asked:
            shown = browser.get("/teachers/").context["page"]
        counts.append((len(shown), len(asked)))
    assert counts == [(1, counts[0][1]), (3, counts[0][1])]
