"""Cases of the training district in every state, as if people had worked on them for weeks."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from objektiv.web.access.models import User
from objektiv.web.cases.domain import (
    ask_school,
    close_case,
    decide,
    destroy_works,
    give_to,
    keep_works,
    reply,
    send_to_recheck,
)
from objektiv.web.cases.domain.working import journal
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case
from objektiv.web.cases.opening import candidates, open_many
from objektiv.web.training.people import deputy_of

HOW_IT_WAS = (
    "Работу проводили два организатора из другой школы, проверяла комиссия из трёх человек по критериям. "
)
REPLY = f"{HOW_IT_WAS}Протоколы и работы хранятся, готовы к перепроверке."
REPLY_WITHOUT_WORKS = (
    f"{HOW_IT_WAS}Работы уничтожены по акту, когда истёк срок хранения; протоколы проверки сохранились."
)
ANSWER = "Сведения приложены к протоколу."
CLEAR = "Комиссия муниципалитета перепроверила все работы класса: расхождений в баллах больше допустимых нет."
FOUND = "Комиссия перепроверила работы: в каждой третьей баллы за задания с развёрнутым ответом завышены."
FEW = "Работы прошлых лет уничтожены в срок, перепроверить нечего: остаются пояснения школы."
EARLIER = "Учебный пример: запрос сделан раньше."
KEEP = "До окончания разбора признаков."
ASKED_DAYS_AGO = 4
OVERDUE_DAYS_AGO = 24
OLD_DAYS_AGO = 60
KEPT_DAYS = 40
SOON_DAYS = 6

Work = Callable[[Case, User], object]


@transaction.atomic
def make_cases(coordinators: Iterable[User]) -> None:
    """Open a case for every result with a priority: past years are closed, the newest is in every state in turn.

    The first one of each municipality waits for its request: whoever leads the cases there can make it.
    """
    turn = itertools.cycle(STEPS)
    planned: list[tuple[Work, Case, User]] = []
    for coordinator in coordinators:
        cases, _ = open_many(candidates(coordinator).order_by("school__path"), by=coordinator)
        newest = max((case.school_year for case in cases), default="")
        is_first = True
        for case in cases:
            if case.school_year != newest:
                planned.append((_close_old, case, coordinator))
                continue
            give_to(case, responsible=coordinator, by=coordinator)
            deputy_of(case.school)
            planned.append((_left if is_first else next(turn), case, coordinator))
            is_first = False
    for work, case, coordinator in sorted(planned, key=lambda one: _ORDER.get(one[0], 0)):
        work(case, coordinator)  # the oldest requests first: letters are numbered by their days


def _left(case: Case, by: User) -> None:
    """Nobody was asked yet; the works are kept for a few days more."""
    keep_works(case, until=timezone.localdate() + timedelta(days=SOON_DAYS), by=by, ground=KEEP)


def _asked(case: Case, by: User) -> None:
    _keep(case, by)
    _ask_earlier(case, by, ASKED_DAYS_AGO)


def _overdue(case: Case, by: User) -> None:
    _keep(case, by)
    _ask_earlier(case, by, OVERDUE_DAYS_AGO)


def _replied(case: Case, by: User) -> None:
    _asked(case, by)
    _answer(case)


def _rechecked(case: Case, by: User) -> None:
    _replied(case, by)
    send_to_recheck(case, by=by, reason="Пояснений недостаточно: перепроверяются работы двух классов.")


def _cleared(case: Case, by: User) -> None:
    _rechecked(case, by)
    decide(case, outcome=CaseState.NOT_CONFIRMED, ground=CLEAR, by=by)


def _confirmed(case: Case, by: User) -> None:
    _rechecked(case, by)
    today = timezone.localdate()
    decide(case, outcome=CaseState.CONFIRMED, ground=FOUND, by=by, act_number="1", act_date=today)


def _close_old(case: Case, by: User) -> None:
    """A case of a past year: the works are gone, the school replied, the case is closed."""
    destroy_works(case, on=timezone.localdate() - timedelta(days=90), by=by, ground="Срок хранения истёк.")
    _ask_earlier(case, by, OLD_DAYS_AGO)
    _answer(case)
    decide(case, outcome=CaseState.INSUFFICIENT, ground=FEW, by=by)
    close_case(case, by=by)


def _keep(case: Case, by: User) -> None:
    keep_works(case, until=timezone.localdate() + timedelta(days=KEPT_DAYS), by=by, ground=KEEP)


def _ask_earlier(case: Case, by: User, days: int) -> None:
    """The request as if made ``days`` ago, so that terms run and pass; the journal tells that it is an example."""
    ask_school(case, by=by, at=timezone.now() - timedelta(days=days))
    journal("training.dated", case, by, reason=EARLIER)


def _answer(case: Case) -> None:
    questions = case.explanations.filter(status="ask")
    text = REPLY_WITHOUT_WORKS if case.are_works_destroyed else REPLY
    reply(case, text=text, by=deputy_of(case.school), answers={one.pk: ANSWER for one in questions})


# Neighbours in the list (schools of one municipality) stand at different steps.
STEPS: tuple[Work, ...] = (_asked, _overdue, _replied, _rechecked, _cleared, _confirmed)
_ORDER: dict[Work, int] = {_close_old: -OLD_DAYS_AGO, _overdue: -OVERDUE_DAYS_AGO}
