"""What people do to a case. Each verb: policy, write, journal, in one transaction; who saves over another is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from objektiv.plans.working_days import add_working_days
from objektiv.web.audit.domain import one_writer, record
from objektiv.web.cases import rules
from objektiv.web.cases.enums import CaseState, ExplanationStatus, LetterKind
from objektiv.web.cases.files import check_upload, keep, safe_name
from objektiv.web.cases.models import Attachment, Case, Explanation, Letter, Reply
from objektiv.web.cases.queries import terms_for

CONFLICT = (
    "Карточку только что изменил кто-то другой. "
    "Ваш текст остался ниже: посмотрите, что изменилось, и отправьте ещё раз."
)


@dataclass(frozen=True, slots=True)
class KnownExplanation:
    """An innocent explanation as the analysis left it."""

    assessment: str
    code: str
    title: str
    status: str
    sentence: str


@transaction.atomic
def open_case(result: Any, explanations: Iterable[KnownExplanation], *, by: Any) -> Case:
    """Open the case of a school's result; ValidationError when one is open already."""
    school = result.school
    if by is not None and not rules.may_ask(by, Case(school=school)):
        raise PermissionDenied
    kept = terms_for(school.path).works_kept_until
    opened = Case(
        school=school, result=result, school_year=result.school_year, opened_by=by,
        works_kept_until=kept,
    )  # fmt: skip
    opened.full_clean(exclude=["opened_by", "decided_by"])
    opened.save()
    Explanation.objects.bulk_create(
        Explanation(
            case=opened,
            assessment=one.assessment,
            code=one.code,
            title=one.title,
            status=one.status,
            sentence=one.sentence,
        )
        for one in explanations
    )
    _journal("case.opened", opened, by, new={"state": opened.state})
    return opened


@transaction.atomic
def ask_school(case: Case, *, by: Any, version: int | None = None) -> Case:
    """Ask for explanations: the term starts tomorrow and is counted in working days."""
    _check(rules.may_ask(by, case), rules.can_ask(case), "Пояснения уже запрошены.")
    due = add_working_days(timezone.localdate(), terms_for(case.school.path).reply_days)
    write_letter(case, LetterKind.ASK, by=by)
    return _go(case, CaseState.ASKED, "case.asked", by, version, asked_at=timezone.now(), reply_due_on=due)


@transaction.atomic
def reply(
    case: Case, *, text: str, by: Any, answers: Mapping[int, str] | None = None, version: int | None = None
) -> Reply:
    """The school answers; the first answer is frozen, later ones stand beside it. ``answers`` by explanation."""
    _check(
        rules.may_reply(by, case),
        rules.can_reply(case),
        "Сейчас пояснения не запрошены или решение уже принято.",
    )
    if not text.strip():
        raise ValidationError({"text": "Напишите пояснения хотя бы одним предложением."})
    given = Reply.objects.create(case=case, number=case.replies.count() + 1, text=text.strip(), by=by)
    for explanation in case.explanations.filter(pk__in=(answers or {}).keys()):
        if said := (answers or {})[explanation.pk].strip():
            explanation.answer, explanation.status = said, ExplanationStatus.ANSWERED
            explanation.save()
    state = CaseState.REPLIED if case.state == CaseState.ASKED else case.state
    _go(case, state, "case.replied", by, version, replied_at=case.replied_at or given.at)
    return given


@transaction.atomic
def attach(case: Case, upload: UploadedFile[Any], *, by: Any, reply: Reply | None = None) -> Attachment:
    """Keep a file with the case; ValidationError when it is not what may be sent."""
    _check(rules.may_reply(by, case) or rules.may_ask(by, case), True, "")
    check_upload(upload)
    digest, size = keep(upload)
    kept = Attachment.objects.create(
        case=case, reply=reply, name=safe_name(upload.name or ""), sha256=digest, size=size
    )
    _journal("case.file", case, by, new={"file": kept.name, "sha256": digest})
    return kept


@transaction.atomic
def send_to_recheck(case: Case, *, by: Any, reason: str = "", version: int | None = None) -> Case:
    """Send the works to a recheck; refused once they are destroyed."""
    if case.are_works_destroyed:
        raise ValidationError("Проверить невозможно: работы уничтожены.")
    can = rules.can_recheck(case, timezone.localdate())
    _check(rules.may_ask(by, case), can, "Сначала школа отвечает или истекает её срок.")
    return _go(case, CaseState.RECHECK, "case.recheck", by, version, reason=reason)


@transaction.atomic
def decide(
    case: Case, *, outcome: str, ground: str, by: Any, act_number: str = "", act_date: date | None = None,
    version: int | None = None,
) -> Case:  # fmt: skip
    """A person decides. «Подтверждены» needs the act of a recheck or a written ground; every outcome needs words."""
    today = timezone.localdate()
    if not rules.can_decide(case, today) or not rules.can_go(case, outcome):
        raise ValidationError("Такое решение сейчас невозможно: сначала школа отвечает или истекает её срок.")
    if not rules.may_decide(by, case):
        raise PermissionDenied
    _check_ground(outcome, ground, act_number, act_date)
    return _go(
        case, outcome, "case.decided", by, version, reason=ground, outcome=outcome, ground=ground.strip(),
        act_number=act_number, act_date=act_date, decided_by=by, decided_at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def close_case(case: Case, *, by: Any, version: int | None = None) -> Case:
    """Put a decided case away."""
    _check(rules.may_decide(by, case), rules.can_go(case, CaseState.CLOSED), "Закрыть можно после решения.")
    return _go(case, CaseState.CLOSED, "case.closed", by, version)


@transaction.atomic
def reopen(case: Case, *, by: Any, reason: str, version: int | None = None) -> Case:
    """Look into a closed case again: needs a reason; what was decided stays in the journal."""
    _check(rules.may_decide(by, case), case.state == CaseState.CLOSED, "Карточка не закрыта.")
    if not reason.strip():
        raise ValidationError({"reason": "Напишите, почему карточка открывается снова."})
    if (
        Case.objects.filter(school=case.school, school_year=case.school_year)
        .exclude(state=CaseState.CLOSED)
        .exists()
    ):
        raise ValidationError("Незакрытая карточка этой школы за этот год уже есть.")
    cleared = {
        "outcome": "",
        "ground": "",
        "act_number": "",
        "act_date": None,
        "decided_by": None,
        "decided_at": None,
    }
    asked = {"asked_at": None, "reply_due_on": None, "replied_at": None}
    return _go(case, CaseState.SIGN, "case.reopened", by, version, reason=reason, **cleared, **asked)


@transaction.atomic
def keep_works(case: Case, *, until: date, by: Any, ground: str, version: int | None = None) -> Case:
    """Keep the works longer, by an order; a draft of the order is numbered here."""
    _check(rules.may_ask(by, case), not case.are_works_destroyed, "Работы уже уничтожены.")
    if until <= timezone.localdate() or (case.works_kept_until and until <= case.works_kept_until):
        raise ValidationError({"until": "Новый срок — в будущем и позже прежнего."})
    write_letter(case, LetterKind.KEEP, by=by)
    return _go(case, case.state, "case.works_kept", by, version, reason=ground, works_kept_until=until)


@transaction.atomic
def destroy_works(case: Case, *, on: date, by: Any, ground: str, version: int | None = None) -> Case:
    """Write down that the works are destroyed: no recheck after that."""
    _check(rules.may_ask(by, case), not case.are_works_destroyed, "Это уже записано.")
    if on > timezone.localdate():
        raise ValidationError({"on": "Дата не может быть в будущем."})
    return _go(case, case.state, "case.works_destroyed", by, version, reason=ground, works_destroyed_on=on)


@transaction.atomic
def write_letter(case: Case, kind: str, *, by: Any) -> Letter:
    """Number a letter of this year."""
    _check(rules.may_ask(by, case), True, "")
    one_writer()  # numbers without holes and without twins
    year = timezone.localdate().year
    last = Letter.objects.filter(kind=kind, year=year).aggregate(last=Max("number"))["last"] or 0
    written = Letter.objects.create(case=case, kind=kind, year=year, number=last + 1, by=by)
    _journal("case.letter", case, by, new={"letter": str(written)})
    return written


def _check(may: bool, can: bool, sentence: str) -> None:
    if not may:
        raise PermissionDenied
    if not can:
        raise ValidationError(sentence)


def _check_ground(outcome: str, ground: str, act_number: str, act_date: date | None) -> None:
    if not ground.strip():
        raise ValidationError({"ground": "Напишите основание решения."})
    if bool(act_number) != bool(act_date):
        raise ValidationError({"act_number": "У акта перепроверки нужны и номер, и дата."})
    long_enough = len(ground.split()) >= 5
    if outcome == CaseState.CONFIRMED and not act_number and not long_enough:
        raise ValidationError(
            {"ground": "Нужен акт перепроверки или письменное основание подробнее, чем в двух словах."}
        )


def _go(
    case: Case, state: str, verb: str, by: Any, version: int | None, *, reason: str = "", **fields: Any
) -> Case:
    """Write the new state and fields unless somebody else did meanwhile."""
    expected = case.version if version is None else version
    old = {"state": case.state} | {name: getattr(case, name) for name in fields}
    changed = Case.objects.filter(pk=case.pk, version=expected).update(
        state=state, version=expected + 1, **fields
    )
    if not changed:
        raise ValidationError(CONFLICT)
    case.refresh_from_db()
    _journal(verb, case, by, old=_plain(old), new=_plain({"state": state} | fields), reason=reason)
    return case


def _journal(verb: str, case: Case, by: Any, **said: Any) -> None:
    record(verb, by=by, obj=case, unit_path=case.school.path, **said)


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(value, "pk", value) for name, value in fields.items()}
