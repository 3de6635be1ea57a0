"""What the pages of cases have in common: the case that a person sees, the tabs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live_assignments, permissions_of
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import visible_to
from objektiv.web.territory.enums import Level

KEY_DIGITS = 18  # the database keeps a key in 63 bits
TABS = (
    ("cases", "Все карточки", {Permission.CASES_VIEW}),
    ("cases_waiting", "Кто не ответил", {Permission.CASES_VIEW}),
    ("letters", "Письма", {Permission.CASES_ASK}),
    ("forms_new", "Внести бланки", {Permission.CASES_ASK, Permission.CASES_REPLY}),
    ("cases_summary", "Сводка", {Permission.SUMMARY_VIEW}),
    ("terms", "Сроки", {Permission.CASES_ASK}),
)


def sent_keys(request: HttpRequest, name: str) -> list[int]:
    """Numbers of rows that were ticked; what cannot be the number of a row is left out."""
    return [
        int(key)
        for key in request.POST.getlist(name)
        if key.isascii() and key.isdecimal() and len(key) <= KEY_DIGITS
    ]


def visible_case(request: HttpRequest, pk: int) -> Case:
    """The case, or 404 as for one that is not there."""
    return get_object_or_404(visible_to(request.user, timezone.localdate()), pk=pk)


def tabs(user: Any, current: str) -> list[tuple[str, str, bool]]:
    """(title, address, whether it is this page) of the pages that the person may open."""
    held = permissions_of(user)
    shown = [(name, title) for name, title, rights in TABS if rights & held]
    return [
        (title, reverse(name), name == current)
        for name, title in shown
        if name != "cases_waiting" or _sees_several(user)
    ]


def _sees_several(user: Any) -> bool:
    """Cases of more than one's own school: «кто не ответил» about oneself tells nothing."""
    held = live_assignments(user)
    return any(
        Permission.CASES_VIEW in one.role_class.permissions and one.unit.level != Level.SCHOOL for one in held
    )
