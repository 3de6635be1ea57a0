"""What a person narrows the calendar by, and the rows of plans that are left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live_assignments, permissions_of
from objektiv.web.agenda.enums import Whose
from objektiv.web.plans.enums import IN_FORCE
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.queries import actions_visible_to, live, visible_to
from objektiv.web.plans.snapshot import heads_in_force
from objektiv.web.territory.models import Unit

SEES = (Permission.PLANS_VIEW, Permission.PROCEDURES_VIEW)  # either opens the calendar
NAMES = ("whose", "unit", "plan")
MOST_CHOICES = 200


@dataclass(frozen=True)
class CalendarFilter:
    """Texts of the address; ``plan`` and ``unit`` are keys, empty for all. A chosen plan is shown as a draft too."""

    whose: str = Whose.OWN
    unit: str = ""
    plan: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> CalendarFilter:
        """From the address; what is not among the choices is left out."""
        known = {name: (asked.get(name) or "").strip()[:18] for name in NAMES}
        for name in ("unit", "plan"):
            known[name] = known[name] if known[name].isascii() and known[name].isdecimal() else ""
        is_named = bool(known["unit"] or known["plan"])
        known["whose"] = (
            known["whose"] if known["whose"] in Whose.values else Whose.ALL if is_named else Whose.OWN
        )
        return cls(**known)

    @property
    def address(self) -> str:
        """The same as a part of an address."""
        return urlencode({name: value for name in NAMES if (value := getattr(self, name))})

    def rows(self, user: Any) -> QuerySet[Action]:
        """Rows of plans that are left for this person: those in force, and of a chosen plan all."""
        # Who is named in a plan but holds no role any more opens none of its pages.
        if Permission.PLANS_VIEW not in permissions_of(user):
            return Action.objects.none()
        rows = live(actions_visible_to(user))
        shown = Q(plan=int(self.plan)) if self.plan else Q(plan__state__in=IN_FORCE, is_new=False)
        rows = rows.filter(shown)
        if self.unit:
            rows = rows.filter(plan__unit=int(self.unit))
        if self.whose == Whose.MINE:
            rows = rows.filter(mine(user))
        elif self.whose == Whose.OWN and not (self.plan or self.unit):
            rows = rows.filter(mine(user) | Q(plan__unit__path__in=own_paths(user)))
        return rows.order_by("plan__unit__order_key", "plan", "section__order", "order", "pk")


def mine(user: Any) -> Q:
    """Rows in which the person is named."""
    controls = Q(controller=user) | Q(controller=None, plan__controller=user)
    return Q(owner=user) | controls | Q(pk__in=user.executed_actions.values("pk"))


def own_paths(user: Any) -> list[str]:
    """The organisations in which the person holds a role."""
    return sorted({held.unit.path for held in live_assignments(user)})


class Choices:
    """What may be chosen above the calendar."""

    def __init__(self, user: Any, chosen: CalendarFilter) -> None:
        self.user, self.chosen = user, chosen
        self.whose = Whose.choices

    @cached_property
    def plans(self) -> list[Plan]:
        """Plans in force of the chosen organisation, and the chosen plan."""
        seen = visible_to(self.user)
        offered = Q(state__in=IN_FORCE)
        if self.chosen.unit:
            offered &= Q(unit=self.chosen.unit)
        elif self.chosen.whose == Whose.OWN:
            offered &= Q(unit__path__in=own_paths(self.user))
        if self.chosen.plan:
            offered |= Q(pk=self.chosen.plan)
        return heads_in_force(seen.filter(offered)[:MOST_CHOICES])

    @cached_property
    def units(self) -> list[Unit]:
        """Organisations whose plans the person sees, the highest first."""
        plans = visible_to(self.user).filter(state__in=IN_FORCE).order_by().values("unit")
        return list(Unit.objects.filter(pk__in=plans).order_by("path")[:MOST_CHOICES])

    @property
    def sees_plans(self) -> bool:
        """Otherwise only procedures stand here."""
        return Permission.PLANS_VIEW in permissions_of(self.user)
