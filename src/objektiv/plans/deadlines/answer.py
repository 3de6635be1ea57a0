"""What a deadline was understood to be, as values for programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from objektiv.plans.deadlines.dates import Dates, Due
from objektiv.plans.deadlines.description import describe
from objektiv.plans.deadlines.rule import Rule


def answer(rule: Rule, dates: Dates) -> dict[str, Any]:
    """The rule and its dates: ISO dates, empty lists and None where the words give nothing."""
    return {
        "text": rule.text,
        "understood": rule.understood,
        "kind": rule.kind.value,
        "intervals": [_pair(first, last) for first, last in dates.intervals],
        "due": _day(dates.due),
        "due_working": _day(dates.due_working),
        "dues": [_due(due) for due in dates.dues],
        "event": rule.event or None,
        "offset": rule.offset,
        "unit": rule.unit.value if rule.unit else None,
        "ambiguous": [_pair(first, last) for first, last in dates.ambiguous],
        "conditions": [{"kind": part.kind.value, "words": part.words} for part in rule.conditions],
        "notes": list(rule.notes),
        "unread": list(rule.unread),
        "repaired": list(rule.repaired),
        "missing": dates.missing or None,
        "outside": dates.outside,
        "description": describe(rule),
        "remarks": list(dates.remarks),
    }


def _due(due: Due) -> dict[str, Any]:
    return {
        "event": due.event,
        "date": due.date.isoformat(),
        "due": _day(due.due),
        "due_working": _day(due.due_working),
    }


def _pair(first: date, last: date) -> list[str]:
    return [first.isoformat(), last.isoformat()]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
