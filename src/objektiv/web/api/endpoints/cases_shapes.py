"""What is told of cases, and what is sent about them. ``version``: of the case as the sender read it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from objektiv.web.api.shapes import NO_ZERO, Number, Text

Ground = Annotated[str, StringConstraints(max_length=5_000, pattern=NO_ZERO)]
Why = Annotated[str, StringConstraints(max_length=2_000, pattern=NO_ZERO)]
ActNumber = Annotated[str, StringConstraints(max_length=60, pattern=NO_ZERO)]


class CaseLine(Schema):
    """A case in the list. ``is_preliminary``: the school was not heard yet."""

    id: int
    school: str
    school_title: str
    school_year: str
    state: str
    state_title: str
    version: int
    is_preliminary: bool
    reply_due_on: date | None
    works_kept_until: date | None
    outcome: str


class CaseList(Schema):
    """A part of the list; ``in_analysis``: further cases of which this person may know only that they are there."""

    count: int
    limit: int
    offset: int
    in_analysis: int
    items: list[CaseLine]


class Explanation(Schema):
    """An innocent explanation with the school's answer."""

    id: int
    assessment: str
    code: str
    title: str
    status: str
    sentence: str
    answer: str


class Told(Schema):
    """What one reply said to one explanation."""

    explanation: int
    text: str


class Reply(Schema):
    """What the school answered, and what it said to each question; the first stays as it was."""

    number: int
    text: str
    answers: list[Told]
    by: str
    at: datetime
    files: list[str]


class CaseShape(CaseLine):
    """One case."""

    result_set: int
    zone: str
    conclusion: str
    notes: list[str]
    opened_at: datetime
    asked_at: datetime | None
    replied_at: datetime | None
    works_destroyed_on: date | None
    act_number: str
    act_date: date | None
    ground: str
    decided_by: str
    decided_at: datetime | None
    explanations: list[Explanation]
    replies: list[Reply]


class Versioned(Schema):
    """An act without further words."""

    version: Number


class Answer(Schema):
    """The school's answer to one explanation."""

    explanation: Number
    text: Ground


class ReplyBody(Versioned):
    """The school's explanations."""

    text: Text
    answers: Annotated[list[Answer], Field(max_length=100)] = []


class RecheckBody(Versioned):
    """What to recheck and why."""

    reason: Why


class ReopenBody(Versioned):
    """Why it is looked into again."""

    reason: Why


class DecisionBody(Versioned):
    """The decision of a person."""

    outcome: Literal["confirmed", "not_confirmed", "insufficient"]
    ground: Ground
    act_number: ActNumber = ""
    act_date: date | None = None
