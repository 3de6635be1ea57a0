"""What this app adds to the frame: its sections, search, words of the journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from objektiv.model.assessment import SUBJECTS
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.assessments.enums import ImportState, Kind, Pass, ProcedureState
from objektiv.web.assessments.phrases import FIELD_TITLES, VERBS, tell_files
from objektiv.web.assessments.queries import visible_procedures
from objektiv.web.audit.verbs import add_fields, add_tellers, add_verbs
from objektiv.web.shell.navigation import Section, add_section
from objektiv.web.shell.search import Hit, Source, add_source

SECTIONS = (
    (
        20,
        "Процедуры",
        "procedures",
        Permission.PROCEDURES_VIEW,
        "Календарь процедур по учебным годам: даты, сроки.",
    ),
    (
        30,
        "Загрузки",
        "imports",
        Permission.IMPORTS_VIEW,
        "Файлы с результатами: распознать, проверить, загрузить.",
    ),
    (35, "Кто не сдал", "completeness", Permission.IMPORTS_VIEW, "Какие школы сдали результаты, какие нет."),
    (40, "Расчёты", "runs", Permission.RUNS_VIEW, "Запуск расчёта, отчёты, действующий расчёт года."),
)


def add() -> None:
    """Called when the app is ready."""
    for order, title, page, permission, sentence in SECTIONS:
        add_section(Section(order, title, page, _who_has(permission), sentence))
    add_source(Source("Процедуры", find_procedures))
    add_verbs(VERBS)
    add_tellers(files=tell_files)
    add_fields(
        FIELD_TITLES,
        procedure_kind=dict(Kind.choices),
        procedure_state=dict(ProcedureState.choices),
        subject=SUBJECTS,
        import_state=dict(ImportState.choices),
        **{"pass": dict(Pass.choices)},
    )


def _who_has(permission: Permission) -> Any:
    return lambda user: permission in permissions_of(user)


def find_procedures(user: Any, words: str, limit: int) -> Iterable[Hit]:
    """Procedures whose kind, subject, grade or year the words name."""
    found = visible_procedures(user)
    for word in words.lower().replace("класс", " ").split():
        kinds = [value for value, label in Kind.choices if word in label.lower()]
        subjects = [code for code, title in SUBJECTS.items() if word in title]
        said = Q(kind__in=kinds) | Q(subject__in=subjects) | Q(school_year__startswith=word)
        found = found.filter(said | Q(grade=int(word)) if word.isdecimal() and len(word) <= 2 else said)
    for one in found.order_by("-school_year", "starts_on")[:limit]:
        yield Hit(str(one), f"{one.school_year}, {one.unit}", reverse("procedure", args=[one.pk]))
