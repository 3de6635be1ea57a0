"""The contract of a reader: one real file layout per module, recognised by content, read into tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Scale
from objektiv.model.tables import Attempts, Extra, Problem

Rows = Sequence[Sequence[Any]]


class Book(Protocol):
    """An opened workbook or csv: sheets are parsed once and kept; cells are str, float, int, bool, date or ''."""

    name: str  # file name without folders
    path: str  # as given by the user, for recognition by folders

    @property
    def sheet_names(self) -> Sequence[str]:
        """Names of the sheets in their order."""
        ...

    def rows(self, sheet: str) -> Rows:
        """Rows from A1 on, so that row and column numbers are those of the sheet."""
        ...


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader is told besides the book: the assessment (by path or by the user) and the known scales.

    ``is_said_by_user``: the user named the assessment; it wins over what the book says of itself.
    """

    assessment: AssessmentId | None
    scale_of: Callable[[AssessmentId], Scale | None]
    is_said_by_user: bool = False


@dataclass(frozen=True)
class Reading:
    """What a reader got out of a book. ``rows`` = pupil rows in the sheet, all of them in ``attempts``."""

    assessment: AssessmentId | None
    rows: int
    attempts: Attempts | None = None
    scale: Scale | None = None
    extras: tuple[Extra, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """One file layout. ``recognises`` answers 0 (not this) … 1 (surely this) and looks at content first.

    ``kind``: ``attempts`` (pupil rows), ``report`` (aggregates of ФИС ОКО), ``context`` or ``template``.
    ``template`` describes our own fill-in layout (column → what to write), None for foreign ones; ``examples``
    (column → one value) and ``choices`` (column → the only allowed values) go with it.
    """

    code: str
    title: str
    kind: str
    recognises: Callable[[Book], float]
    read: Callable[[Book, Request], Reading]
    source: str = ""
    template: Mapping[str, str] | None = None
    examples: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
