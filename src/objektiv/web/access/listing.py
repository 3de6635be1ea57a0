"""The list of people: what it may be narrowed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from objektiv.web.access.exporters import said_filters
from objektiv.web.access.models import Assignment, User
from objektiv.web.access.queries import people_visible_to, said, unexpired, with_roles
from objektiv.web.access.roles import ROLES

LONGEST = 100
STATES = {"": "с ролями", "without": "без ролей", "closed": "вход закрыт", "all": "все"}


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What was chosen above the list."""

    words: str = ""
    role: str = ""
    state: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> PeopleFilter:
        """From the address; what is not offered is passed by."""
        role, state = str(asked.get("role", "")), str(asked.get("state", ""))
        return cls(
            str(asked.get("q", "")).strip()[:LONGEST],
            role if role in ROLES else "",
            state if state in STATES else "",
        )

    @property
    def is_set(self) -> bool:
        """Something was chosen."""
        return bool(self.words or self.role or self.state)

    def in_words(self) -> str:
        """For the export."""
        role = ROLES[self.role].title if self.role else ""
        return said_filters(
            (("имя", self.words), ("роль", role), ("кто", STATES[self.state] if self.state else ""))
        )


def people_listed(user: Any, chosen: PeopleFilter) -> QuerySet[User]:
    """People that a person sees, narrowed, with their roles."""
    people = people_visible_to(user)
    held = unexpired(Assignment.objects.filter(user=OuterRef("pk")))
    if chosen.words:
        people = people.filter(said(chosen.words, "last_name", "first_name", "patronymic", "login"))
    if chosen.role:
        people = people.filter(Exists(held.filter(role=chosen.role)))
    if chosen.state == "closed":
        people = people.filter(is_active=False)
    elif chosen.state == "without":
        people = people.filter(~Exists(held))
    elif not chosen.state:
        people = people.filter(Exists(held), is_active=True)
    return with_roles(people)
