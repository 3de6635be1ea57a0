"""What this app adds to the frame and to the pages of plans; what it hears of people."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.urls import reverse

from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.agenda.domain import end_feeds
from objektiv.web.agenda.enums import FeedScope, Wish
from objektiv.web.agenda.narrowing import SEES
from objektiv.web.agenda.phrases import FIELDS, VERBS
from objektiv.web.agenda.week import tasks
from objektiv.web.audit.verbs import add_fields, add_verbs
from objektiv.web.plans.links import PlanLink, add_plan_link, add_section_link
from objektiv.web.plans.models import Plan
from objektiv.web.shell.week import add_tasks


def add() -> None:
    """Called when the app is ready."""
    add_verbs(VERBS)
    add_fields(FIELDS, feed_scope=dict(FeedScope.choices), mail_wish=dict(Wish.choices))
    add_tasks("agenda", tasks)
    add_section_link("agenda", section_link)
    add_plan_link("agenda", plan_link)
    post_save.connect(_person_saved, sender=User, dispatch_uid="agenda")


def section_link(user: Any) -> PlanLink | None:
    """«Календарь» beside the list of plans."""
    return PlanLink("Календарь", reverse("agenda")) if permissions_of(user) & set(SEES) else None


def plan_link(user: Any, plan: Plan) -> PlanLink | None:
    """«Лента года» on the page of a plan."""
    address = f"{reverse('agenda_year')}?plan={plan.pk}"
    return PlanLink("Лента года", address) if Permission.PLANS_VIEW in permissions_of(user) else None


def crumbs(user: Any, *here: str) -> list[tuple[str, str]]:
    """The way to a page; of the pages above it those that the person may open. ``here``: its own words, if it has."""
    held = permissions_of(user)
    way = [("Планы", reverse("plans"))] if Permission.PLANS_VIEW in held else []
    if held & set(SEES) or not here:
        way.append(("Календарь", reverse("agenda") if here else ""))
    return [*way, *((words, "") for words in here)]


def _person_saved(sender: Any, instance: User, **_: Any) -> None:
    """In the transaction that closes the entrance the address of the calendar ends too."""
    if not instance.is_active:
        end_feeds(instance)
