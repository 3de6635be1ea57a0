"""Pictures of a school on one procedure with their data, and its works at the boundaries of marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from objektiv.documents.blocks import Figure
from objektiv.reports.office_reading import StoredPlace
from objektiv.web.findings.shown.tables import ShownTable, figure_tables, show_table


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, by the family of indicators that it shows."""

    family: str
    figure: Figure
    tables: Sequence[ShownTable]


@dataclass(frozen=True, slots=True)
class Pictures:
    """Everything that is drawn of a school on a procedure."""

    title: str
    code: str
    items: Sequence[Picture]
    boundaries: ShownTable | None


def make_pictures(place: StoredPlace) -> Pictures:
    """Of what the run stored."""
    items = [Picture(family, figure, figure_tables(figure)) for family, figure in place.figures.items()]
    boundaries = show_table(place.boundaries) if place.boundaries else None
    return Pictures(place.assessment.title, str(place.assessment), items, boundaries)
