"""What an analysis knows when it is done; reports say it, files hold it, nothing else is computed after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from objektiv.model.indicator import Cells, Estimates, Passport, Reference
from objektiv.model.tables import Problem, Table

RED = "red"
AMBER = "amber"
NONE = "none"
INSUFFICIENT = "insufficient"

ZONE_TITLES: dict[str, str] = {
    RED: "приоритет перепроверки: высокий",
    AMBER: "приоритет перепроверки: средний",
    NONE: "приоритета нет",
    INSUFFICIENT: "недостаточно данных",
}

# Columns of the files that scripts rely on; the tables below have exactly these.
OFFICIAL_COLUMNS = ("school_year", "school", "assessment", "sign", "n", "value", "threshold", "flag")
OFFICIAL_INDEX_COLUMNS = ("school_year", "level", "id", "applicable", "flagged", "index")
ESTIMATE_COLUMNS = (
    "school_year", "school", "assessment", "indicator", "family", "direction", "n", "observed", "expected",
    "effect", "lower", "upper", "se", "p_value", "is_finding", "applicable", "reason",
)  # fmt: skip
SCHOOL_COLUMNS = (
    "school_year", "school", "municipality", "works", "families_applicable", "families", "q_value", "zone",
    "posterior", "conclusion", "family_p",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Explanation:
    """One innocent explanation looked at for one school.

    ``status``: ``explains`` (the data support it), ``excluded`` (the data speak against it) or ``ask`` (the data
    cannot tell: a question to the school). ``sentence`` is Russian and carries the figures.
    """

    school: int
    assessment: str  # id or empty for the whole school
    code: str
    title: str
    status: str
    sentence: str


@dataclass(frozen=True)
class AssessmentResult:
    """One assessment of the year: its aggregates, its reference, and what each indicator said."""

    cells: Cells
    reference: Reference
    estimates: Mapping[str, tuple[Estimates, ...]]  # indicator code → one per direction


@dataclass(frozen=True)
class SchoolName:
    """What is known of a school for people: its name, municipality title, kind and settlement («» unknown)."""

    code: int
    name: str
    municipality: int
    municipality_title: str
    kind: str
    settlement: str


@dataclass(frozen=True)
class YearResult:
    """One school year. Tables have the columns above; schools ascending.

    ``expected_confirmed``: of 10 such signals about how many are confirmed, by zone (METHODS §5.5); nan unknown.
    ``scope_note`` is printed above the official method when the set is not the whole subject of the Federation.
    """

    school_year: str
    official: Table
    official_index: Table
    official_notes: tuple[str, ...]
    estimates: Table
    schools: Table
    assessments: tuple[AssessmentResult, ...]
    explanations: tuple[Explanation, ...]
    expected_confirmed: Mapping[str, float]
    notes: tuple[str, ...] = ()
    combined_p: Mapping[int, float] = field(default_factory=dict)  # school → p over all families
    strong_works: Mapping[int, Mapping[str, int]] = field(
        default_factory=dict
    )  # school → family → works with p < .001


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """One file of the lake for the protocol sheet; ``place`` is its path from the folder that holds all files."""

    name: str
    layout: str
    assessment: str
    rows: int
    present: int
    absent: int
    quarantined: int
    sha256: str
    place: str = ""


@dataclass(frozen=True)
class AnalysisResult:
    """Everything the reports may say. ``names`` by school code; ``passports`` by indicator code.

    ``is_training`` puts «УЧЕБНЫЕ ДАННЫЕ» on every page.
    """

    title: str
    years: tuple[YearResult, ...]
    names: Mapping[int, SchoolName]
    passports: Mapping[str, Passport]
    files: tuple[LoadedFile, ...]
    problems: tuple[Problem, ...]
    parameters: Mapping[str, str]
    version: str
    is_training: bool = False
    school_rows: Mapping[str, Table] = field(
        default_factory=dict
    )  # assessment id → rows of the asked school only
