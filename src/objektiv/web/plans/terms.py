"""From the words of a deadline to the days of an action: the rule, the plan's calendar, its procedures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from objektiv.plans.deadlines.dates import Dates, Frame, resolve
from objektiv.plans.deadlines.description import describe
from objektiv.plans.deadlines.language import understand
from objektiv.plans.deadlines.rule import Moment, Part, Rule, from_record, to_record
from objektiv.plans.words import fold
from objektiv.web.assessments.enums import Kind, ProcedureState
from objektiv.web.assessments.models import Procedure
from objektiv.web.assessments.queries import ancestors
from objektiv.web.plans.enums import PlanState
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.snapshot import approved_head

# How documents call the procedures of the calendar, folded.
EVENT_WORDS: dict[str, tuple[str, ...]] = {
    Kind.VPR: ("впр", "всероссийск проверочн"),
    Kind.VPR_CONTROL: ("впр",),
    Kind.OGE: ("огэ", "гиа"),
    Kind.EGE: ("егэ", "гиа"),
    Kind.GVE: ("гвэ", "гиа"),
    Kind.DKR: ("дкр",),
    Kind.KDR: ("кдр",),
    Kind.KKR: ("ккр",),
    Kind.ESSAY: ("итогового сочинени", "итоговое сочинени", "ис-11"),
    Kind.INTERVIEW: ("итогового собеседовани", "итоговое собеседовани", "ис-9"),
    Kind.OLYMPIAD_SCHOOL: ("школьного этапа", "школьный этап"),
    Kind.OLYMPIAD_MUNICIPAL: ("муниципального этапа", "муниципальный этап"),
    Kind.OLYMPIAD_REGIONAL: ("регионального этапа", "региональный этап"),
    Kind.OLYMPIAD_FINAL: ("заключительного этапа", "заключительный этап"),
    Kind.REGIONAL_OLYMPIAD: ("региональной олимпиад",),
    Kind.NIKO: ("нико", "niko"),
    Kind.PISA: ("pisa",),
}
RESULTS = "результат"


@dataclass(frozen=True, slots=True)
class Term:
    """What an action gets: all fields are those of the model; ``remarks`` are sentences for a person."""

    rule: dict[str, Any] | None = None
    event: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    intervals: Sequence[Sequence[str]] = ()
    dues: Sequence[Mapping[str, str]] = ()
    remarks: tuple[str, ...] = ()

    @property
    def fields(self) -> dict[str, Any]:
        """For the row of the database."""
        return {
            "rule": self.rule, "event": self.event, "starts_on": self.starts_on, "due_on": self.due_on,
            "intervals": list(self.intervals), "dues": list(self.dues),
        }  # fmt: skip


def read_rule(deadline: str) -> Rule | None:
    """The rule of a deadline; None where the document says nothing."""
    return understand(deadline) if deadline.strip() else None


def rule_of(action: Action) -> Rule | None:
    """The rule that is stored with an action."""
    return from_record(action.rule) if action.rule else None


class PlanCalendar:
    """What the days of a plan are counted by, asked of the database once for all its rows."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @cached_property
    def approved(self) -> date | None:
        """The day of the document that approved the plan."""
        first = self.plan.editions.order_by("number").first() if self.plan.pk else None
        return first.document_date if first else None

    @cached_property
    def procedures(self) -> list[Procedure]:
        """Procedures of the year in which the organisation takes part."""
        return list(calendar_of(self.plan))

    def frame(self, events: tuple[tuple[str, date], ...]) -> Frame:
        """For the language of deadlines."""
        first = int(self.plan.school_year[:4]) if self.plan.school_year else None
        year = None if first else self.plan.year
        return Frame(school_year=first, year=year, approved=self.approved, week=self.plan.week, events=events)


def rule_words(action: Action) -> str:
    """How the deadline was understood, in words that a person can check; empty where the document says nothing."""
    rule = rule_of(action)
    return describe(rule) if rule is not None else ""


def term_of(
    deadline: str, calendar: PlanCalendar, text: str = "", procedures: Iterable[Procedure] | None = None
) -> Term:
    """Days of a deadline in a plan. ``text``: of the action, which may name the procedure that the deadline does not.

    ``procedures``: those linked by a person; None: those of the calendar whose kind the words name.
    """
    return _resolved(read_rule(deadline), calendar, text, procedures)


def recomputed(action: Action, calendar: PlanCalendar | None = None) -> Term:
    """The same for a stored row, by its linked procedures if it has any."""
    linked = [one.procedure for one in action.links.all() if one.procedure is not None]
    return _resolved(rule_of(action), calendar or calendar_for(action), action.text, linked or None)


def calendar_for(action: Action) -> PlanCalendar:
    """By what the days of a row are counted: of one that an order approved, by the years that it approved."""
    return PlanCalendar(action.plan if action.is_new else approved_head(action.plan))


def waits_for_order(action: Action) -> bool:
    """Changes of the plan are being prepared: what an order approved keeps its days until the next one."""
    return action.plan.state == PlanState.AMENDING and not action.is_new


def _resolved(
    rule: Rule | None, calendar: PlanCalendar, text: str, procedures: Iterable[Procedure] | None
) -> Term:
    if rule is None:
        return Term()
    hangs_on = any(one.event for one in rule.parts)
    known = _procedures_for(calendar, rule, text, procedures) if hangs_on else []
    dates = resolve(rule, calendar.frame(tuple(_events(rule, known))))
    return _term(rule, dates, known)


def _procedures_for(
    calendar: PlanCalendar, rule: Rule, text: str, procedures: Iterable[Procedure] | None
) -> list[Procedure]:
    if procedures is not None:
        return [one for one in procedures if one.state != ProcedureState.CANCELLED]
    words = fold(" ".join(one.event for one in rule.parts))
    named = kinds_named(words) or kinds_named(fold(f"{rule.text} {text}"))
    return [one for one in calendar.procedures if one.kind in named]


def kinds_named(folded: str) -> set[str]:
    """Kinds of procedures that the words name."""
    return {kind for kind, names in EVENT_WORDS.items() if any(_stands_in(one, folded) for one in names)}


def _stands_in(name: str, folded: str) -> bool:
    """Every word of the name begins a word of the text; a short one is the whole word."""
    words = folded.replace(",", " ").replace("(", " ").replace(")", " ").split()
    return all(
        any(word == one if len(one) <= 4 else word.startswith(one) for word in words) for one in name.split()
    )


def calendar_of(plan: Plan) -> QuerySet[Procedure]:
    """Procedures of the plan's year in which its organisation takes part: its own and those of the units above."""
    path = plan.unit.path
    there = Procedure.objects.filter(unit__path__in=[*ancestors(path), path])
    period = Q(school_year=plan.school_year) if plan.school_year else Q(starts_on__year=plan.year)
    return there.filter(period).exclude(state=ProcedureState.CANCELLED)


def _events(rule: Rule, procedures: Iterable[Procedure]) -> Iterable[tuple[str, date]]:
    found = set()
    for part in rule.parts:
        for one in procedures if part.event else ():
            day = day_of(part, one)
            if day is not None and (part.event, day) not in found:
                found.add((part.event, day))
                yield part.event, day


def day_of(part: Part, procedure: Procedure) -> date | None:
    """The day of a procedure that a part counts from: of its results, of its end, of its beginning."""
    if RESULTS in fold(part.event):
        return procedure.results_due_on
    if part.moment is Moment.AFTER:
        return procedure.ends_on or procedure.starts_on
    return procedure.starts_on


def _term(rule: Rule, dates: Dates, procedures: Iterable[Procedure]) -> Term:
    titles: dict[date, list[str]] = {}
    for one in procedures:
        for part in rule.parts:
            day = day_of(part, one) if part.event else None
            if day is not None and str(one) not in titles.setdefault(day, []):
                titles[day].append(str(one))
    dues = [
        {
            "event": "; ".join(titles.get(one.date, [one.event])), "date": one.date.isoformat(),
            "due": _iso(one.due), "due_working": _iso(one.due_working),
        }
        for one in dates.dues
    ]  # fmt: skip
    last = max((one.due_working or one.due for one in dates.dues if one.due), default=None)
    starts = min((first for first, _ in dates.intervals), default=None)
    intervals = [[first.isoformat(), end.isoformat()] for first, end in dates.intervals]
    return Term(
        json.loads(json.dumps(to_record(rule))),
        _event_of(rule),
        starts,
        last or dates.due,
        intervals,
        dues,
        _remarks(rule, dates),
    )


def _event_of(rule: Rule) -> str:
    """The first event that any part hangs on, as much of it as the row holds."""
    return next((one.event for one in rule.parts if one.event), "")[:300]


def _remarks(rule: Rule, dates: Dates) -> tuple[str, ...]:
    said = [rule.reason] if rule.reason else []
    said += dates.remarks
    if dates.missing:
        said.append("Свяжите мероприятие с процедурой календаря: день посчитается сам.")
    return tuple(said)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
