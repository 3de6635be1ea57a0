"""Files that came back in one heap: forms and documents, recognised by code, shown, confirmed; never doubled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from objektiv.model.errors import ObjektivError, RefusedFileError
from objektiv.web.audit.domain import one_writer
from objektiv.web.shell.blank_reading import SUFFIXES, Filled, code_in, read_sent_blank
from objektiv.web.shell.file_names import safe_name
from objektiv.web.shell.kept_files import check_upload
from objektiv.web.tasks import rules
from objektiv.web.tasks.domain.reporting import (
    SAME_AGAIN,
    add_report,
    fingerprint,
    is_awaited_anew,
    read_more,
    take_in_paper,
)
from objektiv.web.tasks.domain.working import check
from objektiv.web.tasks.enums import REPORTS, TAKEN_IN, FormState, TaskState
from objektiv.web.tasks.files import SHELF
from objektiv.web.tasks.models import FormHeap, ReturnedForm, Task

ONLY_ANSWERS = "Отчёт — в ответах на вопросы."
NO_CODE = "Это не бланк с кодом. У скана или документа впишите код бланка в имя файла, и он приложится к отчёту школы."
UNKNOWN = "Поручения с кодом {code} здесь нет: сверьте код с письмом."
FOREIGN = "Поручение школы, с которой вы не работаете: передайте файл тому, кто его дал."
LATE = "Отчёт по этому поручению сейчас не принимается: оно «{state}». {remedy}"
REMEDIES: dict[str, str] = {
    TaskState.ACCEPTED: "Чтобы его дополнить, верните отчёт школе.",
    TaskState.RECALLED: "Чтобы принять отчёт, поручите снова.",
}
EMPTY = "Бланк не заполнен: в столбце «Ответ школы» пусто."
WITHOUT_REPORT = "Отчёта этой школы ещё нет: документ приложится, отчёт ждём."
KNOWN = "Такой отчёт уже есть."


@dataclass(frozen=True)
class Recognised:
    """What one file is: whose report or document, or why it is not taken."""

    state: str
    sentence: str = ""
    task: Task | None = None
    text: str = ""
    answers: dict[str, str] = field(default_factory=dict)


def receive_forms(uploads: Sequence[UploadedFile[Any]], *, by: Any) -> FormHeap:
    """Read the files and keep those that are recognised; no task changes yet."""
    forms = [_received(one, by) for one in uploads]  # nobody who writes waits for the reading
    _look_for_twins(forms)
    with transaction.atomic():
        heap = FormHeap.objects.create(by=by)
        for form in forms:
            form.heap = heap
        ReturnedForm.objects.bulk_create(forms)
    return heap


def _received(upload: UploadedFile[Any], by: Any) -> ReturnedForm:
    found = recognise(upload, by=by)
    form = ReturnedForm(
        name=safe_name(upload.name or ""), size=upload.size or 0, task=found.task, state=found.state,
        sentence=found.sentence[:300], text=found.text, answers=found.answers,
    )  # fmt: skip
    if found.task is not None:
        form.sha256, form.size = SHELF.keep(upload)
    return form


def recognise(upload: UploadedFile[Any], *, by: Any) -> Recognised:
    """Whose file it is and whether this person may bring it."""
    name = safe_name(upload.name or "")
    refusal = NO_CODE
    if Path(name).suffix.lower() in SUFFIXES:
        try:
            return _form(read_sent_blank(upload), by)
        except RefusedFileError as error:
            refusal = f"{error.message} {NO_CODE}"
        except ObjektivError as error:
            refusal = str(error)
    code = code_in(name)
    return _paper(upload, code, by) if code else Recognised(FormState.REFUSED, refusal)


def _form(filled: Filled, by: Any) -> Recognised:
    task, refusal = _find(filled.code, by)
    if task is None:
        return Recognised(FormState.REFUSED, refusal)
    asked = task.letter.questions
    said = {one.name: filled.answers.get(number, "") for number, one in enumerate(asked, 1)}
    words = filled.answers.get(len(asked) + 1, "")
    if not words and not any(said.values()):
        return Recognised(FormState.REFUSED, EMPTY)
    try:
        answers = read_more(task, said)
    except ValidationError as error:
        return Recognised(FormState.REFUSED, f"{task.school.title}. {' '.join(error.messages)}")
    text = words or ONLY_ANSWERS
    if task.reports.filter(fingerprint=fingerprint(task, text, answers)).exists():
        if is_awaited_anew(task):
            return Recognised(FormState.REFUSED, f"{task.school.title}. {SAME_AGAIN}")
        return Recognised(FormState.SAME, KNOWN, task, text, answers)
    return Recognised(FormState.MORE if task.reports.exists() else FormState.NEW, "", task, text, answers)


def _paper(upload: UploadedFile[Any], code: str, by: Any) -> Recognised:
    try:
        check_upload(upload)
    except ValidationError as error:
        return Recognised(FormState.REFUSED, " ".join(error.messages))
    task, refusal = _find(code, by)
    if task is None:
        return Recognised(FormState.REFUSED, refusal)
    return Recognised(FormState.PAPER, "" if task.reports.exists() else WITHOUT_REPORT, task)


def _find(code: str, by: Any) -> tuple[Task | None, str]:
    rows = Task.objects.select_related("letter", "school", "action__plan__unit", "action__excluded_by")
    task = rows.filter(code=code).first()
    if task is None:
        return None, UNKNOWN.format(code=code)
    if not rules.may_say(by, task, TaskState.REPORTED):
        return None, FOREIGN
    return (task, "") if rules.can_report(task) else (None, _late(task))


def _late(task: Task) -> str:
    if stopped := rules.why_stopped(task.action):
        return f"{task.school.title}. Отчёт сейчас не принимается. {stopped}"
    sentence = LATE.format(state=task.get_state_display(), remedy=REMEDIES[task.state])
    return f"{task.school.title}. {sentence}"


def _look_for_twins(forms: Iterable[ReturnedForm]) -> None:
    """Within a heap: the same once more, another report of the same school, a document beside a form."""
    known = [one for one in forms if one.task is not None]
    seen, reported = set[str](), {one.task_id for one in known if one.state in REPORTS}
    first = set[int]()
    for form in known:
        assert form.task is not None
        if form.state == FormState.PAPER:
            form.sentence = "" if form.task_id in reported else form.sentence
            continue
        mark = _mark(form, form.task)
        if mark in seen:
            form.state, form.sentence = FormState.SAME, "Тот же отчёт есть в другом файле этой кучи."
        elif form.task.pk in first and form.state == FormState.NEW:
            form.state = FormState.MORE
            form.sentence = "От этой школы здесь не один отчёт: этот станет дополнением."
        seen.add(mark)
        first.add(form.task.pk)


def confirm_heap(heap: FormHeap, *, by: Any) -> FormHeap:
    """Store reports, then documents; what cannot be stored any more says why and does not hinder the others."""
    with transaction.atomic():
        one_writer()
        heap = FormHeap.objects.select_for_update().get(pk=heap.pk, by=by)
        if heap.applied_at:
            return heap  # a second click finds everything stored
        heap.applied_at = timezone.now()
        heap.save()
        rows = heap.forms.filter(state__in=TAKEN_IN).select_related(
            "task__letter", "task__school", "task__action__plan__unit"
        )
        for form in sorted(rows, key=lambda one: one.state == FormState.PAPER):
            _take_in(form, by)
    return heap


def _take_in(form: ReturnedForm, by: Any) -> None:
    task = form.task
    assert task is not None
    task.refresh_from_db()
    try:
        with transaction.atomic():
            stored = _store_paper(form, task, by) if form.state == FormState.PAPER else _store(form, task, by)
    except PermissionDenied:
        form.state, form.sentence = FormState.REFUSED, FOREIGN
    except ValidationError as error:
        form.state, form.sentence = FormState.REFUSED, " ".join(error.messages)[:300]
    else:
        if not stored:
            form.state, form.sentence = FormState.SAME, KNOWN
    form.save()


def _store(form: ReturnedForm, task: Task, by: Any) -> bool:
    check(rules.may_say(by, task, TaskState.REPORTED))
    mark = _mark(form, task)
    if task.reports.filter(fingerprint=mark).exists():
        return False
    is_entered = not rules.speaks_for(by, task.school)
    form.report = add_report(
        task, form.text, form.answers, by=by, mark=mark, version=None, is_entered=is_entered
    )
    return True


def _store_paper(form: ReturnedForm, task: Task, by: Any) -> bool:
    made = take_in_paper(task, (form.name, form.sha256, form.size), by=by)
    form.sentence = ""
    form.report = made.report if made is not None else None
    return made is not None


def _mark(form: ReturnedForm, task: Task) -> str:
    return fingerprint(task, form.text, form.answers)
