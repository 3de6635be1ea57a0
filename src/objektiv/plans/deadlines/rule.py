"""A deadline as a rule: what the words of a plan say, before any date is known; and its record for storing.

``Rule.kind`` names the part that decides (``language`` says by which principle); ``Rule.parts`` holds all of them, the
deciding one first. Nothing here depends on a year: ``dates.resolve`` puts a rule into one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of deadline it is."""

    DATE = "date"
    MONTH = "month"
    MONTH_LIST = "month_list"
    RANGE = "range"
    PART_OF_MONTH = "part_of_month"
    QUARTER = "quarter"
    SCHOOL_TERM = "school_term"
    SCHOOL_YEAR = "school_year"
    RECURRING = "recurring"
    RELATIVE_BEFORE = "relative_before"
    RELATIVE_AFTER = "relative_after"
    ON_EVENT = "on_event"
    OUTSIDE_SCHEDULE = "outside_schedule"
    ON_DEMAND = "on_demand"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"


class Unit(StrEnum):
    """What an offset from an event counts."""

    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    MONTH = "month"


class Span(StrEnum):
    """A piece of the calendar that a period is, or that a recurrence repeats."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"  # четверть
    TRIMESTER = "trimester"
    HALF = "half"  # полугодие
    BREAK = "break"  # каникулы; numbers 1 autumn, 2 winter, 3 spring, 4 summer, 0 all of them
    SEASON = "season"  # numbers 1 winter … 4 autumn
    SCHOOL_YEAR = "school_year"
    YEAR = "year"  # «год» alone: the year of the plan, or the calendar year named


class Portion(StrEnum):
    """Which part of a period is meant."""

    WHOLE = "whole"
    START = "start"  # days 1–10
    MIDDLE = "middle"  # 11–20
    END = "end"  # from the 21st
    FIRST_HALF = "first_half"  # 1–15
    SECOND_HALF = "second_half"
    WEEK_1 = "week_1"  # 1–7
    WEEK_2 = "week_2"
    WEEK_3 = "week_3"
    WEEK_4 = "week_4"
    WEEK_5 = "week_5"  # from the 29th
    LAST_WEEK = "last_week"  # the last seven days
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"


class Bound(StrEnum):
    """How the words hold to a period."""

    WITHIN = "within"
    BY = "by"  # «до 15 марта», «к 1 сентября»: due on its last day
    BEFORE = "before"  # «до марта»: before it, or before its end — the words do not say
    SINCE = "since"  # «с 1 сентября», with no end said


class Moment(StrEnum):
    """Where the term stands to the event it names."""

    NONE = ""
    BEFORE = "before"
    ON = "on"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar, its year perhaps not said.

    ``number``: of the month, quarter, term, half, break or season; ``day`` of the month, for a day; ``year`` 0 = not
    said; ``school_year``: the year in which it begins, 0 = not said; ``shift``: years from the plan's own («следующего
    года» is 1); ``weekday`` 0–6 with ``nth`` (−1 the last): «третий четверг октября»; ``until``: the last piece of a
    range.
    """

    span: Span
    number: int = 0
    day: int = 0
    year: int = 0
    school_year: int = 0
    shift: int = 0
    portion: Portion = Portion.WHOLE
    bound: Bound = Bound.WITHIN
    weekday: int = -1
    nth: int = 0
    until: Period | None = None


@dataclass(frozen=True, slots=True)
class Every:
    """A recurrence: ``times`` in every ``step`` pieces of ``span``.

    ``weekdays`` 0–6; ``nth``: which such weekday of the month, 0 = each, −1 = the last; ``days``: pairs first–last of
    days of the month; ``following``: those days lie in the month after the piece.
    """

    span: Span
    step: int = 1
    times: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 0
    days: tuple[tuple[int, int], ...] = ()
    following: bool = False
    portion: Portion = Portion.WHOLE


@dataclass(frozen=True, slots=True)
class Part:
    """One phrase of a deadline.

    ``words``: as they stand; ``periods``: when it is, or, beside an event, when that event is («начало учебного года»);
    ``event_genitive``: the event as it stands after «до» and «после», empty where the words do not show it;
    ``offset_other``: the other end of «за 3–5 дней»; ``alternative``: periods joined by «или», or a date that may be
    that of the event or of the term.
    """

    kind: Kind
    words: str = ""
    periods: tuple[Period, ...] = ()
    event: str = ""
    event_genitive: str = ""
    offset: int | None = None
    offset_other: int | None = None
    unit: Unit | None = None
    moment: Moment = Moment.NONE
    every: Every | None = None
    alternative: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What a deadline says.

    ``notes``: words kept that set no term; ``unread``: words that were not understood; ``reason``: a Russian sentence
    why the rule is unknown; ``repaired``: «как написано → как прочитано».
    """

    text: str
    kind: Kind = Kind.UNKNOWN
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    reason: str = ""
    repaired: tuple[str, ...] = ()

    @property
    def understood(self) -> bool:
        """Whether the whole text was explained."""
        return self.kind is not Kind.UNKNOWN

    @property
    def main(self) -> Part:
        """The part that decides."""
        return self.parts[0] if self.parts else Part(Kind.UNKNOWN)

    @property
    def conditions(self) -> tuple[Part, ...]:
        """The parts that only add to the main one."""
        return self.parts[1:]

    @property
    def event(self) -> str:
        """The event or the schedule that the term hangs on; empty when there is none."""
        return self.main.event

    @property
    def offset(self) -> int | None:
        """Units from the event: negative before it."""
        return self.main.offset

    @property
    def unit(self) -> Unit | None:
        """What the offset counts."""
        return self.main.unit

    @property
    def periods(self) -> tuple[Period, ...]:
        """Pieces of the calendar named by the main part."""
        return self.main.periods


def to_record(rule: Rule) -> dict[str, Any]:
    """The rule as JSON-ready values."""
    return asdict(rule)


def from_record(record: Mapping[str, Any]) -> Rule:
    """The rule that ``to_record`` wrote."""
    return Rule(
        text=record["text"],
        kind=Kind(record["kind"]),
        parts=tuple(_part(one) for one in record["parts"]),
        notes=tuple(record["notes"]),
        unread=tuple(record["unread"]),
        reason=record["reason"],
        repaired=tuple(record["repaired"]),
    )


def _part(record: Mapping[str, Any]) -> Part:
    return Part(
        kind=Kind(record["kind"]),
        words=record["words"],
        periods=tuple(_period(one) for one in record["periods"]),
        event=record["event"],
        event_genitive=record.get("event_genitive", ""),  # rules stored before it was known
        offset=record["offset"],
        offset_other=record["offset_other"],
        unit=Unit(record["unit"]) if record["unit"] else None,
        moment=Moment(record["moment"]),
        every=_every(record["every"]) if record["every"] else None,
        alternative=record["alternative"],
    )


def _period(record: Mapping[str, Any]) -> Period:
    return Period(
        **{
            **record,
            "span": Span(record["span"]),
            "portion": Portion(record["portion"]),
            "bound": Bound(record["bound"]),
            "until": _period(record["until"]) if record["until"] else None,
        }
    )


def _every(record: Mapping[str, Any]) -> Every:
    return Every(
        **{
            **record,
            "span": Span(record["span"]),
            "portion": Portion(record["portion"]),
            "weekdays": tuple(record["weekdays"]),
            "days": tuple((first, last) for first, last in record["days"]),
        }
    )
