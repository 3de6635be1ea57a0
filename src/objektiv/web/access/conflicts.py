"""Conflicts of interest, looked for over all roles of a person, wherever and as whom they are held."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from typing import Any

from objektiv.web.access.models import Assignment, User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import unexpired
from objektiv.web.access.roles import ROLES, SCHOOL, Expert, Observer, Role

DECIDING = frozenset({Permission.CASES_ASK, Permission.CASES_DECIDE})
LOOKING = frozenset({Permission.FINDINGS_VIEW, Permission.FINDINGS_PRELIMINARY, Permission.CASES_DECIDE})


@dataclass(frozen=True, slots=True)
class Held:
    """A role that is held or about to be given."""

    role: type[Role]
    path: str
    level: str
    place: str
    since: date
    until: date | None = None

    def __str__(self) -> str:
        return f"«{self.role.title}» ({self.place})"

    def meets(self, other: Held) -> bool:
        """At one place of the territory on one day."""
        is_near = self.path.startswith(other.path) or other.path.startswith(self.path)
        starts, ends = max(self.since, other.since), min(self.until or date.max, other.until or date.max)
        return is_near and starts <= ends


Rule = Callable[[Held, Held], str]


def held_as(role: str, unit: Any, since: date, until: date | None = None) -> Held:
    """A role at a unit, held or about to be given."""
    return Held(ROLES[role], unit.path, unit.level, str(unit), since, until)


def roles_of(person: User) -> list[Held]:
    """All roles of a person that count today or will count."""
    return [_held(one) for one in unexpired(person.assignments.select_related("unit"))]


def conflicts_of(person: User, adding: Iterable[Held] = ()) -> list[str]:
    """Sentences about the conflicts among a person's roles; with ``adding``, only those that these would bring."""
    held, added = roles_of(person), list(adding)
    known = conflicts_among(held)
    return [one for one in conflicts_among([*held, *added]) if one not in known] if added else known


def conflicts_among(held: Iterable[Held]) -> list[str]:
    """Sentences about the conflicts among roles; each once, in the order of the rules."""
    pairs = list(permutations(held, 2))
    found = [rule(one, other) for rule in RULES for one, other in pairs if one.meets(other)]
    return list(dict.fromkeys(sentence for sentence in found if sentence))


def _works_where_checks(one: Held, other: Held) -> str:
    if one.role in (Expert, Observer) and other.level == SCHOOL:
        return f"{one} и {other}: работы и аудитории своей школы этому человеку не поручают."
    return ""


def _speaks_and_decides(one: Held, other: Held) -> str:
    if Permission.CASES_REPLY in one.role.permissions and DECIDING & other.role.permissions:
        return f"{one} и {other}: отвечает от имени школы и решает о ней; решать по её карточке программа не даст."
    return ""


def _rechecks_and_decides(one: Held, other: Held) -> str:
    if one.role is Expert and DECIDING & other.role.permissions:
        return f"{one} и {other}: перепроверяет работы и принимает решения по ним."
    return ""


def _runs_and_looks(one: Held, other: Held) -> str:
    if Permission.SYSTEM in one.role.permissions and LOOKING & other.role.permissions:
        return f"{one} и {other}: программу и оценку школ должны вести разные люди."
    return ""


def _held(one: Assignment) -> Held:
    return held_as(one.role, one.unit, one.valid_from, one.valid_to)


RULES: tuple[Rule, ...] = (_works_where_checks, _speaks_and_decides, _rechecks_and_decides, _runs_and_looks)
