"""Carrying an action out: its statuses, evidence, words, links; and, apart from them, whether it helped."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from objektiv.web.audit.domain import one_writer
from objektiv.web.plans import rules
from objektiv.web.plans.domain.moving import redate
from objektiv.web.plans.domain.working import check, check_action, check_open, go_action, said, write
from objektiv.web.plans.enums import NEEDS_REASON, ActionStatus, Effect
from objektiv.web.plans.files import check_evidence, keep
from objektiv.web.plans.models import Action, ActionLink, Comment, Evidence, EvidenceFile

DONE = (ActionStatus.REPORTED, ActionStatus.ACCEPTED, ActionStatus.PARTLY)
SAME_FILE = "Этот файл уже приложен: «{title}»."
NOT_NOW = "Сейчас это невозможно: мероприятие «{status}», план «{state}»."
BY_READING = "Эффект посчитан: решите на странице «Эффект», рядом с расчётом."
NOT_APPROVED = "Мероприятие ещё не утверждено: его исполняют после приказа."
NOT_TO_PROVE = "Документы прикладывают к исполняемому мероприятию, пока его исполнение не принято."
VERBS: dict[str, str] = {
    ActionStatus.NOT_STARTED: "action.put_on_control",
    ActionStatus.IN_WORK: "action.taken_up",
    ActionStatus.REPORTED: "action.reported",
    ActionStatus.ACCEPTED: "action.accepted",
    ActionStatus.RETURNED: "action.returned",
    ActionStatus.PARTLY: "action.partly",
    ActionStatus.NOT_DONE: "action.not_done",
    ActionStatus.POSTPONED: "action.postponed",
    ActionStatus.WITHDRAWN: "action.withdrawn",
}


@transaction.atomic
def say(
    action: Action, status: str, *, by: Any, reason: str = "", version: int | None = None, **fields: Any
) -> Action:
    """Bring an action to a status; the table of ways, the rights and the reasons are the same for every way."""
    check(rules.may_say(by, action, status), not action.is_new, NOT_APPROVED)
    check_action(True, action, lambda one: rules.can_say(one, status), NOT_NOW)
    ground = said(reason) if status in NEEDS_REASON else reason.strip()
    if status not in DONE:
        fields.setdefault("done_on", None)  # a report that was returned or taken back has no day of doing
    return go_action(
        action, VERBS[status], by, version, reason=ground, status=status, status_reason=ground, **fields
    )


@transaction.atomic
def take_up(action: Action, *, by: Any, version: int | None = None) -> Action:
    """The work has begun, or a report is taken back."""
    return say(action, ActionStatus.IN_WORK, by=by, version=version)


@transaction.atomic
def report_done(
    action: Action, *, report: str, by: Any, done_on: date | None = None, indicator_actual: str = "",
    version: int | None = None,
) -> Action:  # fmt: skip
    """Say what was done and when; somebody else accepts it."""
    text = said(report, "Напишите, что сделано.", "report")
    day = done_on or timezone.localdate()
    if day > timezone.localdate():
        raise ValidationError({"done_on": "Дата исполнения не может быть в будущем."})
    actual = indicator_actual.strip() or action.indicator_actual
    return say(
        action, ActionStatus.REPORTED, by=by, version=version, report=text, done_on=day, reported_by=by,
        indicator_actual=actual,
    )  # fmt: skip


@transaction.atomic
def accept(action: Action, *, by: Any, reason: str = "", version: int | None = None) -> Action:
    """The report is true: the action is done."""
    return say(action, ActionStatus.ACCEPTED, by=by, reason=reason, version=version)


@transaction.atomic
def return_report(action: Action, *, reason: str, by: Any, version: int | None = None) -> Action:
    """Something is missing in the report, and what."""
    return say(action, ActionStatus.RETURNED, by=by, reason=reason, version=version)


@transaction.atomic
def mark_partly(
    action: Action, *, reason: str, by: Any, report: str = "", version: int | None = None
) -> Action:
    """A part is done, and why not the rest."""
    done = {"report": report.strip()} if report.strip() else {}
    return say(action, ActionStatus.PARTLY, by=by, reason=reason, version=version, reported_by=by, **done)


@transaction.atomic
def mark_not_done(action: Action, *, reason: str, by: Any, version: int | None = None) -> Action:
    """It was not done, and why."""
    return say(action, ActionStatus.NOT_DONE, by=by, reason=reason, version=version)


@transaction.atomic
def postpone(action: Action, *, until: date, reason: str, by: Any, version: int | None = None) -> Action:
    """Another day, on a ground; what the document says stays as it is."""
    if until <= timezone.localdate() or (action.due_on is not None and until <= action.due_on):
        raise ValidationError({"until": "Новый срок — в будущем и позже прежнего."})
    return say(
        action,
        ActionStatus.POSTPONED,
        by=by,
        reason=reason,
        version=version,
        postponed_to=until,
        due_on=until,
    )


@transaction.atomic
def withdraw(action: Action, *, reason: str, by: Any, version: int | None = None) -> Action:
    """Take off control, on a ground."""
    return say(action, ActionStatus.WITHDRAWN, by=by, reason=reason, version=version)


@transaction.atomic
def put_on_control(action: Action, *, reason: str, by: Any, version: int | None = None) -> Action:
    """Control it again, on a ground."""
    return say(action, ActionStatus.NOT_STARTED, by=by, reason=reason, version=version)


@transaction.atomic
def judge_effect(
    action: Action, *, effect: str, ground: str, by: Any, version: int | None = None, by_reading: bool = False
) -> Action:
    """A person says whether it helped, and by what that is seen.

    ``by_reading``: the app that computed the effect says so, and keeps by which reading; else nothing was computed.
    """
    check(rules.may_lead(by, action), not action.is_new, NOT_APPROVED)
    one_writer()  # nobody computes the effect until the transaction ends
    check(True, by_reading or not rules.is_effect_read(action), BY_READING)
    if effect not in Effect.values:
        raise ValidationError({"effect": "Выберите: помогло, не помогло или нельзя судить."})
    words = said(ground, "Напишите, по чему это видно.", "ground")
    return go_action(action, "action.judged", by, version, reason=words, effect=effect, effect_ground=words)


@transaction.atomic
def attach_evidence(
    action: Action, upload: UploadedFile[Any], *, by: Any, title: str = "", evidence: Evidence | None = None
) -> EvidenceFile:
    """Keep a file that proves the action: a new document, or the next version of one that is there."""
    check_action(rules.may_do(by, action), action, rules.can_prove, NOT_TO_PROVE)
    if evidence is not None and evidence.action_id != action.pk:
        raise ValidationError({"evidence": "Этот документ — другого мероприятия."})
    name = check_evidence(upload)
    digest, size = keep(upload)
    one_writer()  # of two versions at once the second gets the next number
    if evidence is None:
        there = EvidenceFile.objects.filter(evidence__action=action, sha256=digest).select_related("evidence")
        if (same := there.first()) is not None:
            raise ValidationError({"file": SAME_FILE.format(title=same.evidence)})
        evidence = Evidence.objects.create(action=action, title=title.strip() or name)
    last = evidence.files.aggregate(last=Max("number"))["last"] or 0
    if last and evidence.files.filter(number=last, sha256=digest).exists():
        raise ValidationError({"file": "Это тот же файл: последняя версия совпадает с ним до байта."})
    kept = EvidenceFile.objects.create(
        evidence=evidence, number=last + 1, name=name, sha256=digest, size=size, by=by
    )
    told = {"evidence": evidence.title, "evidence_version": kept.number, "sha256": digest}
    write("action.evidence", action, by, new=told)
    return kept


@transaction.atomic
def comment(action: Action, *, text: str, by: Any) -> Comment:
    """Write under an action: those who work with the plan."""
    check(rules.may_see_work(by, action))
    words = said(text, "Напишите сообщение.", "text")
    made = Comment(action=action, text=words, by=by)
    made.full_clean()
    made.save()
    write("action.commented", action, by)
    return made


@transaction.atomic
def link(
    action: Action, *, by: Any, procedure: Any = None, case: Any = None, risk_entry: Any = None
) -> ActionLink:
    """Say what the action is about; days that hang on a procedure are computed by the linked one."""
    check_open(rules.may_lead(by, action) or rules.may_do(by, action), action)
    made = ActionLink(action=action, procedure=procedure, case=case, risk_entry=risk_entry)
    check(
        True, sum(one is not None for one in (procedure, case, risk_entry)) == 1, "Выберите, с чем связать."
    )
    made.full_clean()
    made.save()
    write("action.linked", action, by, new={"action_link": _told(made)})
    _redate_linked(action, by)
    return made


@transaction.atomic
def unlink(made: ActionLink, *, by: Any) -> None:
    """The action is not about this."""
    action = made.action
    check_open(rules.may_lead(by, action) or rules.may_do(by, action), action)
    write("action.unlinked", action, by, old={"action_link": _told(made)})
    made.delete()
    _redate_linked(action, by)


def _told(made: ActionLink) -> str:
    """For the journal, which more people read than cases and the risk zone: even that there is one says much."""
    return str(made.procedure) if made.procedure is not None else "запись закрытого раздела"


def _redate_linked(action: Action, by: Any) -> None:
    if action.event and action.postponed_to is None:
        redate(Action.objects.select_related("plan__unit").get(pk=action.pk), by=by, procedure=None)
