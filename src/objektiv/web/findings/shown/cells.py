"""Cells of the two tables: a verdict in a word, on which procedures, and why nothing can be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from objektiv.web.findings.enums import VERDICT_CLASSES, Verdict

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """``where``: procedures with the sign, in short; ``reason`` and its ``number`` in the legend below the table."""

    verdict: Verdict
    where: tuple[str, ...] = ()
    judged: int = 0
    total: int = 0
    reason: str = ""
    number: int = 0
    words: str = ""  # other words for the verdict

    @property
    def label(self) -> str:
        """The word of the cell."""
        return self.words or str(self.verdict.label)

    @property
    def css(self) -> str:
        """Its sign."""
        return VERDICT_CLASSES[self.verdict]

    @property
    def named(self) -> str:
        """Procedures with the sign, the first of many."""
        rest = len(self.where) - MOST_NAMED
        return ", ".join(self.where[:MOST_NAMED]) + (f" и ещё {rest}" if rest > 0 else "")

    @property
    def why(self) -> str:
        """The whole sentence."""
        if self.verdict in (Verdict.FINDING, Verdict.APART):
            return f"{self.label}: {', '.join(self.where)} (можно судить: {self.judged} из {self.total})"
        if self.verdict == Verdict.NO:
            return f"признака нет (можно судить: {self.judged} из {self.total})"
        return f"{self.label}: {self.reason}" if self.reason else self.label

    @property
    def text(self) -> str:
        """What a workbook says in the cell."""
        told = ", ".join(self.where) or self.reason
        return f"{self.label}: {told}" if told else self.label


@dataclass
class Legend:
    """Reasons why nothing can be said, numbered as they come."""

    reasons: list[str] = field(default_factory=list)

    def number(self, reason: str) -> int:
        """Number of a reason, a new one when it is new."""
        if reason not in self.reasons:
            self.reasons.append(reason)
        return self.reasons.index(reason) + 1


def hidden_cells(count: int, *, is_in_analysis: bool) -> Sequence[Cell]:
    """A line of which nothing is shown."""
    return [Cell(Verdict.HIDDEN if is_in_analysis else Verdict.WITHHELD)] * count
