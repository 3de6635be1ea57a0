"""Entries and notes of our school and of the one elsewhere, for the access matrix."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from case_results import GROUND
from cast import Cast
from django.utils import timezone
from matrix import Example, Pair
from matrix_results import results_of

from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may, permissions_of
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import visible_to as visible_cases
from objektiv.web.findings.models import SchoolResult
from objektiv.web.support.models import RiskEntry, SupportItem, TeacherNote


def examples(cast: Cast, folder: Path) -> dict[str, Pair]:
    """By the name of the address."""
    ours, theirs = (pages_of(one, cast.region_coordinator) for one in results_of(cast, folder))
    return {name: (ours[name], theirs[name]) for name in ours}


def pages_of(result: SchoolResult, by: User) -> dict[str, Example]:
    """An entry with help, a case that was decided, a note about a teacher."""
    school, tomorrow = result.school, timezone.localdate() + timedelta(days=1)
    entry = RiskEntry.objects.create(
        school=school, basis="fact", reason=GROUND, proposed_by=by, state="in_zone", exit_criteria=GROUND
    )
    item = SupportItem.objects.create(entry=entry, title="Мастер-класс", due_on=tomorrow)
    note = TeacherNote.objects.create(school=school, teacher="учитель математики, У-3", text=GROUND, by=by)
    case = Case.objects.create(
        school=school,
        result=result,
        school_year="1999/00",
        state="confirmed",
        outcome="confirmed",
        ground=GROUND,
    )
    path, version = school.path, {"version": "1"}
    return {
        "risk_entry": Example({"pk": entry.pk}, path),
        "risk_act": Example(
            {"pk": entry.pk, "act": "leaving"}, path, answer=led(entry), data={**version, "reason": GROUND}
        ),
        "risk_support_done": Example({"pk": entry.pk, "item": item.pk}, path, answer=led(entry)),
        "risk_from_case": Example({"case": case.pk}, path, answer=seen(case)),
        "teacher_note": Example({"pk": note.pk}, path),
    }


def led(entry: RiskEntry):
    """Whoever sees the entry finds the page; those who do not lead it are refused."""

    def answer(user: User | None) -> int | None:
        if user is None or Permission.RISK_VIEW not in permissions_of(user):
            return None
        if not may(user, Permission.RISK_VIEW, entry.school.path):
            return 404
        return None if may(user, Permission.RISK_EDIT, entry.school.path) else 403

    return answer


def seen(case: Case):
    """Whoever may propose finds the cases that are open to that person."""

    def answer(user: User | None) -> int | None:
        if user is None or Permission.RISK_EDIT not in permissions_of(user):
            return None
        return None if visible_cases(user, timezone.localdate()).filter(pk=case.pk).exists() else 404

    return answer
