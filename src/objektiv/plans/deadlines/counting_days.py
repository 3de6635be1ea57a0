"""Days counted from an event; its own day does not count (ГК РФ ст. 191)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from objektiv.plans.deadlines.frame import Frame
from objektiv.plans.deadlines.rule import Unit


def count_from(day: date, offset: int, unit: Unit, frame: Frame) -> date:
    """The last day of a term: ``offset`` units after a day, before it when negative."""
    if unit is Unit.WORKING_DAY:
        return frame.add_working(day, offset)
    if unit is Unit.MONTH:
        return add_months(day, offset)
    return day + timedelta(days=offset * (7 if unit is Unit.WEEK else 1))


def add_months(day: date, count: int) -> date:
    """The same number of another month, or its last day when it is shorter (ГК РФ ст. 192)."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
