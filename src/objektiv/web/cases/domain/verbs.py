"""What people do to a case. Each verb: policy, write, journal, in one transaction; who saves over another is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from objektiv.plans.working_days import add_working_days
from objektiv.web.audit.domain import one_writer
from objektiv.web.cases import rules
from objektiv.web.cases.domain.letters import write_letter
from objektiv.web.cases.domain.working import check, go, journal
from objektiv.web.cases.enums import CaseState, ExplanationStatus, LetterKind
from objektiv.web.cases.files import check_upload, keep
from objektiv.web.cases.models import Attachment, Case, Explanation, Reply
from objektiv.web.cases.queries import terms_for
from objektiv.web.shell.file_names import safe_name

DECIDED = "Решение по карточке уже принято."
NOT_ASKED = "Сейчас пояснения не запрошены или решение уже принято."
NO_RECHECK = "Работы уже уничтожены или перепроверка больше невозможна: срок хранения здесь не меняют."
OPEN_ALREADY = "Незакрытая карточка этой школы за этот год уже есть."
FOREIGN_QUESTION = "Такого вопроса в карточке нет."
NO_QUESTION = "«{title}»: этот вопрос школе не задан, ответьте на заданные или напишите в общих пояснениях."
TO_SCHOOL = (ExplanationStatus.ASKED, ExplanationStatus.ANSWERED)
UNDECIDED: dict[str, Any] = {
    "outcome": "", "ground": "", "act_number": "", "act_date": None, "decided_by": None, "decided_at": None,
}  # fmt: skip


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
    one_writer()  # of two people who open at once the second finds the case of the first
    kept = terms_for(school.path).works_kept_until
    opened = Case(
        school=school, result=result, school_year=result.school_year, opened_by=by, works_kept_until=kept
    )
    opened.full_clean(exclude=["opened_by", "decided_by"])
    _save_open(opened.save)
    Explanation.objects.bulk_create(
        Explanation(
            case=opened, assessment=one.assessment, code=one.code, title=one.title, status=one.status,
            sentence=one.sentence,
        )
        for one in explanations
    )  # fmt: skip
    journal("case.opened", opened, by, new={"state": opened.state})
    return opened


def _save_open(save: Callable[[], Any]) -> None:
    """Write a case that becomes open; whatever wrote another one meanwhile, the person reads a sentence."""
    try:
        with transaction.atomic():
            save()
    except IntegrityError as error:
        raise ValidationError(OPEN_ALREADY) from error


@transaction.atomic
def ask_school(case: Case, *, by: Any, version: int | None = None, at: datetime | None = None) -> Case:
    """Ask for explanations: the term starts the next day and is counted in working days.

    ``at``: when it was asked, now unless told; examples of the training lie in the past.
    """
    check(rules.may_ask(by, case), rules.can_ask(case), "Пояснения уже запрошены.")
    asked_at = at or timezone.now()
    on = timezone.localdate(asked_at)
    due = add_working_days(on, terms_for(case.school.path).reply_days)
    write_letter(case, LetterKind.ASK, by=by, due_on=due, on=on)
    return go(case, CaseState.ASKED, "case.asked", by, version, asked_at=asked_at, reply_due_on=due)


@transaction.atomic
def reply(
    case: Case, *, text: str, by: Any, answers: Mapping[int, str] | None = None, version: int | None = None
) -> Reply:
    """The school answers; the first answer is frozen, later ones stand beside it. ``answers`` by explanation."""
    check(rules.may_reply(by, case), rules.can_reply(case), NOT_ASKED)
    if not text.strip():
        raise ValidationError({"text": "Напишите пояснения хотя бы одним предложением."})
    return _add_reply(case, text.strip(), answers or {}, by=by, version=version)


@transaction.atomic
def take_in_reply(
    case: Case, *, text: str, answers: Mapping[int, str], fingerprint: str, by: Any
) -> Reply | None:
    """The school's answer that came on a form, entered by another; None when the same form is there already."""
    check(rules.may_take_in(by, case), rules.can_reply(case), NOT_ASKED)
    one_writer()  # of two people with the same form the second finds the reply of the first
    if case.replies.filter(fingerprint=fingerprint).exists():
        return None
    return _add_reply(case, text, answers, by=by, is_from_file=True, fingerprint=fingerprint)


@transaction.atomic
def enter_reply(
    case: Case, *, text: str, by: Any, answers: Mapping[int, str] | None = None, version: int | None = None
) -> Reply:
    """The school's answer that came on paper or by mail, entered by those who lead the case."""
    check(rules.may_ask(by, case), rules.can_reply(case), NOT_ASKED)
    if not text.strip():
        raise ValidationError({"text": "Впишите пояснения школы хотя бы одним предложением."})
    return _add_reply(case, text.strip(), answers or {}, by=by, version=version, is_from_file=True)


def _add_reply(
    case: Case, text: str, answers: Mapping[int, str], *, by: Any, version: int | None = None, **known: Any
) -> Reply:
    one_writer()  # two replies at once get two numbers
    answered = _answered(case, {key: said.strip() for key, said in answers.items() if said.strip()})
    given = Reply.objects.create(
        case=case, number=case.replies.count() + 1, text=text, by=by,
        answers={str(one.pk): said for one, said in answered.items()}, **known,
    )  # fmt: skip
    for explanation, said in answered.items():
        _write_answer(explanation, said, given)
    state = CaseState.REPLIED if case.state == CaseState.ASKED else case.state
    verb = "case.reply_entered" if given.is_from_file else "case.replied"
    go(case, state, verb, by, version, replied_at=case.replied_at or given.at)
    return given


def _answered(case: Case, answers: Mapping[int, str]) -> dict[Explanation, str]:
    """What was said to which question; ValidationError for what the school was not asked."""
    known = {one.pk: one for one in case.explanations.filter(pk__in=answers)}
    if answers.keys() - known.keys():
        raise ValidationError({"answers": FOREIGN_QUESTION})
    for one in known.values():
        if one.status not in TO_SCHOOL:
            raise ValidationError({"answers": NO_QUESTION.format(title=one.title)})
    return {one: answers[key] for key, one in known.items()}


def _write_answer(explanation: Explanation, said: str, given: Reply) -> None:
    """The first answer stays as it is; what a later reply says otherwise stands below it with its number."""
    earlier = given.case.replies.exclude(pk=given.pk).values_list("answers", flat=True)
    if not explanation.answer:
        explanation.answer = said
    elif said not in (explanation.answer, *(one.get(str(explanation.pk)) for one in earlier)):
        explanation.answer = f"{explanation.answer}\nДополнение {given.number}: {said}"
    explanation.status = ExplanationStatus.ANSWERED
    explanation.save()


@transaction.atomic
def attach(case: Case, upload: UploadedFile[Any], *, by: Any, reply: Reply | None = None) -> Attachment:
    """Keep a file with the case; ValidationError when it is not what may be sent."""
    check(rules.may_take_in(by, case))
    check_upload(upload)
    digest, size = keep(upload)
    return attach_kept(case, safe_name(upload.name or ""), digest, size, by=by, reply=reply)


@transaction.atomic
def attach_kept(
    case: Case, name: str, sha256: str, size: int, *, by: Any, reply: Reply | None = None
) -> Attachment:
    """Put a file that is kept already to the case."""
    check(rules.may_take_in(by, case))
    one_writer()
    kept = Attachment.objects.create(case=case, reply=reply, name=name, sha256=sha256, size=size)
    journal("case.file", case, by, new={"file": kept.name, "sha256": sha256})
    return kept


@transaction.atomic
def send_to_recheck(case: Case, *, by: Any, reason: str = "", version: int | None = None) -> Case:
    """Send the works to a recheck; refused once they are destroyed."""
    if case.are_works_destroyed:
        raise ValidationError("Проверить невозможно: работы уничтожены.")
    can = rules.can_recheck(case, timezone.localdate())
    check(rules.may_ask(by, case), can, "Сначала школа отвечает или истекает её срок.")
    taken_back = UNDECIDED if case.outcome else {}  # what was decided stays in the journal
    return go(case, CaseState.RECHECK, "case.recheck", by, version, reason=reason, **taken_back)


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
    return go(
        case, outcome, "case.decided", by, version, reason=ground, outcome=outcome, ground=ground.strip(),
        act_number=act_number, act_date=act_date, decided_by=by, decided_at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def close_case(case: Case, *, by: Any, version: int | None = None) -> Case:
    """Put a decided case away."""
    check(rules.may_decide(by, case), rules.can_go(case, CaseState.CLOSED), "Закрыть можно после решения.")
    return go(case, CaseState.CLOSED, "case.closed", by, version)


@transaction.atomic
def reopen(case: Case, *, by: Any, reason: str, version: int | None = None) -> Case:
    """Look into a closed case again: needs a reason; what was decided stays in the journal, what the school
    answered in its replies; it will be asked the same questions again.
    """
    one_writer()  # of two people who reopen at once the second finds the case of the first
    check(rules.may_decide(by, case), case.state == CaseState.CLOSED, "Карточка не закрыта.")
    if not reason.strip():
        raise ValidationError({"reason": "Напишите, почему карточка открывается снова."})
    if (
        Case.objects.filter(school=case.school, school_year=case.school_year)
        .exclude(state=CaseState.CLOSED)
        .exists()
    ):
        raise ValidationError(OPEN_ALREADY)
    asked = {"asked_at": None, "reply_due_on": None, "replied_at": None}
    change = partial(
        go, case, CaseState.SIGN, "case.reopened", by, version, reason=reason, **UNDECIDED, **asked
    )
    _save_open(change)
    case.explanations.filter(status=ExplanationStatus.ANSWERED).update(status=ExplanationStatus.ASKED)
    return case


@transaction.atomic
def keep_works(case: Case, *, until: date, by: Any, ground: str, version: int | None = None) -> Case:
    """Keep the works longer, by an order; a draft of the order is numbered here."""
    check(rules.may_ask(by, case), rules.can_keep(case), NO_RECHECK)
    if until <= timezone.localdate() or (case.works_kept_until and until <= case.works_kept_until):
        raise ValidationError({"until": "Новый срок — в будущем и позже прежнего."})
    write_letter(case, LetterKind.KEEP, by=by, due_on=until)
    return go(case, case.state, "case.works_kept", by, version, reason=ground, works_kept_until=until)


@transaction.atomic
def give_to(case: Case, *, responsible: Any, by: Any, version: int | None = None) -> Case:
    """Say who leads the case: somebody who may ask the school; None for nobody."""
    check(rules.may_ask(by, case), not case.is_decided, DECIDED)
    if responsible is not None and not rules.may_ask(responsible, case):
        raise ValidationError(
            {"responsible": "Этот человек не ведёт карточки школы: выберите координатора её территории."}
        )
    return go(case, case.state, "case.given", by, version, responsible=responsible)


@transaction.atomic
def move_term(case: Case, *, until: date, by: Any, ground: str = "", version: int | None = None) -> Case:
    """Give the school more time, before or after its term is over; never less."""
    can = case.state == CaseState.ASKED
    check(rules.may_ask(by, case), can, "Срок переносят, пока школа не ответила на запрос.")
    if until < timezone.localdate() or (case.reply_due_on and until <= case.reply_due_on):
        raise ValidationError({"until": "Новый срок — не раньше сегодняшнего дня и позже прежнего."})
    return go(case, case.state, "case.term_moved", by, version, reason=ground, reply_due_on=until)


@transaction.atomic
def destroy_works(case: Case, *, on: date, by: Any, ground: str, version: int | None = None) -> Case:
    """Write down that the works are destroyed: no recheck after that."""
    check(rules.may_ask(by, case), not case.are_works_destroyed, "Это уже записано.")
    check(may=True, can=rules.can_keep(case), sentence=NO_RECHECK)
    if on > timezone.localdate():
        raise ValidationError({"on": "Дата не может быть в будущем."})
    return go(case, case.state, "case.works_destroyed", by, version, reason=ground, works_destroyed_on=on)


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
