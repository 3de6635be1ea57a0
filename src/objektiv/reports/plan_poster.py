"""The year of a plan as a sheet for the wall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from objektiv.documents.poster import Poster, PosterGroup, PosterRow
from objektiv.plans.deadlines.dates import Frame
from objektiv.plans.model import Plan
from objektiv.reports.plan_calendar import NO_DEADLINE, DatedAction
from objektiv.reports.plan_head import title_of
from objektiv.reports.plan_words import dotted, numbered

LEGEND = "Полоса — когда выполняется; ромб — последний день; слова курсивом — срок без календарной даты."
LONGEST_TEXT = 150
LONGEST_OWNER = 50
DECISIONS = "Управленческие решения"


def build_poster(plan: Plan, dated: Sequence[DatedAction], frame: Frame, *, stripe: str = "") -> Poster:
    """The sheet of a plan whose actions were dated in ``frame``; every action has a row, with a day or without."""
    titles = {section.key: numbered(section.number.text, section.title.text) for section in plan.sections}
    own = groupby(dated[: len(plan.actions)], key=lambda one: one.action.section)
    groups = [PosterGroup(titles.get(key, ""), tuple(_row(one, frame) for one in rows)) for key, rows in own]
    if plan.decisions:
        rest = dated[len(plan.actions) :]
        groups.append(PosterGroup(DECISIONS, tuple(_row(one, frame) for one in rest)))
    title = " ".join(title_of(plan.head).split())
    organisation = plan.head.organisation.text
    subtitle = "" if organisation.casefold() in title.casefold() else organisation
    return Poster(title, subtitle, first_month(frame), tuple(groups), LEGEND, stripe)


def first_month(frame: Frame) -> date:
    """The first of the twelve months: September of a school year, January of a calendar one."""
    if frame.school_year is not None:
        return date(frame.school_year, 9, 1)
    if frame.year is not None:
        return date(frame.year, 1, 1)
    raise ValueError("a poster needs a year")


def _row(one: DatedAction, frame: Frame) -> PosterRow:
    action = one.action
    start = first_month(frame)
    end = date(start.year + 1, start.month, 1)
    days = tuple(due.day for due in one.days)
    bars = tuple((a, b) for a, b in one.dates.intervals if b > a)
    is_shown = any(start <= day < end for day in days) or any(a < end and b >= start for a, b in bars)
    return PosterRow(
        dotted(action.number.text),
        _shorten(action.text.text, LONGEST_TEXT),
        _shorten(action.responsible.text, LONGEST_OWNER),
        bars,
        days,
        "" if is_shown else action.deadline.text or NO_DEADLINE,
    )


def _shorten(text: str, most: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[:most].rsplit(' ', 1)[0].rstrip(',;:')} …"
