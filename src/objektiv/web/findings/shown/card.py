"""The page of one school's result: conclusion, numbers by procedure, explanations, official method."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from objektiv.analysis.explanations import addressed
from objektiv.documents.numbers import format_figure, format_interval, format_number, format_p
from objektiv.reports.office_reading import StoredCard, StoredPlace
from objektiv.reports.phrases import SIGN_TITLES, direction_title
from objektiv.web.findings.enums import VERDICT_CLASSES, ExplanationStatus, Verdict
from objektiv.web.findings.models import (
    ComparedAssessment,
    IndicatorResult,
    OfficialSign,
    ResultSet,
    SchoolResult,
)
from objektiv.web.findings.queries.results import rows_of, signs_of
from objektiv.web.findings.shown.tables import ShownTable, show_table
from objektiv.web.findings.shown.works_in_words import places_in_words

OBSERVATION_P = 0.05
_ORDER = (ExplanationStatus.EXPLAINS, ExplanationStatus.ASK, ExplanationStatus.EXCLUDED)


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator on one procedure: texts of its figures and what it comes to."""

    assessment: str
    title: str
    unit: str
    direction: str
    n: int
    observed: str
    expected: str
    effect: str
    interval: str
    p_value: str
    verdict: str
    css: str
    is_finding: bool


@dataclass(frozen=True, slots=True)
class OfficialLine:
    """One sign of the official method on one procedure."""

    assessment: str
    title: str
    n: int
    value: str
    threshold: str
    flag: bool


@dataclass(frozen=True, slots=True)
class SignGroup:
    """Signs of one indicator in one direction, a line a procedure."""

    title: str
    direction: str
    unit: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class ExplanationGroup:
    """An innocent explanation with one status: (procedures, what the data say of them)."""

    title: str
    status: str
    is_excluded: bool
    lines: Sequence[tuple[str, str]]


@dataclass
class Procedure:
    """One procedure of the school: a line about it, its indicators, whether the run has pictures of it."""

    assessment: ComparedAssessment
    lines: list[Line] = field(default_factory=list)
    about: str = ""
    has_pictures: bool = False

    @property
    def has_finding(self) -> bool:
        """Some indicator shows a sign."""
        return any(line.is_finding for line in self.lines)


@dataclass(frozen=True)
class SchoolCard:
    """Everything below the conclusion."""

    procedures: Sequence[Procedure]
    official: Sequence[OfficialLine]
    explanations: Sequence[ExplanationGroup]
    facts: str = ""
    steps: Sequence[str] = ()
    sensitivity: ShownTable | None = None

    @property
    def unfolded(self) -> Procedure | None:
        """The procedure whose numbers are open at once: the first with a sign. All of them would fill forty screens."""
        return next((one for one in self.procedures if one.has_finding), None)

    @property
    def findings(self) -> list[Line]:
        """Signs of the calibrated method over all procedures."""
        return [line for one in self.procedures for line in one.lines if line.is_finding]

    @property
    def signs(self) -> list[SignGroup]:
        """The same by indicator and direction: what all of them share stands once."""
        found: dict[tuple[str, str, str], list[Line]] = {}
        for line in self.findings:
            found.setdefault((line.title, line.direction, line.unit), []).append(line)
        return [SignGroup(*shared, lines) for shared, lines in sorted(found.items(), key=lambda one: one[0])]

    @property
    def excluded(self) -> list[ExplanationGroup]:
        """Explanations against which the data speak: shown folded."""
        return [one for one in self.explanations if one.is_excluded]

    @property
    def standing_explanations(self) -> list[ExplanationGroup]:
        """The others."""
        return [one for one in self.explanations if not one.is_excluded]


def make_card(result: SchoolResult, stored: StoredCard | None, *, is_for_school: bool = False) -> SchoolCard:
    """The card of a result that the person may see; ``stored``: what the run's files add.

    ``is_for_school``: the reader is the school itself, so its questions are put to it («Напишите, …»).
    """
    rows = rows_of([result.pk]).select_related("assessment").order_by(
        "-assessment__year", "assessment__grade", "assessment__subject", "indicator", "direction"
    )  # fmt: skip
    procedures: dict[int, Procedure] = {}
    for row in rows:
        one = procedures.setdefault(row.assessment_id, Procedure(row.assessment))
        one.lines.append(_line(row, result.result_set))
    for one in procedures.values():
        _add_stored(one, stored.place(one.assessment.code) if stored else None)
    listed = sorted(procedures.values(), key=_place_in_list)
    signs = signs_of([result.pk]).select_related("assessment")
    with_signs = [one.assessment.short_title for one in listed if one.has_finding]
    return SchoolCard(
        listed,
        [_official(sign) for sign in signs],
        _explanations(result, with_signs, is_for_school=is_for_school),
        facts=stored.facts if stored else "",
        steps=stored.steps if stored else (),
        sensitivity=show_table(stored.sensitivity) if stored and stored.sensitivity else None,
    )


def _add_stored(procedure: Procedure, place: StoredPlace | None) -> None:
    if place is None:
        return
    procedure.about = place.line
    procedure.has_pictures = bool(place.figures or place.boundaries)


def _place_in_list(procedure: Procedure) -> tuple[int, int, str]:
    """The newest year first, within it by grade and by the subject as it is written."""
    one = procedure.assessment
    return -one.year, one.grade, one.short_title


def _explanations(
    result: SchoolResult, with_signs: Collection[str], *, is_for_school: bool
) -> list[ExplanationGroup]:
    """What the data support first, what they exclude last; a sentence said of several procedures stands once."""
    found: dict[tuple[int, str], dict[str, list[str]]] = {}
    for one in result.explanations.select_related("assessment"):
        sentence = addressed(one.sentence) if is_for_school else one.sentence
        said = found.setdefault((_ORDER.index(one.status), one.title), {}).setdefault(sentence, [])
        if one.assessment and one.assessment.short_title not in said:
            said.append(one.assessment.short_title)
    return [
        ExplanationGroup(
            title,
            str(_ORDER[order].label),
            _ORDER[order] == ExplanationStatus.EXCLUDED,
            [(places_in_words(places, with_signs), sentence) for sentence, places in said.items()],
        )
        for (order, title), said in sorted(found.items(), key=lambda one: one[0])
    ]


def _line(row: IndicatorResult, taken: ResultSet) -> Line:
    told: Mapping[str, Any] = taken.passports.get(row.indicator, {})
    enters = not told or (told["family"] != "none" and row.direction in told["enters_zone"])
    verdict, css = _verdict(row, enters=enters)
    return Line(
        assessment=row.assessment.short_title,
        title=told.get("title", row.indicator),
        unit=told.get("unit", ""),
        direction=direction_title(row.indicator, row.direction),
        n=row.n,
        observed=format_number(row.observed),
        expected=format_number(row.expected),
        effect=format_number(row.effect),
        interval=format_interval(row.lower, row.upper),
        p_value=format_p(row.p_value),
        verdict=verdict,
        css=css,
        is_finding=row.is_finding and enters,
    )


def _verdict(row: IndicatorResult, *, enters: bool) -> tuple[str, str]:
    if not row.applicable:
        return f"нельзя судить: {row.reason}", ""
    if row.is_finding:
        verdict = Verdict.FINDING if enters else Verdict.APART
        return str(verdict.label), VERDICT_CLASSES[verdict]
    if row.p_value is not None and row.p_value < OBSERVATION_P:
        return "наблюдение", VERDICT_CLASSES[Verdict.APART]
    return "в пределах обычного", ""


def _official(sign: OfficialSign) -> OfficialLine:
    return OfficialLine(
        sign.assessment.short_title,
        SIGN_TITLES.get(sign.sign, sign.sign),
        sign.n,
        format_figure(sign.value),
        format_figure(sign.threshold),
        sign.flag,
    )
