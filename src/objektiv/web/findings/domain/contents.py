"""What the folder of a run holds, and the rows of the database made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from objektiv.analysis import catalogue
from objektiv.analysis.official import ROSOBRNADZOR_2019
from objektiv.analysis.stored import StoredRun, read_run
from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Passport
from objektiv.reports.office_reading import read_words
from objektiv.web.assessments.models import Run
from objektiv.web.findings.enums import MARKED_ZONES
from objektiv.web.findings.models import (
    CheckedExplanation,
    ComparedAssessment,
    OfficialSign,
    ResultSet,
    SchoolResult,
)

# Fields of IndicatorResult in the order of its rows; from the third on they are columns of estimates too.
INDICATOR_FIELDS = (
    "result", "assessment", "indicator", "direction", "n", "observed", "expected", "effect", "lower", "upper",
    "p_value", "is_finding", "applicable", "reason",
)  # fmt: skip


@dataclass(frozen=True)
class Contents:
    """Tables of a run with the words beside them; a run without the office's files has tables alone."""

    stored: StoredRun
    words: Mapping[str, Any]

    @classmethod
    def read(cls, run: Run) -> Contents:
        """LakeError when the files cannot be read."""
        return cls(read_run(run.folder, run.school_year), read_words(run.folder) or {})

    @property
    def year(self) -> Mapping[str, Any]:
        """Words of the school year."""
        known: Mapping[str, Any] = self.words.get("years", {}).get(self.stored.school_year, {})
        return known

    @cached_property
    def passports(self) -> Mapping[str, Passport]:
        """Of the run; where it brought none, those of the program."""
        present = {code: one.passport for code, one in catalogue.indicators().items()}
        return self.words.get("passports") or present

    def enters_zone(self, indicator: str, direction: str) -> bool:
        """Whether a direction of an indicator counts towards the priority."""
        known = self.passports.get(indicator)
        return known is None or (known.family != "none" and direction in known.enters_zone)

    @cached_property
    def findings(self) -> Counter[str]:
        """School → its findings that count towards the priority."""
        table = self.stored.estimates
        columns = (table[name] for name in ("school", "indicator", "direction", "is_finding"))
        return Counter(
            school
            for school, indicator, direction, found in zip(*columns, strict=True)
            if found and self.enters_zone(indicator, direction)
        )

    @cached_property
    def official_flags(self) -> Counter[str]:
        """School → signs of the official method."""
        return Counter(row["school"] for row in self.stored.official if row["flag"])

    def set_fields(self, ours: Mapping[str, int], everywhere: set[str]) -> dict[str, Any]:
        """Fields of the set; ``ours`` are the schools of the run's territory, ``everywhere`` all that are known."""
        told = self.stored.description
        zones = Counter(row["zone"] for row in self.stored.schools if row["school"] in ours)
        method = self.words.get("official_method", ROSOBRNADZOR_2019.name)
        return {
            "zone_counts": dict(zones),
            "expected_confirmed": self.year.get("expected_confirmed", {}),
            "passports": {code: asdict(passport) for code, passport in self.passports.items()},
            "versions": {
                "objektiv": told.get("objektiv", ""),
                "official": method,
                **told.get("libraries", {}),
            },
            "parameters": told.get("parameters", {}),
            "notes": self.year.get("notes", []),
            "official_notes": self.year.get("official_notes", []),
            "unknown_schools": [
                row["school"] for row in self.stored.schools if row["school"] not in everywhere
            ],
            "is_training": bool(self.words.get("is_training")),
        }

    def assessments(self, taken: ResultSet) -> Iterator[ComparedAssessment]:
        """Procedures of the year with what they were compared with."""
        codes = {*self.stored.estimates["assessment"], *(row["assessment"] for row in self.stored.official)}
        told = {one["assessment"]: one for one in self.year.get("assessments", ())}
        plain = {
            one["assessment"]: {"reference": one} for one in self.stored.description.get("references", ())
        }
        for code in sorted(codes):
            yield _assessment(taken, AssessmentId.parse(code), told.get(code) or plain.get(code) or {})

    def schools(self, taken: ResultSet, ours: Mapping[str, int]) -> Iterator[SchoolResult]:
        """Schools of the run's territory."""
        for row in self.stored.schools:
            if row["school"] in ours:
                yield self._school(taken, row, ours[row["school"]])

    def _school(self, taken: ResultSet, row: Mapping[str, Any], unit: int) -> SchoolResult:
        code = row["school"]
        findings, flags = self.findings[code], self.official_flags[code]
        return SchoolResult(
            result_set=taken,
            school_id=unit,
            zone=row["zone"],
            works=row["works"],
            families_applicable=row["families_applicable"],
            families=[name for name in row["families"].split(";") if name],
            q_value=row["q_value"],
            posterior=row["posterior"],
            conclusion=row["conclusion"],
            findings=findings,
            official_flags=flags,
            has_signs=bool(findings or flags or row["zone"] in MARKED_ZONES),
        )


@dataclass(frozen=True)
class Keys:
    """Rows already written: school code → its result, assessment code → the procedure of the set."""

    results: Mapping[str, int]
    assessments: Mapping[str, int]

    def indicators(self, table: Mapping[str, list[Any]]) -> Iterator[tuple[Any, ...]]:
        """Rows of the calibrated method: the values of ``INDICATOR_FIELDS``."""
        columns = (table[name] for name in INDICATOR_FIELDS[2:])
        for school, assessment, *values in zip(table["school"], table["assessment"], *columns, strict=True):
            result = self.results.get(school)
            if result is not None:
                yield (result, self.assessments[assessment], *values)

    def signs(self, rows: tuple[dict[str, Any], ...]) -> Iterator[OfficialSign]:
        """Rows of the official method."""
        for row in rows:
            if row["school"] in self.results:
                known = {name: row[name] for name in ("sign", "n", "value", "threshold")}
                yield OfficialSign(
                    result_id=self.results[row["school"]],
                    assessment_id=self.assessments[row["assessment"]],
                    flag=bool(row["flag"]),
                    **known,
                )

    def explanations(self, rows: list[dict[str, Any]]) -> Iterator[CheckedExplanation]:
        """Innocent explanations that were looked at."""
        for row in rows:
            if row["school"] in self.results:
                known = {name: row[name] for name in ("code", "title", "status", "sentence")}
                yield CheckedExplanation(
                    result_id=self.results[row["school"]],
                    assessment_id=self.assessments.get(row["assessment"]),
                    **known,
                )


def _assessment(taken: ResultSet, one: AssessmentId, told: Mapping[str, Any]) -> ComparedAssessment:
    reference = told.get("reference", {})
    return ComparedAssessment(
        result_set=taken,
        code=str(one),
        kind=one.kind,
        year=one.year,
        subject=one.subject,
        grade=one.grade,
        title=one.title,
        short_title=one.short_title,
        reference_kind=reference.get("kind", ""),
        reference_title=reference.get("title", ""),
        reference_schools=reference.get("schools", 0),
        reference_works=reference.get("works", 0),
        strata=told.get("strata", {}),
        notes=told.get("notes", []),
    )
