"""What is told of findings. Verdicts and zones keep their codes; the words beside them are those of the pages."""

from __future__ import annotations

from ninja import Schema


class ResultSetShape(Schema):
    """Results of an acting run."""

    id: int
    title: str
    school_year: str
    kind: str
    run: int
    is_training: bool
    notes: list[str]


class ColumnShape(Schema):
    """An indicator in one direction or a sign; ``is_apart``: it does not enter the priority."""

    key: str
    title: str
    direction: str
    is_apart: bool


class CellShape(Schema):
    """finding, apart, no, unknown (with ``reason``), absent, hidden; ``procedures``: where the sign is."""

    verdict: str
    title: str
    procedures: list[str]
    judged: int
    total: int
    reason: str


class SchoolLine(Schema):
    """A school as this person is shown it: full, preliminary or hidden; what is hidden is empty."""

    code: str
    title: str
    municipality: str
    works: int
    disclosure: str
    zone: str
    zone_title: str
    conclusion: str
    cells: list[CellShape]


class Matrix(Schema):
    """A part of a table; cells stand in the order of the columns; ``count``: schools of the whole table."""

    result_set: ResultSetShape | None
    notes: list[str]
    columns: list[ColumnShape]
    count: int
    limit: int
    offset: int
    items: list[SchoolLine]


class Figure(Schema):
    """One indicator in one direction on one procedure, in the unit of its passport."""

    assessment: str
    indicator: str
    direction: str
    n: int
    observed: float | None
    expected: float | None
    effect: float | None
    lower: float | None
    upper: float | None
    p_value: float | None
    is_finding: bool
    applicable: bool
    reason: str


class OfficialFigure(Schema):
    """One sign of the official method on one procedure."""

    assessment: str
    sign: str
    title: str
    n: int
    value: float | None
    threshold: float | None
    flag: bool


class CheckedExplanation(Schema):
    """An innocent explanation and what the data say of it."""

    assessment: str
    code: str
    title: str
    status: str
    sentence: str


class SchoolFindings(Schema):
    """A school's result; the lists are empty while it is hidden."""

    school: SchoolLine
    school_year: str
    notes: list[str]
    figures: list[Figure]
    official: list[OfficialFigure]
    explanations: list[CheckedExplanation]


class GroupLine(Schema):
    """With whom a school is compared on one procedure."""

    assessment: str
    title: str
    group: str
    schools: int | None
    kind: str
    reference: str
    reference_schools: int
    note: str


class Group(Schema):
    """The comparison group of a school."""

    school: str
    rule: str
    lines: list[GroupLine]
