"""A plan as dates for a calendar: an event per due date, and a list of what has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from objektiv.documents.calendar import AllDay
from objektiv.plans.deadlines.dates import Dates, Frame, resolve
from objektiv.plans.deadlines.language import understand
from objektiv.plans.deadlines.rule import Rule
from objektiv.plans.model import Action, Plan
from objektiv.reports.plan_head import title_of
from objektiv.reports.plan_words import numbered

DAY = "%d.%m.%Y"
LONGEST_SUMMARY = 160
NO_DEADLINE = "срок не указан"


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day by which something has to be done; ``occasion`` is the event it is counted from, if any."""

    day: date
    working: date | None = None
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class DatedAction:
    """An action with its days; without any, ``reason`` says why in Russian; ``doubt``: what a person should check."""

    action: Action
    rule: Rule
    dates: Dates
    days: tuple[DueDay, ...]
    reason: str = ""
    doubt: str = ""


def date_actions(plan: Plan, frame: Frame) -> tuple[DatedAction, ...]:
    """Every action and decision of a plan in its order, with the due days that its words give in a frame."""
    return tuple(_date(action, frame) for action in (*plan.actions, *plan.decisions))


def calendar_events(plan: Plan, dated: Sequence[DatedAction]) -> tuple[AllDay, ...]:
    """An event per due day, in the order of the plan."""
    seen: Counter[str] = Counter()
    events: list[AllDay] = []
    for one in dated:
        for due in one.days:
            name = "\n".join(
                (title_of(plan.head), one.action.number.text, one.action.text.text, due.occasion)
            )
            seen[name] += 1
            events.append(
                AllDay(
                    _uid(f"{name}\n{seen[name]}"), due.day, _summary(one.action), _describe(plan, one, due)
                )
            )
    return tuple(events)


def stamp_of(frame: Frame) -> date:
    """The day that the file is said to be made on: of the approval, else the first of the plan's year."""
    if frame.approved:
        return frame.approved
    if frame.school_year is not None:
        return date(frame.school_year, 9, 1)
    return date(frame.year or 2000, 1, 1)


def _date(action: Action, frame: Frame) -> DatedAction:
    rule = understand(action.deadline.text)
    dates = resolve(rule, frame)
    days = tuple(_days(dates))
    if days:
        return DatedAction(action, rule, dates, days, doubt=_doubt(dates))
    return DatedAction(action, rule, dates, days, _reason(action, rule, dates))


def _days(dates: Dates) -> Iterator[DueDay]:
    """Each due day once: of every date of an event, of every period, or the one that there is."""
    if dates.dues:
        yield from (DueDay(one.due, one.due_working, one.event) for one in dates.dues if one.due)
    elif len(dates.intervals) > 1:
        yield from (
            DueDay(end, dates.due_working if end == dates.due else None) for _, end in dates.intervals
        )
    elif dates.due:
        yield DueDay(dates.due, dates.due_working)


def _reason(action: Action, rule: Rule, dates: Dates) -> str:
    """Why an action stands on no day."""
    if not action.deadline:
        return NO_DEADLINE
    if not rule.understood:
        return f"срок «{action.deadline.text}» не распознан"
    if dates.ambiguous:
        return f"срок «{action.deadline.text}»: {_doubt(dates)}"
    if dates.missing:
        return f"срок «{action.deadline.text}»: не указана дата события «{dates.missing}»"
    return f"срок «{action.deadline.text}» не задаёт дня"


def _doubt(dates: Dates) -> str:
    """What the calendar says besides the day: several readings, a year that is not the plan's."""
    if dates.ambiguous:
        readings = " или ".join(f"до {end:{DAY}}" for _, end in dates.ambiguous)
        return f"можно понять по-разному: {readings}"
    return " ".join(dates.remarks)


def _summary(action: Action) -> str:
    """The number and the words of an action on one line, not longer than a calendar shows."""
    text = " ".join(numbered(action.number.text, action.text.text).split())
    if len(text) <= LONGEST_SUMMARY:
        return text
    return f"{text[:LONGEST_SUMMARY].rsplit(' ', 1)[0].rstrip(',;:')} …"


def _describe(plan: Plan, one: DatedAction, due: DueDay) -> str:
    action = one.action
    section = next((part.title.text for part in plan.sections if part.key == action.section), "")
    lines = [
        action.text.text,
        *(f"– {item.text}" for item in action.sub_items if item.text not in action.text.text),
        _line("Срок в плане", action.deadline.text),
        _line("Считается от", due.occasion),
        f"Последний рабочий день: {due.working:{DAY}}" if due.working and due.working != due.day else "",
        _line("Проверьте", one.doubt),
        _line("Ответственный", action.responsible.text or "не указан"),
        _line("Результат", action.result.text),
        _line("Раздел", section),
        _line("План", " ".join(title_of(plan.head).split())),
        _line("Место в документе", action.place),
    ]
    return "\n".join(line for line in lines if line)


def _line(title: str, text: str) -> str:
    return f"{title}: {text}" if text else ""


def _uid(name: str) -> str:
    return f"{sha256(name.encode()).hexdigest()[:32]}@objektiv"
