"""Whose names and values of a reading a person is shown: the rule of findings, and small numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from objektiv.web.effects.models import Reading
from objektiv.web.effects.reckoning import CONTROL, TREATED
from objektiv.web.effects.rules import may_see_schools
from objektiv.web.findings.queries.results import visible_to
from objektiv.web.findings.rules import disclosures
from objektiv.web.findings.small_numbers import SMALLEST

NAMELESS = "школа"


@dataclass(frozen=True)
class ShownPoint:
    """A school of the picture: its title where the person may see its results, else «школа»."""

    name: str
    start: float
    later: float
    order: str = ""


@dataclass(frozen=True)
class ShownReading:
    """What of a reading a person is shown. ``left_out``: schools that fewer than five nameless ones would betray."""

    reading: Reading
    has_numbers: bool
    has_schools: bool
    treated: tuple[ShownPoint, ...] = ()
    controls: tuple[ShownPoint, ...] = ()
    left_out: int = 0

    @property
    def figures(self) -> Mapping[str, Any]:
        """By name."""
        found: Mapping[str, Any] = self.reading.content["figures"]
        return found

    @property
    def is_applicable(self) -> bool:
        """Figures could be had."""
        return bool(self.figures["applicable"])

    @property
    def has_picture(self) -> bool:
        """There is something to draw for this person."""
        return self.has_numbers and self.is_applicable and self.reading.content["line"] is not None


@dataclass
class _Group:
    """Points with a name and without."""

    named: list[ShownPoint] = field(default_factory=list)
    nameless: list[ShownPoint] = field(default_factory=list)

    def shown(self) -> tuple[ShownPoint, ...]:
        """Those with a name by the alphabet, then, when they are many enough, the others by their start."""
        named = sorted(self.named, key=lambda one: one.order)
        if len(self.nameless) < SMALLEST:
            return tuple(named)
        return (*named, *sorted(self.nameless, key=lambda one: (one.start, one.later)))

    @property
    def left_out(self) -> int:
        """How many are not drawn."""
        return len(self.nameless) if len(self.nameless) < SMALLEST else 0


def show_reading(user: Any, reading: Reading) -> ShownReading:
    """What the person is shown: two questions to the database and those of the rule of disclosure."""
    names, groups = names_for(user, reading), {TREATED: _Group(), CONTROL: _Group()}
    for one in reading.content["schools"]:
        group = groups[CONTROL if one["group"] == CONTROL else TREATED]
        name, order = names.get(one["code"], (NAMELESS, ""))
        kept = group.named if one["code"] in names else group.nameless
        kept.append(ShownPoint(name, one["start"], one["later"], order))
    treated, controls = groups[TREATED], groups[CONTROL]
    used = reading.content["figures"]["treated"]
    is_large = used >= SMALLEST
    return ShownReading(
        reading,
        has_numbers=is_large or not treated.nameless,
        has_schools=may_see_schools(user, reading.question.action),
        treated=treated.shown(),
        controls=controls.shown(),
        left_out=treated.left_out + controls.left_out,
    )


def names_for(user: Any, reading: Reading) -> dict[int, tuple[str, str]]:
    """Code → title and place in the alphabet of schools all of whose results of both runs the person is shown."""
    codes = [f"{one['code']:06d}" for one in reading.content["schools"]]
    rows = list(visible_to(user).filter(result_set__run__in=reading.runs, school__code__in=codes))
    told = disclosures(user, rows)
    hidden = {one.school.school_code for one in rows if not told[one.pk].has_numbers}
    schools = [one.school for one in rows if one.school.school_code not in hidden]
    return {one.school_code: (str(one.title), str(one.order_key)) for one in schools}
