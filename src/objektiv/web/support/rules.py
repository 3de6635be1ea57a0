"""Who may do what in support (``may_``), and what the state of an entry allows (``can_``)."""

from __future__ import annotations

from typing import Any

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case
from objektiv.web.findings.enums import Disclosure
from objektiv.web.findings.models import SchoolResult
from objektiv.web.findings.rules import disclosure
from objektiv.web.support.enums import OVER, TRANSITIONS, RiskState
from objektiv.web.support.models import RiskEntry


def may_lead(user: Any, path: str) -> bool:
    """Propose a school, say who helps and how, lead it to the exit."""
    return may(user, Permission.RISK_EDIT, path)


def may_decide(user: Any, entry: RiskEntry) -> bool:
    """Take in, reject, release; nobody decides who speaks for the school."""
    path = entry.school.path
    decides = may(user, Permission.CASES_DECIDE, path) and may(user, Permission.RISK_VIEW, path)
    return decides and not may(user, Permission.CASES_REPLY, path)


def may_help(user: Any, entry: RiskEntry) -> bool:
    """Plan help and write down that it was done: those who lead the entry, and its curator."""
    path = entry.school.path
    return may_lead(user, path) or (entry.curator_id == user.pk and may(user, Permission.RISK_VIEW, path))


def can_go(entry: RiskEntry, state: str) -> bool:
    """Whether the state machine knows the way."""
    return state in TRANSITIONS[entry.state]


def can_change(entry: RiskEntry) -> bool:
    """The entry is not over."""
    return entry.state not in OVER


def can_stand_on_case(case: Case) -> bool:
    """A person decided that the signs are confirmed by a recheck."""
    return case.outcome == CaseState.CONFIRMED


def can_stand_on_result(user: Any, result: SchoolResult) -> bool:
    """The school was heard: before that its signs are nobody's ground; nor are signs that a person did not confirm."""
    return result.has_signs and disclosure(user, result) == Disclosure.FULL and not _is_cleared(result)


def _is_cleared(result: SchoolResult) -> bool:
    """The latest case of the school and year ended with signs not confirmed."""
    latest = (
        Case.objects.filter(school=result.school_id, school_year=result.school_year).order_by("-pk").first()
    )
    return latest is not None and latest.outcome == CaseState.NOT_CONFIRMED


def is_ready(entry: RiskEntry) -> bool:
    """Somebody helps, and it is said when the help is over."""
    return entry.curator_id is not None and bool(entry.exit_criteria.strip())


def can_enter(entry: RiskEntry) -> bool:
    """The way into the zone: from a proposal that is ready."""
    return entry.state == RiskState.PROPOSED and is_ready(entry)
