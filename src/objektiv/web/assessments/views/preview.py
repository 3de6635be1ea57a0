"""What an import shows: its preview before the load, its protocol after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy

from objektiv.model.assessment import SUBJECTS, AssessmentId
from objektiv.scales.loader import load_registry
from objektiv.web.access.pages import OfficeRequest
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.assessments.domain.placing import Map, unknown_schools
from objektiv.web.assessments.enums import FileState, ImportState
from objektiv.web.assessments.forms import NewSchoolForm, ReasonForm
from objektiv.web.assessments.models import Import, ImportFile
from objektiv.web.assessments.phrases import NAME_IT
from objektiv.web.assessments.queries import (
    units_to,
    visible_procedures,
)
from objektiv.web.assessments.rules import can_move, can_undo, may_load
from objektiv.web.territory.enums import Level

NEW_SCHOOLS_AT_ONCE = 30
SHOWN_PROBLEMS = 50
CRUMB = ("Загрузки", reverse_lazy("imports"))


@dataclass(frozen=True)
class Shown:
    """A file on the preview: itself, why its rows may not be loaded now, codes of unknown schools, its remarks."""

    file: ImportFile
    objection: str
    unknown: list[int]
    problems: list[dict[str, str]]

    @property
    def is_ready(self) -> bool:
        """May be loaded as things stand."""
        return self.file.state == FileState.READY and not self.objection and not self.unknown

    @property
    def may_be_named(self) -> bool:
        """Its procedure may be chosen here: a refused file only when nothing else is wrong with it."""
        if self.file.state == FileState.REFUSED:
            return bool(self.file.chosen) or NAME_IT in self.file.remedy
        return self.file.state != FileState.UNCHANGED

    @property
    def hidden_problems(self) -> int:
        """Remarks that only the workbook has."""
        return max(0, self.file.problem_count - len(self.problems))


def import_answer(request: OfficeRequest, load: Import, form: ReasonForm | None = None) -> HttpResponse:
    """The page of an import."""
    files = list(load.files.all())
    shown = shown_files(load, files)
    is_mine = may_load(request.user, load.unit)
    is_open = load.state == ImportState.RECOGNISED
    replaces = any(one.is_ready and one.file.replaces for one in shown)
    context = {
        "load": load, "files": shown, "is_mine": is_mine, "is_open": is_open, "replaces": replaces,
        "ready_count": sum(one.is_ready for one in shown), "reason_form": form or ReasonForm(),
        "assessments": procedure_choices(request, files)
        if is_mine and can_move(load, ImportState.RECEIVED) and any(one.may_be_named for one in shown)
        else [],
        "may_abandon": is_mine and can_move(load, ImportState.ABANDONED),
        "may_run": Permission.RUNS_START in permissions_of(request.user),
        "may_undo": is_mine and can_undo(load),
        "school_forms": _school_forms(request, load, shown) if is_open else [],
        "unknown_count": len({code for one in shown for code in one.unknown}),
        "submissions": brought_rows(load), "years": _years(files),
        "crumbs": [CRUMB, (f"№ {load.pk}", None)],
    }  # fmt: skip
    return render(request, "assessments/import.html", context)


def shown_files(load: Import, files: Sequence[ImportFile]) -> list[Shown]:
    """Files with what stands in the way of each as things are now."""
    places = Map() if load.state == ImportState.RECOGNISED else None
    listed = []
    for file in files:
        is_asked = places is not None and file.state == FileState.READY
        objection = places.objection(load.unit, file.schools) if is_asked and places else ""
        unknown = places.unknown(file.schools) if is_asked and places else []
        listed.append(Shown(file, objection, unknown, file.problems[:SHOWN_PROBLEMS]))
    return listed


def procedure_choices(request: OfficeRequest, files: Sequence[ImportFile]) -> list[tuple[str, str]]:
    """Procedures that a person may name: those of the calendar and those that the files were taken for;
    while there are none, all whose scales are known."""
    codes = set(visible_procedures(request.user).exclude(assessment="").values_list("assessment", flat=True))
    codes |= {code for file in files for code in (file.assessment, file.chosen) if code}
    codes = codes or {str(scale.assessment) for scale in load_registry().all()}
    return [(code, AssessmentId.parse(code).title) for code in sorted(codes, key=_by_subject)]


def brought_rows(load: Import) -> list[tuple[str, int, int, int]]:
    """Procedure → schools, works, how many of the schools had submitted before."""
    if load.state not in (ImportState.LOADED, ImportState.UNDONE):
        return []
    counted: dict[str, list[tuple[int, bool]]] = {}
    for one in sorted(load.submissions.all(), key=lambda one: _by_subject(one.assessment)):
        counted.setdefault(one.title, []).append((one.works, one.is_first))
    return [
        (title, len(rows), sum(works for works, _ in rows), sum(not is_first for _, is_first in rows))
        for title, rows in counted.items()
    ]


def _by_subject(code: str) -> tuple[str, int, str, int, str]:
    """The place of a procedure among others, as people read: by the title of the subject, grade 5 before 10."""
    one = AssessmentId.parse(code)
    return one.kind, one.year, SUBJECTS[one.subject], one.grade, one.variant


def _years(files: Sequence[ImportFile]) -> list[str]:
    codes = {file.assessment for file in files if file.state == FileState.LOADED and file.assessment}
    return sorted({AssessmentId.parse(code).school_year for code in codes}, reverse=True)


def _school_forms(request: OfficeRequest, load: Import, shown: Sequence[Shown]) -> list[NewSchoolForm]:
    """Forms for unknown schools, filled with what the files say, for those who may add schools there."""
    parents = municipalities(request, load)
    if not parents:
        return []
    found = unknown_schools(Map(), [one.file.schools for one in shown if one.unknown])
    codes = {int(code): pk for pk, code, _ in parents}
    forms = []
    for code, (name, municipality) in list(found.items())[:NEW_SCHOOLS_AT_ONCE]:
        initial = {
            "code": f"{code:06d}",
            "title": name or f"ОО {code:06d}",
            "parent": codes.get(municipality),
        }
        forms.append(school_form(f"s{code:06d}", parents, initial=initial | {"is_wanted": True}))
    return forms


def school_form(prefix: str, parents: list[tuple[int, str, str]], **known: object) -> NewSchoolForm:
    """One line of the table of unknown schools."""
    return NewSchoolForm(prefix=prefix, parents=[(pk, title) for pk, _, title in parents], **known)


def municipalities(request: OfficeRequest, load: Import) -> list[tuple[int, str, str]]:
    """Municipalities to which the person may add schools, inside the unit of the import."""
    units = units_to(request.user, Permission.TERRITORY_EDIT, Level.MUNICIPALITY)
    there = units.filter(level=Level.MUNICIPALITY, path__startswith=load.unit.path)
    return list(there.order_by("order_key").values_list("pk", "code", "title"))
