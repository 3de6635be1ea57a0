"""Forms that came back in one heap: recognised, shown, confirmed. The same form twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from objektiv.model.errors import ObjektivError, RefusedFileError
from objektiv.web.audit.domain import one_writer
from objektiv.web.cases import rules
from objektiv.web.cases.domain.verbs import attach_kept, take_in_reply
from objektiv.web.cases.enums import FormState, LetterKind
from objektiv.web.cases.files import keep
from objektiv.web.cases.models import FormHeap, Letter, ReturnedForm
from objektiv.web.cases.queries import last_request
from objektiv.web.shell.blank_reading import SUFFIXES, TAKE_BLANK, Filled, read_sent_blank
from objektiv.web.shell.file_names import safe_name

ONLY_ANSWERS = "Ответы даны на отдельные вопросы."
WAITING = (FormState.NEW, FormState.MORE)
SCAN = "Это не бланк docx или xlsx. Скан или письмо внесите на странице карточки: «Внести ответ, полученный иначе»."
FOREIGN = "Бланк школы, с которой вы не работаете: передайте файл координатору её территории."
UNKNOWN = "Бланка с таким кодом здесь нет: сверьте код с письмом."
EMPTY = "Бланк не заполнен: в столбце «Ответ школы» пусто."
LATE = "Пояснения по этой карточке сейчас не принимаются: решение уже есть или они не запрошены."


@dataclass(frozen=True)
class Recognised:
    """What one file is: the letter it answers and what it says, or why it is not taken."""

    state: str
    sentence: str = ""
    letter: Letter | None = None
    text: str = ""
    answers: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def receive_forms(uploads: Sequence[UploadedFile[Any]], *, by: Any) -> FormHeap:
    """Read the files and keep those that are forms; no case changes yet."""
    heap = FormHeap.objects.create(by=by)
    seen: set[str] = set()
    for upload in uploads:
        found = recognise(upload, by=by)
        form = ReturnedForm(
            heap=heap, name=safe_name(upload.name or ""), size=upload.size or 0, letter=found.letter,
            state=found.state, sentence=found.sentence, text=found.text,
            answers={str(key): said for key, said in found.answers.items()},
        )  # fmt: skip
        if found.letter is not None:
            form.sha256, form.size = keep(upload)
            _look_for_twins(form, seen)
        form.save()
    return heap


def recognise(upload: UploadedFile[Any], *, by: Any) -> Recognised:
    """Whose form a file is and whether this person may bring it."""
    if Path(safe_name(upload.name or "")).suffix.lower() not in SUFFIXES:
        return Recognised(FormState.REFUSED, SCAN)
    try:
        filled = read_sent_blank(upload)
    except RefusedFileError as error:
        return Recognised(FormState.REFUSED, f"{error.message} {TAKE_BLANK}"[:300])
    except ObjektivError as error:
        return Recognised(FormState.REFUSED, str(error)[:300])
    return _match(filled, by)


def _match(filled: Filled, by: Any) -> Recognised:
    letters = Letter.objects.filter(kind=LetterKind.ASK).select_related("case__school", "case__result")
    letter = letters.filter(code=filled.code).first()
    if letter is None:
        return Recognised(FormState.REFUSED, UNKNOWN)
    if not rules.may_take_in(by, letter.case):
        return Recognised(FormState.REFUSED, FOREIGN)
    if letter != (last := last_request(letter.case)):
        return Recognised(FormState.REFUSED, f"Это бланк к прежнему письму; сейчас действует {last}.")
    if not filled.answers:
        return Recognised(FormState.REFUSED, EMPTY)
    return _judge(letter, filled)


def _judge(letter: Letter, filled: Filled) -> Recognised:
    answers = {
        key: filled.answers[number]
        for number, (keys, _) in enumerate(letter.questions, 1)
        for key in keys
        if number in filled.answers
    }
    text = filled.answers.get(len(letter.questions) + 1, "") or ONLY_ANSWERS
    if not rules.can_reply(letter.case):
        return Recognised(FormState.REFUSED, LATE)
    if letter.case.replies.filter(fingerprint=fingerprint(letter, text, answers)).exists():
        return Recognised(FormState.SAME, "Такой ответ уже есть в карточке.", letter, text, answers)
    state = FormState.MORE if letter.case.replies.exists() else FormState.NEW
    return Recognised(state, "", letter, text, answers)


def _look_for_twins(form: ReturnedForm, seen: set[str]) -> None:
    """Within a heap: the same answer once more (docx and xlsx of one form), or another one of the same school."""
    assert form.letter is not None
    mark, case = _print_of(form), f"case {form.letter.case_id}"
    if mark in seen:
        form.state, form.sentence = FormState.SAME, "Тот же ответ есть в другом файле этой кучи."
    elif case in seen and form.state == FormState.NEW:
        form.state, form.sentence = (
            FormState.MORE,
            "От этой школы здесь не один ответ: этот станет дополнением.",
        )
    seen |= {mark, case}


def confirm_heap(heap: FormHeap, *, by: Any) -> FormHeap:
    """Store the replies, each in its own transaction; what cannot be stored any more says why."""
    with transaction.atomic():
        one_writer()
        heap = FormHeap.objects.select_for_update().get(pk=heap.pk, by=by)
        if heap.applied_at:
            raise ValidationError("Эти бланки уже внесены.")
        heap.applied_at = timezone.now()
        heap.save()
        for form in heap.forms.filter(state__in=WAITING).select_related("letter__case__school"):
            _take_in(form, by)
    return heap


def _take_in(form: ReturnedForm, by: Any) -> None:
    assert form.letter is not None
    case = form.letter.case
    case.refresh_from_db()
    answers = {int(key): said for key, said in form.answers.items()}
    try:
        with transaction.atomic():
            form.reply = take_in_reply(
                case, text=form.text, answers=answers, fingerprint=_print_of(form), by=by
            )
            if form.reply is not None:
                attach_kept(case, form.name, form.sha256, form.size, by=by, reply=form.reply)
    except PermissionDenied:
        form.state, form.sentence = FormState.REFUSED, FOREIGN
    except ValidationError as error:
        form.state, form.sentence = FormState.REFUSED, " ".join(error.messages)[:300]
    else:
        if form.reply is None:
            form.state, form.sentence = FormState.SAME, "Такой ответ уже есть в карточке."
    form.save()


def _print_of(form: ReturnedForm) -> str:
    assert form.letter is not None
    return fingerprint(form.letter, form.text, {int(key): said for key, said in form.answers.items()})


def fingerprint(letter: Letter, text: str, answers: dict[int, str]) -> str:
    """The same for the same words to the same letter, whatever the file and its spaces."""
    said = {str(key): " ".join(words.split()) for key, words in sorted(answers.items())}
    told = json.dumps([letter.code, " ".join(text.split()), said], ensure_ascii=False)
    return sha256(told.encode()).hexdigest()
