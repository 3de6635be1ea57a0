"""One school year of a result, found by school: its rows, its place in every assessment, its names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from objektiv.analysis.family_p import split_family_p
from objektiv.analysis.result import (
    AMBER,
    RED,
    AnalysisResult,
    AssessmentResult,
    Explanation,
    SchoolName,
    YearResult,
)
from objektiv.analysis.signals import deciding_rows
from objektiv.documents.blocks import Dataset
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Estimates, Passport
from objektiv.model.organisation import format_school
from objektiv.model.tables import Table
from objektiv.reports.phrases import SPECIAL_REASON, ZONES


@dataclass(frozen=True)
class Place:
    """One school in one assessment: ``row`` is its row in the cells and in every estimate.

    ``memory`` keeps what all schools of the assessment share in their pictures.
    """

    assessment: AssessmentResult
    row: int
    memory: dict[str, Dataset] = field(default_factory=dict, compare=False)

    @property
    def id(self) -> AssessmentId:
        """Which assessment."""
        return self.assessment.cells.assessment

    @property
    def school(self) -> int:
        """Which school."""
        return int(self.assessment.cells.schools[self.row])

    @property
    def works(self) -> int:
        """Works with a score, for rows; participants for report files."""
        return int(self.assessment.cells.n[self.row])

    @property
    def is_from_report(self) -> bool:
        """Whether the figures come from report files, without rows of pupils."""
        source = self.assessment.cells.source
        return bool(len(source)) and source[self.row] == "report"

    @property
    def is_compared(self) -> bool:
        """Whether the school is compared with others here: a special one never is (METHODS §1.4)."""
        return bool(self.assessment.cells.strata[self.row] >= 0)

    def remember(self, key: str, make: Callable[[], Dataset]) -> Dataset:
        """What ``make`` gives, made once for all schools of the assessment."""
        if key not in self.memory:
            self.memory[key] = make()
        return self.memory[key]

    def estimates(self, indicator: str, direction: str) -> Estimates | None:
        """What an indicator said here, None if it did not run."""
        return find_estimates(self.assessment, indicator, direction)


class YearView:
    """A school year with quick access by school; schools ascending."""

    def __init__(self, result: AnalysisResult, year: YearResult) -> None:
        self.result = result
        self.year = year
        self.schools = {int(row["school"]): row for row in year.schools.rows()}
        self._estimates = _Grouped(year.estimates)
        self._official = _Grouped(year.official)
        self._places: dict[int, list[Place]] = {}
        for assessment in year.assessments:
            present = assessment.cells.n > 0
            memory: dict[str, Dataset] = {}
            for row in np.flatnonzero(present).tolist():
                school = int(assessment.cells.schools[row])
                if school in self.schools:
                    self._places.setdefault(school, []).append(Place(assessment, row, memory))
        self._explanations: dict[int, list[Explanation]] = {}
        for explanation in year.explanations:
            self._explanations.setdefault(explanation.school, []).append(explanation)

        self._earlier = [
            (one.school_year, {int(row["school"]): row for row in one.schools.rows()})
            for one in sorted(result.years, key=lambda one: one.school_year, reverse=True)
            if one.school_year < year.school_year
        ]

    @property
    def key(self) -> str:
        """The year as part of an anchor: «2020-21»."""
        return self.year.school_year.replace("/", "-")

    @property
    def is_whole_region(self) -> bool:
        """Whether the user answers for it that every school of the subject of the Federation is loaded."""
        return self.result.parameters.get("region_complete") == "да"

    def zone(self, school: int) -> str:
        """Zone of a school of this year."""
        return str(self.schools[school]["zone"])

    def is_special(self, school: int) -> bool:
        """Whether the school is one that is never compared with others (METHODS §1.4)."""
        places = self._places.get(school, [])
        return bool(places) and all(place.assessment.cells.strata[place.row] < 0 for place in places)

    def conclusion(self, school: int) -> str:
        """The conclusion of the year; for a special school with the reason why nothing is compared."""
        said = str(self.schools[school]["conclusion"])
        is_told = "пециальная школа" in said
        return f"{said} {SPECIAL_REASON}" if self.is_special(school) and not is_told else said

    def in_zone(self, *zones: str) -> list[int]:
        """Schools of the zones: zone by zone as asked, by code inside each."""
        return [school for zone in zones for school in self.schools if self.zone(school) == zone]

    def by_zone(self) -> list[int]:
        """All schools, zone by zone, by code inside each."""
        return self.in_zone(*ZONES)

    def name(self, school: int) -> SchoolName:
        """What is known of a school."""
        known = self.result.names.get(school)
        return known or SchoolName(school, f"ОО {format_school(school)}", 0, "", "", "")

    def title(self, school: int) -> str:
        """Name with the code: «СОШ № 5 (990001)»; a name that is only the code stands alone."""
        name, code = self.name(school).name, format_school(school)
        return name if code in name else f"{name} ({code})"

    def card_key(self, school: int) -> str:
        """Anchor of the school's card."""
        return f"card-{self.key}-{format_school(school)}"

    def estimates(self, school: int) -> list[dict[str, Any]]:
        """Rows of estimates of a school."""
        return self._estimates.rows(school)

    def official(self, school: int) -> list[dict[str, Any]]:
        """Official signs of a school, triggered or not."""
        return self._official.rows(school)

    def explanations(self, school: int) -> list[Explanation]:
        """Innocent explanations looked at."""
        return self._explanations.get(school, [])

    def places(self, school: int) -> list[Place]:
        """The assessments that the school wrote, the newest first."""
        return sorted(self._places.get(school, []), key=lambda place: newest_first(place.id))

    def earlier(self, school: int) -> list[tuple[str, dict[str, Any]]]:
        """Rows of the school in earlier school years, the latest first."""
        return [(school_year, rows[school]) for school_year, rows in self._earlier if school in rows]

    def passport(self, code: str) -> Passport | None:
        """Passport of an indicator."""
        return self.result.passports.get(code)

    def enters_zone(self, row: Mapping[str, Any]) -> bool:
        """Whether a row of estimates counts towards the zone."""
        passport = self.passport(str(row["indicator"]))
        return passport is None or (passport.family != "none" and row["direction"] in passport.enters_zone)

    def findings(self, school: int) -> list[dict[str, Any]]:
        """Rows of the school that are findings and count towards the zone."""
        return [row for row in self.estimates(school) if row["is_finding"] and self.enters_zone(row)]

    def families(self, school: int) -> list[str]:
        """Families of indicators that the conclusion names."""
        return [family for family in str(self.schools[school]["families"]).split(";") if family]

    def family_p(self, school: int) -> dict[str, float]:
        """p of the year of every family that could be judged."""
        return split_family_p(str(self.schools[school]["family_p"]))

    def deciding(self, school: int) -> list[dict[str, Any]]:
        """Rows that the priority rests on, findings first; without a priority the findings alone."""
        rows = [row for row in self.estimates(school) if self.enters_zone(row)]
        if self.zone(school) in (RED, AMBER):
            return deciding_rows(rows, self.families(school))
        return sorted(self.findings(school), key=lambda row: float(row["p_value"]))


class _Grouped:
    """Rows of a table by school, without walking through the table for each."""

    def __init__(self, table: Table) -> None:
        self._table = table
        schools = np.asarray(table["school"], dtype=np.int64) if len(table) else np.empty(0, dtype=np.int64)
        self._order = np.argsort(schools, kind="stable")
        self._sorted = schools[self._order]

    def rows(self, school: int) -> list[dict[str, Any]]:
        start, stop = np.searchsorted(self._sorted, [school, school + 1])
        return list(self._table.filter(self._order[start:stop]).rows()) if stop > start else []


def find_estimates(assessment: AssessmentResult, indicator: str, direction: str) -> Estimates | None:
    """Estimates of an indicator in a direction on an assessment; None if there are none."""
    for estimates in assessment.estimates.get(indicator, ()):
        if estimates.direction == direction:
            return estimates
    return None


def views(result: AnalysisResult) -> tuple[YearView, ...]:
    """Views of all years that have schools, the newest first."""
    listed = sorted(result.years, key=lambda year: year.school_year, reverse=True)
    return tuple(YearView(result, year) for year in listed if len(year.schools))


def newest_first(assessment: AssessmentId) -> tuple[int, int, str]:
    """Order of assessments for people: the newest first, then by grade and subject."""
    return (-assessment.year, assessment.grade, assessment.subject)
