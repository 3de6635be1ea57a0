"""Notes of methodical support about teachers: written without names, read with a reason that the journal keeps."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may
from objektiv.web.audit.domain import record
from objektiv.web.support.models import TeacherNote
from objektiv.web.support.privacy import check_nameless
from objektiv.web.territory.models import Unit

FEWEST_WORDS = 2


@transaction.atomic
def write_note(*, school: Unit, teacher: str, text: str, by: Any) -> TeacherNote:
    """Write a note; the journal learns that there is one, nothing of what it says."""
    _check_may(by, school)
    said = {"teacher": check_nameless("teacher", teacher), "text": check_nameless("text", text)}
    if not all(said.values()):
        raise ValidationError("Заполните, о ком запись и что в ней.")
    note = TeacherNote(school=school, by=by, **said)
    note.full_clean()
    note.save()
    record("teacher_note.written", by=by, obj=note, unit_path=school.path)
    return note


@transaction.atomic
def read_note(note: TeacherNote, *, reason: str, by: Any) -> TeacherNote:
    """Open a note: each time with a reason in words, which stands in the journal before anything is shown."""
    _check_may(by, note.school)
    said = check_nameless("reason", reason)
    if len(said.split()) < FEWEST_WORDS:
        raise ValidationError({"reason": "Напишите, зачем открываете запись, хотя бы двумя словами."})
    record("teacher_note.read", by=by, obj=note, unit_path=note.school.path, reason=said)
    return note


def _check_may(by: Any, school: Unit) -> None:
    if not may(by, Permission.TEACHERS_SUPPORT, school.path):
        raise PermissionDenied
