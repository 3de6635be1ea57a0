"""What a person sees of pupils: only as somebody of that very school. No role above a school reaches it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live_assignments
from objektiv.web.pupils.models import CodeBook, PupilCode
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit


def schools_of(user: Any, permission: Permission = Permission.PUPILS_VIEW) -> QuerySet[Unit]:
    """Schools of which the person sees pupils: a right given from above does not count, whatever the role."""
    held = [one.unit_id for one in live_assignments(user) if permission in one.role_class.permissions]
    return Unit.objects.filter(pk__in=held, level=Level.SCHOOL)


def visible_to(user: Any) -> QuerySet[CodeBook]:
    """Lists of stable codes of the person's own schools."""
    return CodeBook.objects.filter(school__in=schools_of(user)).select_related("by")


def current_codes(books: QuerySet[CodeBook]) -> QuerySet[PupilCode]:
    """The codes that count now."""
    return PupilCode.objects.filter(book__in=books.filter(is_current=True))
