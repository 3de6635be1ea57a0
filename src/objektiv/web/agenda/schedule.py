"""When a person is reminded: days of an action, what a day asks for today, when letters may leave. No database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from objektiv.plans.deadlines.school_calendar import packaged_calendar
from objektiv.plans.working_days import SATURDAY, is_working_day
from objektiv.web.mailing import QuietHours

BEFORE = (1, 3, 7)
LOOK_AHEAD = max(BEFORE)
WEEK = 7
MOVED, DIGEST, ON_DAY = "moved", "digest", "on_day"


def due_days(
    due_on: date | None,
    postponed_to: date | None,
    dues: Sequence[Mapping[str, str]],
    intervals: Sequence[Sequence[str]],
) -> tuple[date, ...]:
    """Every day by which something of an action is to be done, in order; a postponed one has its new day alone."""
    if postponed_to is not None:
        return (postponed_to,)
    known = {date.fromisoformat(day) for one in dues if (day := one["due_working"] or one["due"])}
    if not known and len(intervals) > 1:
        known = {date.fromisoformat(end) for _, end in intervals}
    if due_on is not None:
        known.add(due_on)
    return tuple(sorted(known))


def occasion_of(due: date, today: date, *, is_last: bool = True) -> str:
    """What a due day asks for today, empty for nothing: of several marks behind us the nearest one counts.

    A reminder that could not leave on its day leaves later as the same one. An action is overdue by its last day only.
    """
    left = (due - today).days
    if left < 0:
        return f"overdue_{1 + WEEK * ((-left - 1) // WEEK)}" if is_last else ""
    if left == 0:
        return ON_DAY
    return next((f"before_{mark}" for mark in BEFORE if left <= mark), "")


def is_overdue(occasion: str) -> bool:
    """The day has passed."""
    return occasion.startswith("overdue")


def monday_of(day: date) -> date:
    """The first day of the week."""
    return day - timedelta(days=day.weekday())


def may_leave(now: datetime, quiet: QuietHours) -> bool:
    """Letters leave on working days outside the quiet hours; ``now`` is local."""
    return off_day(now.date()) == "" and not quiet.holds(now.hour)


def next_departure(now: datetime, quiet: QuietHours) -> datetime:
    """The moment at which letters may leave: now, or the end of the quiet hours on the next working day."""
    moment = now
    while not may_leave(moment, quiet):
        moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return moment


def off_day(day: date) -> str:
    """«выходной» or «праздничный» for a day on which people do not work, else empty. A week of five days."""
    if is_working_day(day, packaged_calendar().transfers):
        return ""
    return "выходной" if day.weekday() >= SATURDAY else "праздничный"
