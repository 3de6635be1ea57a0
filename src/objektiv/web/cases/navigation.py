"""What cases add to the frame and to the pages of findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may, may_above_school, permissions_of
from objektiv.web.audit.guards import add_guard
from objektiv.web.audit.verbs import add_fields, add_verbs
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.journal import GUARD
from objektiv.web.cases.listing import CaseFilter
from objektiv.web.cases.models import Case
from objektiv.web.cases.opening import heard
from objektiv.web.cases.queries import visible_to
from objektiv.web.cases.standing import opened, standings_of
from objektiv.web.cases.week import tasks
from objektiv.web.findings.enums import MARKED_ZONES
from objektiv.web.findings.links import SchoolLink, add_school_link, add_standing
from objektiv.web.findings.models import SchoolResult
from objektiv.web.findings.rules import add_heard, add_opened
from objektiv.web.shell.navigation import Section, add_section
from objektiv.web.shell.search import Hit, Source, add_source
from objektiv.web.shell.week import add_tasks

VERBS = {
    "case.opened": "Карточка открыта",
    "case.letter": "Составлено письмо или приказ",
    "case.asked": "Запрошены пояснения",
    "case.replied": "Школа ответила",
    "case.reply_entered": "Внесён ответ школы",
    "case.file": "Приложен файл",
    "case.given": "Назначен ответственный",
    "case.term_moved": "Перенесён срок ответа",
    "terms.set": "Изменены сроки",
    "case.recheck": "Работы направлены на перепроверку",
    "case.decided": "Принято решение",
    "case.closed": "Карточка закрыта",
    "case.reopened": "Карточка открыта снова",
    "case.final": "Карточка перешла на итоговые результаты",
    "case.works_kept": "Продлено хранение работ",
    "case.works_destroyed": "Работы уничтожены",
}
FIELDS = {
    "state": "состояние",
    "reply_due_on": "ответить до",
    "works_kept_until": "работы хранятся до",
    "letter": "письмо",
    "responsible": "ответственный",
    "asked_at": "запрошены",
    "replied_at": "получены",
    "outcome": "решение",
    "ground": "основание",
    "act_number": "акт №",
    "act_date": "акт от",
    "decided_by": "кто решил",
    "sha256": "отпечаток файла",
    "decided_at": "когда решено",
    "works_destroyed_on": "работы уничтожены",
    "reply_days": "рабочих дней на пояснения",
    "signer_post": "должность того, кто подписывает",
    "signer_name": "кто подписывает",
    "result": "результат школы",
}


def add() -> None:
    """Called when the app is ready."""
    add_verbs(VERBS)
    add_guard("cases", GUARD)
    add_fields(FIELDS, state=dict(CaseState.choices), outcome=dict(CaseState.choices))
    add_section(
        Section(60, "Карточки", "cases", sees_cases, "Разбор признаков: пояснения школ, сроки, решения.")
    )
    add_section(
        Section(61, "Сводка карточек", "cases_summary", sees_numbers_alone, "Только числа, без школ.")
    )
    add_tasks("cases", tasks)
    add_source(Source("Карточки", find_cases))
    add_heard("cases", heard)
    add_opened("cases", opened)
    add_standing("cases", standings_of)
    add_school_link("cases", link_of)


def sees_cases(user: Any) -> bool:
    """Some cases at least."""
    return Permission.CASES_VIEW in permissions_of(user)


def sees_numbers_alone(user: Any) -> bool:
    """Those who see cases find the summary among their pages."""
    return may_above_school(user, Permission.SUMMARY_VIEW) and not sees_cases(user)


def find_cases(user: Any, words: str, limit: int) -> Iterable[Hit]:
    """Cases by the name or code of the school."""
    for one in CaseFilter(q=words).narrow(visible_to(user, timezone.localdate()), user)[:limit]:
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
    if not exists and result.zone in MARKED_ZONES and may(user, Permission.CASES_ASK, result.school.path):
        return SchoolLink("Открыть карточку анализа признаков", f"{reverse('case_open')}?result={result.pk}")
    return None
