"""What a work consists of and how its raw score becomes a mark."""

from __future__ import annotations

from dataclasses import dataclass, field

from objektiv.model.assessment import AssessmentId


@dataclass(frozen=True, slots=True)
class Part:
    """A scored part of an item: its code as printed («1К2», «5.1»), maximum and level (Б, П, В or empty)."""

    code: str
    maximum: int
    level: str = ""


@dataclass(frozen=True, slots=True)
class MarkCondition:
    """An extra condition: ``mark`` needs at least ``minimum`` points summed over ``parts`` (OGE: геометрия, ГК)."""

    mark: int
    minimum: int
    parts: tuple[str, ...]
    otherwise: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Scale of one assessment and form.

    ``boundaries`` are the lowest raw scores of the marks 3, 4 and 5, or None when only the parts are known.
    ``trust`` is ``printed`` (in a document), ``user`` (a user's file), ``inferred`` (from marks in a file) or
    ``headers`` (maxima read from headers «(2б)» only).
    """

    assessment: AssessmentId
    parts: tuple[Part, ...]
    maximum: int
    boundaries: tuple[int, int, int] | None = None
    form: str = ""
    conditions: tuple[MarkCondition, ...] = ()
    source: str = ""
    trust: str = "printed"
    minutes: int | None = None
    is_in_two_sittings: bool = False
    notes: tuple[str, ...] = field(default=())

    @property
    def part_codes(self) -> tuple[str, ...]:
        """Codes of the parts in the order of the work."""
        return tuple(part.code for part in self.parts)

    def mark(self, raw_score: int) -> int | None:
        """Mark 2–5 of a raw score by the boundaries alone (conditions need part scores); None without boundaries."""
        if self.boundaries is None:
            return None
        return 2 + sum(raw_score >= boundary for boundary in self.boundaries)
