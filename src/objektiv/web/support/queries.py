"""What a person sees of support."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import holders, reachable
from objektiv.web.audit.models import Record
from objektiv.web.cases import queries as cases
from objektiv.web.cases.models import Case
from objektiv.web.support.enums import OVER
from objektiv.web.support.models import RiskEntry, TeacherNote
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit


def visible_to(user: Any) -> QuerySet[RiskEntry]:
    """Entries of schools of one's part of the territory; a school sees its own."""
    reached = RiskEntry.objects.filter(reachable(user, Permission.RISK_VIEW, "school__path"))
    return reached.select_related("school__parent", "curator", "proposed_by")


def open_entries(entries: QuerySet[RiskEntry]) -> QuerySet[RiskEntry]:
    """Those that are not over."""
    return entries.exclude(state__in=OVER)


def proposable_schools(user: Any) -> QuerySet[Unit]:
    """Acting schools that the person may propose: without an entry that is not over."""
    schools = Unit.objects.filter(
        reachable(user, Permission.RISK_EDIT, "path"), level=Level.SCHOOL, closed_on__isnull=True
    )
    taken = open_entries(RiskEntry.objects.all()).values("school")
    return schools.exclude(pk__in=taken).order_by("order_key", "code")


def curators_for(path: str) -> QuerySet[User]:
    """People who may lead the help to a school: they see the register there and do not speak for the school."""
    own = holders(Permission.CASES_REPLY, path).values("pk")
    return holders(Permission.RISK_VIEW, path).exclude(pk__in=own).order_by("last_name", "first_name", "pk")


def visible_case(user: Any, case: int | None) -> Case | None:
    """The case an entry stands on, where the person sees cases."""
    return cases.visible_to(user, timezone.localdate()).filter(pk=case).first() if case else None


def history_of(entry: RiskEntry) -> QuerySet[Record]:
    """What was done about an entry."""
    return Record.objects.filter(object_type=entry._meta.label_lower, object_id=str(entry.pk))


def notes_visible_to(user: Any) -> QuerySet[TeacherNote]:
    """Notes about teachers: for methodical support alone, in its part of the territory."""
    reached = TeacherNote.objects.filter(reachable(user, Permission.TEACHERS_SUPPORT, "school__path"))
    return reached.select_related("school__parent", "by")


def schools_for_notes(user: Any) -> QuerySet[Unit]:
    """Schools about whose teachers the person may write."""
    reached = Unit.objects.filter(reachable(user, Permission.TEACHERS_SUPPORT, "path"), level=Level.SCHOOL)
    return reached.filter(closed_on__isnull=True).order_by("order_key", "code")


def readings_of(note: TeacherNote) -> QuerySet[Record]:
    """Who read a note, and why."""
    known = Record.objects.filter(object_type=note._meta.label_lower, object_id=str(note.pk))
    return known.filter(verb="teacher_note.read")
