"""Who may be written to: people with an address who may sign in, hold a role that sees plans, and want letters."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from objektiv.web.access.models import Assignment, User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live
from objektiv.web.access.roles import with_permission
from objektiv.web.agenda.enums import WISH_START, Wish


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person to whom letters go."""

    pk: int
    email: str
    wish: str


def batches(size: int) -> Iterator[Sequence[Recipient]]:
    """All of them, ``size`` at a time, one question each time."""
    seers = live(Assignment.objects.filter(role__in=with_permission(Permission.PLANS_VIEW)))
    people = User.objects.filter(is_active=True, pk__in=seers.values("user")).exclude(email="")
    asked = people.exclude(mail_wish__wish=Wish.NONE).order_by("pk")
    after = 0
    while True:
        rows = list(asked.filter(pk__gt=after).values_list("pk", "email", "mail_wish__wish")[:size])
        if rows:
            yield [Recipient(pk, email, wish or WISH_START) for pk, email, wish in rows]
        if len(rows) < size:
            return
        after = rows[-1][0]


def places_of(people: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Person → paths of the organisations in which the person holds a role today."""
    found: dict[int, list[str]] = {}
    held = live(Assignment.objects.filter(user__in=people)).order_by()
    for person, path in held.values_list("user_id", "unit__path"):
        found.setdefault(person, []).append(path)
    return found
