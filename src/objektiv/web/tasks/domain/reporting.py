"""Reports of schools: the first is frozen, additions stand beside it; documents with their versions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from objektiv.web.audit.domain import one_writer
from objektiv.web.shell.file_names import safe_name
from objektiv.web.shell.kept_files import check_upload
from objektiv.web.tasks import rules
from objektiv.web.tasks.domain.working import check, check_task, go, said, write
from objektiv.web.tasks.enums import OPEN_TO_REPORTS, TaskState
from objektiv.web.tasks.expected import read_answers
from objektiv.web.tasks.files import SHELF
from objektiv.web.tasks.models import Evidence, EvidenceFile, Report, Task
from objektiv.web.tasks.queries import last_answers

SAME_AGAIN = "Этот отчёт уже есть, по нему нужно дополнение: напишите, что изменилось."
NO_PAPER = "К отчёту нужен документ: приложите файл."
Kept = tuple[str, str, int]  # name, SHA-256, size in bytes


@transaction.atomic
def report(
    task: Task, *, text: str, by: Any, answers: Mapping[str, Any] | None = None,
    papers: Sequence[UploadedFile[Any]] = (), version: int | None = None,
) -> Report:  # fmt: skip
    """The school reports, or those who gave the task enter what it sent on paper. The same once more is the same."""
    check(rules.may_say(by, task, TaskState.REPORTED))
    for upload in papers:
        check_upload(upload)
    kept = [(safe_name(one.name or ""), *SHELF.keep(one)) for one in papers]
    is_entered = not rules.speaks_for(by, task.school)
    words = said(text, "Напишите, что сделано.", "text")
    read = read_more(task, answers or {})
    one_writer()  # a second click finds the report of the first
    mark = fingerprint(task, words, read, [digest for _, digest, _ in kept])
    if known := task.reports.filter(fingerprint=mark).first():
        task.refresh_from_db(fields=["state"])
        check(True, not is_awaited_anew(task), SAME_AGAIN)
        return known
    if task.letter.is_paper_needed and not kept and not task.evidence.exists():
        raise ValidationError({"papers": NO_PAPER})
    given = add_report(task, words, read, by=by, mark=mark, version=version, is_entered=is_entered)
    for one in kept:
        add_paper(given, one, by)
    return given


def read_more(task: Task, answers: Mapping[str, Any]) -> dict[str, str]:
    """What was asked, answered; an addition need not say again what was said."""
    told = {name: value for name, value in answers.items() if value not in (None, "")}
    return read_answers(task.letter.questions, {**last_answers(task), **told})


def is_awaited_anew(task: Task) -> bool:
    """The school has the word again since it reported: it must say what is new."""
    return task.state in OPEN_TO_REPORTS and task.state != TaskState.REPORTED


def add_report(
    task: Task,
    text: str,
    answers: dict[str, str],
    *,
    by: Any,
    mark: str,
    version: int | None,
    is_entered: bool,
) -> Report:
    """Number and write a report that is checked already."""
    check_task(task, rules.can_report)
    given = Report(
        task=task, number=task.reports.count() + 1, text=text, answers=answers, by=by, is_entered=is_entered,
        fingerprint=mark,
    )  # fmt: skip
    given.full_clean()
    given.save()
    verb = "task.report_entered" if is_entered else "task.reported"
    go(
        task, verb, by, version, state=TaskState.REPORTED, reason="", reported_at=timezone.now(),
        reported_by=None if is_entered else by,
    )  # fmt: skip
    return given


@transaction.atomic
def take_in_paper(task: Task, kept: Kept, *, by: Any) -> EvidenceFile | None:
    """A document that the school sent beside its form; None when it is there already."""
    check(rules.may_say(by, task, TaskState.REPORTED))
    check_task(task, rules.can_report)
    last = task.reports.order_by("-number").first()
    return _add_version(task, last, kept, by)


def add_paper(given: Report, kept: Kept, by: Any) -> EvidenceFile | None:
    """A document of a report: a new one, or the next version of the one with the same name."""
    return _add_version(given.task, given, kept, by)


def _add_version(task: Task, given: Report | None, kept: Kept, by: Any) -> EvidenceFile | None:
    name, digest, size = kept
    evidence, _ = Evidence.objects.get_or_create(task=task, title=name)
    last = evidence.files.aggregate(last=Max("number"))["last"] or 0
    if last and evidence.files.filter(number=last, sha256=digest).exists():
        return None
    made = EvidenceFile.objects.create(
        evidence=evidence, report=given, number=last + 1, name=name, sha256=digest, size=size, by=by
    )
    write("task.paper", task, by, new={"evidence": name, "evidence_version": made.number, "sha256": digest})
    return made


def fingerprint(task: Task, text: str, answers: Mapping[str, str], papers: Sequence[str] = ()) -> str:
    """The same for the same words, answers and files about the same task, whatever the spaces."""
    told = {name: " ".join(words.split()) for name, words in sorted(answers.items())}
    whole = json.dumps([task.code, " ".join(text.split()), told, sorted(papers)], ensure_ascii=False)
    return sha256(whole.encode()).hexdigest()
