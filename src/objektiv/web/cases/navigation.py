"""What cases add to the frame and to the pages of findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may, permissions_of
from objektiv.web.audit.verbs import add_fields, add_verbs
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.listing import filtered
from objektiv.web.cases.models import Case
from objektiv.web.cases.opening import heard
from objektiv.web.cases.queries import visible_to
from objektiv.web.findings.links import SchoolLink, add_school_link
from objektiv.web.findings.models import SchoolResult
from objektiv.web.findings.rules import add_heard
from objektiv.web.shell.navigation import Section, add_section
from objektiv.web.shell.search import Hit, Source, add_source

VERBS = {
    "case.opened": "Карточка открыта",
    "case.letter": "Составлено письмо",
    "case.asked": "Запрошены пояснения",
    "case.replied": "Школа ответила",
    "case.file": "Приложен файл",
    "case.recheck": "Работы направлены на перепроверку",
    "case.decided": "Принято решение",
    "case.closed": "Карточка закрыта",
    "case.reopened": "Карточка открыта снова",
    "case.works_kept": "Продлено хранение работ",
    "case.works_destroyed": "Работы уничтожены",
}
FIELDS = {
    "state": "состояние",
    "reply_due_on": "ответить до",
    "works_kept_until": "работы хранятся до",
    "letter": "письмо",
}


def add() -> None:
    """Called when the app is ready."""
    add_verbs(VERBS)
    add_fields(FIELDS, state=dict(CaseState.choices))
    add_section(Section(60, "Карточки", "cases", lambda user: Permission.CASES_VIEW in permissions_of(user)))
    add_source(Source("Карточки", find_cases))
    add_heard("cases", heard)
    add_school_link("cases", link_of)


def find_cases(user: Any, words: str, limit: int) -> Iterable[Hit]:
    """Cases by the name or code of the school."""
    for one in filtered(visible_to(user, timezone.localdate()), {"q": words})[:limit]:
        yield Hit(str(one), str(one.get_state_display()), reverse("case", args=[one.pk]))


def link_of(user: Any, result: SchoolResult) -> SchoolLink | None:
    """The case about a result, or the way to open one."""
    known = visible_to(user, timezone.localdate()).filter(
        school=result.school_id, school_year=result.school_year
    )
    if case := known.order_by("-pk").first():
        return SchoolLink(
            f"Карточка № {case.pk}: {case.get_state_display()}", reverse("case", args=[case.pk])
        )
    exists = Case.objects.filter(school=result.school_id, school_year=result.school_year).exists()
    if not exists and result.has_signs and may(user, Permission.CASES_ASK, result.school.path):
        return SchoolLink("Открыть карточку анализа признаков", f"{reverse('case_open')}?result={result.pk}")
    return None
