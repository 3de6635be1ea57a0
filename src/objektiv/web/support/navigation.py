"""What support adds to the frame, to the pages of findings and of cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of, reachable, said
from objektiv.web.audit.guards import Guard, add_guard
from objektiv.web.audit.verbs import add_fields, add_verbs
from objektiv.web.cases.links import CaseLink, add_case_link
from objektiv.web.cases.models import Case
from objektiv.web.findings.links import SchoolLink, add_school_link
from objektiv.web.findings.models import SchoolResult
from objektiv.web.shell.navigation import Section, add_section
from objektiv.web.shell.search import Hit, Source, add_source
from objektiv.web.shell.week import add_tasks
from objektiv.web.support.enums import Basis, RiskState, SupportLevel
from objektiv.web.support.queries import open_entries, visible_to
from objektiv.web.support.rules import can_stand_on_case, can_stand_on_result, may_lead
from objektiv.web.support.week import tasks

VERBS = {
    "risk.proposed": "Предложено в зону риска",
    "risk.edited": "Изменена запись зоны риска",
    "risk.entered": "Школа включена в зону риска",
    "risk.rejected": "Предложение в зону риска отклонено",
    "risk.leaving": "Школа на выходе из зоны риска",
    "risk.returned": "Школа возвращена с выхода в зону риска",
    "risk.released": "Школа выведена из зоны риска",
    "risk.support_planned": "Запланирована помощь школе",
    "risk.support_done": "Помощь школе оказана",
    "teacher_note.written": "Сделана запись методической помощи",
    "teacher_note.read": "Открыта запись методической помощи",
}
FIELDS = {
    "risk_state": "состояние", "basis": "основание", "level": "кто помогает", "curator": "куратор",
    "exit_criteria": "критерии выхода", "review_on": "проверить ход помощи", "exit_planned_on": "выход запланирован",
    "support": "что сделать", "due_on": "срок", "done_on": "сделано",
}  # fmt: skip
RISK_SENTENCE = "Школы, которым помогают больше других: почему, кто помогает, до каких пор."
NOTES_SENTENCE = "Записи методической помощи учителям: без имён, открываются с указанием причины."
GUARDED = "Записи о зоне риска и методической помощи читают те, кому открыт реестр зоны риска."


def add() -> None:
    """Called when the app is ready."""
    add_verbs(VERBS)
    add_fields(
        FIELDS,
        risk_state=dict(RiskState.choices),
        basis=dict(Basis.choices),
        level=dict(SupportLevel.choices),
    )
    concerned = Q(verb__startswith="risk.") | Q(verb__startswith="teacher_note.")
    add_guard("support", Guard(concerned, _readable, GUARDED))
    add_section(Section(65, "Зона риска", "risk_zone", _holds(Permission.RISK_VIEW), RISK_SENTENCE))
    add_section(
        Section(66, "Помощь учителям", "teacher_notes", _holds(Permission.TEACHERS_SUPPORT), NOTES_SENTENCE)
    )
    add_source(Source("Зона риска", find_entries))
    add_school_link("support", school_link)
    add_case_link("support", case_link)
    add_tasks("support", tasks)


def find_entries(user: Any, words: str, limit: int) -> Iterable[Hit]:
    """Entries by the name or code of the school."""
    for one in visible_to(user).filter(said(words, "school__title", "school__code"))[:limit]:
        yield Hit(str(one), str(one.get_state_display()), reverse("risk_entry", args=[one.pk]))


def school_link(user: Any, result: SchoolResult) -> SchoolLink | None:
    """The school's entry, or the way to propose one."""
    if entry := open_entries(visible_to(user)).filter(school=result.school_id).first():
        return SchoolLink(f"Зона риска: {entry.get_state_display()}", reverse("risk_entry", args=[entry.pk]))
    if may_lead(user, result.school.path) and can_stand_on_result(user, result):
        return SchoolLink("Предложить в зону риска", f"{reverse('risk_new')}?result={result.pk}")
    return None


def case_link(user: Any, case: Case) -> CaseLink | None:
    """The entry of the case's school, or a button that proposes one."""
    if entry := open_entries(visible_to(user)).filter(school=case.school_id).first():
        return CaseLink(f"Зона риска: {entry.get_state_display()}", reverse("risk_entry", args=[entry.pk]))
    if may_lead(user, case.school.path) and can_stand_on_case(case):
        return CaseLink("Предложить в зону риска", reverse("risk_from_case", args=[case.pk]), is_act=True)
    return None


def _readable(user: Any) -> Q:
    return reachable(user, Permission.RISK_VIEW, "unit_path") | reachable(
        user, Permission.TEACHERS_SUPPORT, "unit_path"
    )


def _holds(permission: Permission) -> Any:
    return lambda user: permission in permissions_of(user)
