"""Which procedures, imports, reminders and runs a person sees; ``visible_…`` comes first of all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Sum, Value, When

from objektiv.model.assessment import SUBJECTS
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import inside, paths_of, reachable
from objektiv.web.assessments.enums import FileState
from objektiv.web.assessments.models import Import, Procedure, Reminder, Run, Submission
from objektiv.web.territory.models import Unit


def visible_procedures(user: Any, permission: Permission = Permission.PROCEDURES_VIEW) -> QuerySet[Procedure]:
    """Procedures of one's own part of the territory and of those above it: the region's calendar is everybody's."""
    paths = paths_of(user, permission)
    above = {part for path in paths for part in ancestors(path)}
    return Procedure.objects.filter(inside(paths, "unit__path") | Q(unit__path__in=above)).select_related(
        "unit"
    )


def by_subject(procedures: QuerySet[Procedure], *first: str) -> QuerySet[Procedure]:
    """Ordered by the fields ``first``, then by the title of the subject, as people read: codes are not alphabetical."""
    titles = sorted(SUBJECTS, key=lambda code: SUBJECTS[code])
    ranks = [When(subject=code, then=Value(rank)) for rank, code in enumerate(titles, start=1)]
    rank = Case(*ranks, default=Value(0), output_field=IntegerField())
    # A procedure without a day stands at the end, whatever the database thinks of nothing.
    return procedures.order_by(*(F(name).asc(nulls_last=True) for name in first), rank, "variant", "pk")


def editable_procedures(user: Any) -> QuerySet[Procedure]:
    """Procedures that a person leads."""
    return Procedure.objects.filter(reachable(user, Permission.PROCEDURES_EDIT, "unit__path"))


def ancestors(path: str) -> list[str]:
    """Paths of the units above: «97/970001/» of «97/970001/990001/», and so on up."""
    parts = path.strip("/").split("/")
    return ["/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]


def visible_imports(user: Any) -> QuerySet[Import]:
    """Imports for one's part of the territory."""
    seen = Import.objects.filter(reachable(user, Permission.IMPORTS_VIEW, "unit__path"))
    return seen.select_related("unit", "by", "job")


def with_counts(imports: QuerySet[Import]) -> QuerySet[Import]:
    """With numbers of files, of refused ones, and of works."""
    return imports.annotate(
        file_count=Count("files"),
        refused_count=Count("files", filter=Q(files__state=FileState.REFUSED)),
        works=Sum("files__present", filter=~Q(files__state=FileState.REFUSED), default=0),
    ).order_by("-pk")


def visible_schools(user: Any, permission: Permission = Permission.IMPORTS_VIEW) -> QuerySet[Unit]:
    """Schools whose submissions a person follows; those closed long ago are among them."""
    return Unit.objects.filter(reachable(user, permission, "path"), level="school").select_related("parent")


def visible_runs(user: Any) -> QuerySet[Run]:
    """Runs over one's part of the territory: a run over the region is for those who see all of it."""
    seen = Run.objects.filter(reachable(user, Permission.RUNS_VIEW, "unit__path"))
    return seen.select_related("unit", "by", "job")


def acting_above(paths: Iterable[str]) -> QuerySet[Run]:
    """Acting runs of the parts of the territory that hold these: they speak of their schools too. Newest year first."""
    above = {part for path in paths for part in ancestors(path)}
    acting = Run.objects.filter(is_active=True, unit__path__in=above).select_related("unit")
    return acting.order_by("-school_year", "unit__path", "kind")


def open_reminders(user: Any) -> QuerySet[Reminder]:
    """Reminders to one's own schools that still hold: nothing of the procedure counts yet. Newest of each first."""
    owed = Submission.objects.filter(
        unit=OuterRef("unit"), assessment=OuterRef("procedure__assessment"), counted__gt=0
    )
    newer = Reminder.objects.filter(
        unit=OuterRef("unit"), procedure=OuterRef("procedure"), pk__gt=OuterRef("pk")
    )
    mine = Reminder.objects.filter(unit__path__in=paths_of(user, Permission.IMPORTS_VIEW))
    return mine.filter(~Exists(owed), ~Exists(newer)).select_related("unit", "procedure", "by")


def units_to(user: Any, permission: Permission, *levels: str) -> QuerySet[Unit]:
    """The units in which a person has a right by role, and of ``levels`` those below too; the widest first."""
    own = Unit.objects.filter(path__in=paths_of(user, permission))
    below = Unit.objects.filter(reachable(user, permission, "path"), level__in=levels)
    return (own | below).order_by("path")
