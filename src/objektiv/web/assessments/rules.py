"""Who may do what with procedures, imports, reminders and runs (``may_``), and what their state allows (``can_``)."""

from __future__ import annotations

from typing import Any

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may
from objektiv.web.assessments.enums import (
    IMPORT_TRANSITIONS,
    PROCEDURE_TRANSITIONS,
    ImportState,
)
from objektiv.web.assessments.models import Import, Procedure, Run


def may_edit_procedures(by: Any, unit: Any) -> bool:
    """Lead the calendar of a part of the territory. The program itself (None) may."""
    return by is None or may(by, Permission.PROCEDURES_EDIT, unit.path)


def may_load(by: Any, unit: Any) -> bool:
    """Load results for a part of the territory."""
    return by is None or may(by, Permission.IMPORTS_LOAD, unit.path)


def may_add_school(by: Any, parent: Any) -> bool:
    """Add a school that results speak of to a municipality."""
    return by is None or may(by, Permission.TERRITORY_EDIT, parent.path)


def may_remind(by: Any, school: Any) -> bool:
    """Who sees imports of more than this one school follows who has submitted, so a school does not remind itself."""
    return by is None or (school.parent is not None and may(by, Permission.IMPORTS_VIEW, school.parent.path))


def may_run(by: Any, unit: Any) -> bool:
    """Start a run over a part of the territory and make it the active one."""
    return by is None or may(by, Permission.RUNS_START, unit.path)


def can_become(procedure: Procedure, state: str) -> bool:
    """The next states of a procedure."""
    return state in PROCEDURE_TRANSITIONS[procedure.state]


def can_move(load: Import, state: str) -> bool:
    """The next states of an import; nothing is changed while a job of it goes on."""
    return state in IMPORT_TRANSITIONS[load.state] and not load.is_working


def can_undo(load: Import) -> bool:
    """Loaded, and something was added: whether later loads stand on it the lake tells."""
    return can_move(load, ImportState.UNDONE) and load.lake_after != load.lake_before


def can_activate(run: Run) -> bool:
    """A finished run that is not the active one yet."""
    return run.is_done and not run.is_active
