"""What a day asks of people: due days of actions, terms of cases and tasks, days that moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from objektiv.web.agenda.approved import words_in_force
from objektiv.web.agenda.enums import Thing
from objektiv.web.agenda.models import Notice
from objektiv.web.agenda.recipients import places_of
from objektiv.web.agenda.schedule import LOOK_AHEAD, MOVED, due_days, occasion_of
from objektiv.web.agenda.terms import case_terms, task_terms
from objektiv.web.plans.enums import IN_FORCE, SAID, ActionStatus
from objektiv.web.plans.models import Action, DateChange
from objektiv.web.plans.queries import live
from objektiv.web.plans.rules import are_tied
from objektiv.web.plans.snapshot import in_force

MOVES_TOLD = timedelta(days=14)  # a day that moved longer ago is news to nobody
LONGEST = 160
FIELDS = (
    "pk", "number", "text", "due_on", "postponed_to", "dues", "intervals", "plan_id", "plan__title", "plan__unit__path",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DueThing:
    """One line of a letter. ``part``: what the person is in it.

    ``place``: the organisation of the plan, by its path: who has no role in or above it any more is told nothing. Empty
    for what is told to people because of their role there.
    """

    thing: str
    key: int
    occasion: str
    day: date
    words: str
    source: str = ""
    path: str = ""
    part: str = ""
    place: str = ""

    @property
    def notice(self) -> tuple[str, int, str, date]:
        """How it is marked as told."""
        return (str(self.thing), self.key, self.occasion, self.day)


class ThingsDue:
    """What ``today`` asks; terms of cases and tasks and moved days are asked of the database once for everybody."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._approved = words_in_force()
        self._common: dict[int, list[DueThing]] = {}
        for person, thing in (*terms_due(today), *moved_things(today), *postponed_things(today)):
            self._common.setdefault(person, []).append(thing)

    def of(self, people: Collection[int]) -> Mapping[int, Sequence[DueThing]]:
        """By person, the earliest day first."""
        found = {one: list(self._common.get(one, ())) for one in people}
        seen: set[tuple[int, int]] = set()
        for part, rows in _action_rows(people, self.today):
            for person, *fields in rows:
                if person in found and (person, fields[0]) not in seen:
                    seen.add((person, fields[0]))
                    found[person] += self._due_of(fields, part)
        places = places_of(found)
        theirs = {
            one: [thing for thing in things if not thing.place or are_tied(places.get(one, ()), thing.place)]
            for one, things in found.items()
        }
        return {one: sorted(things, key=_order) for one, things in theirs.items() if things}

    def _due_of(self, fields: Sequence[Any], part: str) -> Iterator[DueThing]:
        pk, number, text, due_on, postponed_to, dues, intervals, plan, title, place = fields
        number, text, title = self._approved.get(pk, (number, text, title))
        days = due_days(due_on, postponed_to, dues, intervals)
        for day in days:
            if occasion := occasion_of(day, self.today, is_last=day == days[-1]):
                path = reverse("plan_action", args=[plan, pk])
                yield DueThing(Thing.ACTION, pk, occasion, day, short(number, text), title, path, part, place)


def _order(one: DueThing) -> tuple[bool, date, str]:
    return (one.occasion == MOVED, one.day, one.words)


def open_actions() -> QuerySet[Action]:
    """Actions that are carried out now and of which nobody has said how they came out."""
    rows = live(Action.objects.filter(plan__state__in=IN_FORCE, is_new=False, is_leaving=False))
    return rows.exclude(status__in=SAID)


def _action_rows(people: Collection[int], today: date) -> Iterator[tuple[str, Iterable[tuple[Any, ...]]]]:
    """Rows with their people, by the part that the people have in them; three questions."""
    ahead = today + timedelta(days=LOOK_AHEAD)
    has_more_days = Q(intervals__1__isnull=False) | Q(dues__1__isnull=False)
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=ahead)
    rows = open_actions().filter(Q(due_on__lte=ahead) | (Q(due_on__gt=ahead) & begun & has_more_days))
    rows = rows.order_by()
    yield "", rows.filter(owner__in=people).values_list("owner_id", *FIELDS)
    yield "вы исполнитель", rows.filter(executors__in=people).values_list("executors", *FIELDS)
    controls = Q(controller__in=people) | Q(controller=None, plan__controller__in=people)
    by = Coalesce("controller_id", "plan__controller_id")
    yield "вы контролируете", rows.filter(controls).annotate(by=by).values_list("by", *FIELDS)


def short(number: str, text: str) -> str:
    """The action's words on one line."""
    line = " ".join(f"{number} {text}".split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0].rstrip(',;:')} …"


def terms_due(today: date) -> Iterator[tuple[int, DueThing]]:
    """Terms of cases and of tasks."""
    until = today + timedelta(days=LOOK_AHEAD)
    for term in (*case_terms(until), *task_terms(until)):
        occasion = occasion_of(term.day, today)
        if occasion and not (term.only_when_over and term.day >= today):
            words = short("", term.words)
            yield (
                term.person,
                DueThing(term.thing, term.key, occasion, term.day, words, term.source, term.path),
            )


def moved_things(today: date) -> Iterator[tuple[int, DueThing]]:
    """Days that moved with a procedure, for who has not looked at them; of several moves of one action the last one."""
    changes = DateChange.objects.filter(at__date__gte=today - MOVES_TOLD)
    rows = changes.filter(action__in=open_actions().values("pk")).select_related("action__plan__unit")
    last = {
        one.action_id: one for one in rows.order_by("pk").prefetch_related("action__executors", "seen_by")
    }
    in_force([one.action for one in last.values()])
    for one in last.values():
        was = f"{one.was:%d.%m.%Y}" if one.was else "не определён"
        became = f"{one.became:%d.%m.%Y}" if one.became else "не определён"
        words = f"{short(one.action.number, one.action.text)} Срок был {was}, стал {became}."
        day = one.became or one.at.date()
        path = reverse("plan_action", args=[one.action.plan_id, one.action_id])
        plan = one.action.plan
        thing = DueThing(Thing.MOVE, one.pk, MOVED, day, words, plan.title, path, place=plan.unit.path)
        for person in _doers(one.action) - {reader.pk for reader in one.seen_by.all()}:
            yield person, thing


def postponed_things(today: date) -> Iterator[tuple[int, DueThing]]:
    """Actions put off to another day, for those who were reminded of a day before it."""
    rows = open_actions().filter(status=ActionStatus.POSTPONED, postponed_to__gte=today)
    put_off = {one.pk: one for one in in_force(rows.select_related("plan__unit"))}
    if not put_off:
        return
    told = Notice.objects.filter(thing=Thing.ACTION, key__in=rows.order_by().values("pk")).order_by()
    known = told.exclude(occasion=MOVED).values_list("user_id", "key", "day").distinct()
    for person, key in {(person, key) for person, key, day in known if day != put_off[key].postponed_to}:
        yield person, _postponed(put_off[key])


def _postponed(action: Action) -> DueThing:
    assert action.postponed_to is not None
    plan = action.plan
    words = f"{short(action.number, action.text)} Срок перенесён на {action.postponed_to:%d.%m.%Y}."
    path = reverse("plan_action", args=[plan.pk, action.pk])
    return DueThing(
        Thing.ACTION, action.pk, MOVED, action.postponed_to, words, plan.title, path, place=plan.unit.path
    )


def _doers(action: Action) -> set[int]:
    """The owner and the executors."""
    named = {one.pk for one in action.executors.all()}
    return named | ({action.owner_id} if action.owner_id is not None else set())
