"""Who may do what to a case (``may_``), and what its state allows (``can_``)."""

from __future__ import annotations

from typing import Any

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may
from objektiv.web.cases.enums import OUTCOMES, TRANSITIONS, CaseState
from objektiv.web.cases.models import Case
from objektiv.web.territory.enums import Level

TERM_LEVELS = (Level.REGION, Level.MUNICIPALITY)


def may_ask(user: Any, case: Case) -> bool:
    """Ask the school, lead the case to recheck."""
    return may(user, Permission.CASES_ASK, case.school.path)


def may_reply(user: Any, case: Case) -> bool:
    """Speak for the school."""
    return may(user, Permission.CASES_REPLY, case.school.path)


def may_take_in(user: Any, case: Case) -> bool:
    """Enter what the school sent on paper: those who lead the case, and the school itself."""
    return may_ask(user, case) or may_reply(user, case)


def may_decide(user: Any, case: Case) -> bool:
    """Decide; nobody decides who also speaks for the school (conflict of interest)."""
    return may(user, Permission.CASES_DECIDE, case.school.path) and not may_reply(user, case)


def can_go(case: Case, state: str) -> bool:
    """Whether the state machine knows the way."""
    return state in TRANSITIONS[case.state]


def can_ask(case: Case) -> bool:
    """The school was not asked yet."""
    return can_go(case, CaseState.ASKED)


def can_reply(case: Case) -> bool:
    """The school was asked; later replies are welcome until a decision."""
    return case.state in (CaseState.ASKED, CaseState.REPLIED, CaseState.RECHECK)


def can_recheck(case: Case, today: Any) -> bool:
    """The school has replied or its term is over, and works are there."""
    heard = case.state != CaseState.ASKED or case.is_term_over(today)
    return can_go(case, CaseState.RECHECK) and heard and not case.are_works_destroyed


def can_keep(case: Case) -> bool:
    """The works are there and may yet be rechecked."""
    still = not case.is_decided or can_go(case, CaseState.RECHECK)
    return still and not case.are_works_destroyed


def can_decide(case: Case, today: Any) -> bool:
    """The school was heard or its term is over."""
    heard = case.state != CaseState.ASKED or case.is_term_over(today)
    return heard and any(can_go(case, outcome) for outcome in OUTCOMES)


def may_set_terms(user: Any, unit: Any) -> bool:
    """Terms are set for a region or a municipality by those who ask its schools."""
    return unit.level in TERM_LEVELS and may(user, Permission.CASES_ASK, unit.path)


def can_remind(case: Case) -> bool:
    """The school was asked and has not answered."""
    return case.state == CaseState.ASKED
