"""What this app adds to the frame: sections, search, words of the journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.phrases import FIELDS, VERBS, WAYS
from objektiv.web.access.queries import people_visible_to, permissions_of, said, with_roles
from objektiv.web.access.roles import ROLES
from objektiv.web.access.scopes import scope_choices
from objektiv.web.audit.verbs import add_fields, add_verbs
from objektiv.web.shell.navigation import Section, add_section
from objektiv.web.shell.search import Hit, Source, add_source


def add() -> None:
    """Called when the app is ready."""
    add_section(
        Section(
            80,
            "Люди",
            "people",
            _who_has(Permission.PEOPLE_EDIT),
            "Кто какую роль держит, приглашения, замещение.",
        )
    )
    add_section(
        Section(
            85,
            "Журнал",
            "journal",
            _who_has(Permission.JOURNAL_VIEW),
            "Кто, что и почему сделал; проверка цепочки.",
        )
    )
    add_source(Source("Люди", find_people))
    add_verbs(VERBS)
    add_fields(
        FIELDS,
        role={code: role.title for code, role in ROLES.items()},
        scopes=dict(scope_choices()),
        ways=WAYS,
    )


def find_people(user: Any, words: str, limit: int) -> Iterable[Hit]:
    """People of one's territory by name or login."""
    found: Iterable[User] = with_roles(
        people_visible_to(user).filter(said(words, "last_name", "first_name", "patronymic", "login"))
    )[:limit]
    for one in found:
        held = ", ".join(str(role) for role in one.unexpired_assignments)  # type: ignore[attr-defined]  # prefetched
        yield Hit(one.full_name, held, reverse("person", args=[one.pk]))


def _who_has(permission: Permission) -> Any:
    return lambda user: permission in permissions_of(user)
