"""Numbered letters: who sends them, under which number, what they ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live_assignments
from objektiv.web.audit.domain import one_writer
from objektiv.web.cases import rules
from objektiv.web.cases.domain.working import check, journal
from objektiv.web.cases.enums import REGISTER_OF, LetterKind
from objektiv.web.cases.grouping import questions_to_school
from objektiv.web.cases.models import Case, Letter, Terms
from objektiv.web.shell.blank import new_code
from objektiv.web.territory.models import Unit


@transaction.atomic
def write_letter(
    case: Case, kind: str, *, by: Any, due_on: date | None = None, on: date | None = None
) -> Letter:
    """Number a paper in the book of the organisation that sends it; numbers go on through the year. ``on``: its day."""
    check(rules.may_ask(by, case))
    one_writer()  # numbers without holes and without twins
    made_on = on or timezone.localdate()
    year, register, organisation = made_on.year, REGISTER_OF[kind], sender_of(case, by)
    book = Letter.objects.filter(organisation=organisation, register=register, year=year)
    last = book.aggregate(last=Max("number"))["last"] or 0
    written = Letter.objects.create(
        case=case, kind=kind, organisation=organisation, register=register, year=year, number=last + 1,
        made_on=made_on,
        addressee=case.school.title, due_on=due_on, signed_by=signer_of(organisation), by=by,
        questions=[] if kind == LetterKind.KEEP else questions_of(case),
        code=new_code(case.pk) if kind == LetterKind.ASK else None,
    )  # fmt: skip
    journal("case.letter", case, by, new={"letter": str(written)})
    return written


@transaction.atomic
def remind(case: Case, *, by: Any) -> Letter:
    """Remind a school that has not answered; once a day."""
    check(rules.may_ask(by, case), rules.can_remind(case), "Напоминают только тем, кто ещё не ответил.")
    one_writer()  # of two reminders at once the second finds the first
    if case.letters.filter(kind=LetterKind.REMIND, made_on=timezone.localdate()).exists():
        raise ValidationError("Сегодня этой школе уже напомнили.")
    return write_letter(case, LetterKind.REMIND, by=by, due_on=case.reply_due_on)


def remind_many(cases: Iterable[Case], *, by: Any) -> tuple[int, list[tuple[Case, str]]]:
    """Remind each; how many were reminded, and the others with the reason."""
    done, refused = 0, []
    for case in cases:
        try:
            remind(case, by=by)
            done += 1
        except PermissionDenied:
            refused.append((case, "Эту карточку ведёте не вы."))
        except ValidationError as error:
            refused.append((case, " ".join(error.messages)))
    return done, refused


def sender_of(case: Case, by: Any) -> Unit:
    """The part of the territory on whose behalf the person asks: the nearest to the school."""
    held = [
        one.unit
        for one in live_assignments(by)
        if Permission.CASES_ASK in one.role_class.permissions and case.school.path.startswith(one.unit.path)
    ]
    return Unit.objects.get(pk=max(held, key=lambda unit: len(unit.path)).pk)


def signer_of(organisation: Unit) -> str:
    """Post and name of who signs; empty when nobody was named: a line is left for it."""
    known = Terms.objects.filter(unit=organisation).first()
    return f"{known.signer_post}, {known.signer_name}".strip(" ,") if known else ""


def questions_of(case: Case) -> list[list[Any]]:
    """[keys of explanations, text] of every question that is open for the school."""
    return [[one.keys, one.question] for one in questions_to_school(case.explanations.all())]
