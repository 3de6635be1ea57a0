"""What the catalogue says of an action, a cause, a setting, a field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """To which direction of a plan an action belongs."""

    PROCEDURE = "procedure"
    DETECTION = "detection"
    ATTITUDE = "attitude"
    MANAGEMENT = "management"


@dataclass(frozen=True, slots=True)
class Setting:
    """A number that a territory may change. ``unit``: as in ``deadlines.rule.Unit``, or «percent»."""

    code: str
    value: float
    unit: str
    title: str


@dataclass(frozen=True, slots=True)
class EntryField:
    """Something to fill in at an action. ``type``: date, text, number, people, schools, works, link …"""

    code: str
    title: str
    type: str


@dataclass(frozen=True, slots=True)
class Cause:
    """A possible cause of results that are not objective; ``asks``: what to look at before believing in it."""

    code: str
    title: str
    asks: str


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """A typical action.

    ``deadlines``: texts with ``{setting}`` in them, the first is the main one; ``roles``: codes of the product's roles
    for ``owners``; ``evidence``: documents that prove it; ``fields``: codes; ``causes``, ``indicators``,
    ``conditions``: what asks for it; ``always``: no plan is whole without it; ``source``: «документы» or «практика»;
    ``words``: beginnings of words by which an action of a plan is recognised.
    """

    number: int
    title: str
    kind: str
    direction: Direction
    deadlines: tuple[str, ...]
    owners: tuple[str, ...]
    roles: tuple[str, ...]
    evidence: tuple[str, ...]
    fields: tuple[str, ...]
    causes: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    always: bool = False
    source: str = "документы"
    note: str = ""
    words: tuple[str, ...] = ()
