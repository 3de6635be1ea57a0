"""Numbers of one school's result, as far as the person is shown them."""

from __future__ import annotations

from objektiv.analysis.explanations import addressed
from objektiv.reports.phrases import SIGN_TITLES
from objektiv.web.api.endpoints.findings_shapes import (
    CheckedExplanation,
    Figure,
    OfficialFigure,
    SchoolFindings,
    SchoolLine,
)
from objektiv.web.api.shapes import joined
from objektiv.web.findings.models import IndicatorResult, OfficialSign, SchoolResult
from objektiv.web.findings.phrases import CAUTION
from objektiv.web.findings.queries.results import rows_of, signs_of


def school_findings(
    line: SchoolLine, result: SchoolResult, *, is_hidden: bool, note: str, is_for_school: bool
) -> SchoolFindings:
    """``line`` comes from ``show``: a hidden one has no zone and no conclusion, and gets no numbers here."""
    keys = [] if is_hidden else [result.pk]
    figures = rows_of(keys).select_related("assessment").order_by(
        "-assessment__year", "assessment__grade", "assessment__subject", "indicator", "direction"
    )  # fmt: skip
    explanations = [] if is_hidden else result.explanations.select_related("assessment")
    return SchoolFindings(
        school=line,
        school_year=result.school_year,
        notes=joined((CAUTION, note)),
        figures=[_figure(one) for one in figures],
        official=[_sign(one) for one in signs_of(keys).select_related("assessment")],
        explanations=[
            CheckedExplanation(
                assessment=one.assessment.code if one.assessment else "", code=one.code, title=one.title,
                status=one.status,
                sentence=addressed(one.sentence) if is_for_school else one.sentence,
            )
            for one in explanations
        ],
    )  # fmt: skip


def _figure(one: IndicatorResult) -> Figure:
    return Figure(
        assessment=one.assessment.code, indicator=one.indicator, direction=one.direction, n=one.n,
        observed=one.observed, expected=one.expected, effect=one.effect, lower=one.lower, upper=one.upper,
        p_value=one.p_value, is_finding=one.is_finding, applicable=one.applicable, reason=one.reason,
    )  # fmt: skip


def _sign(one: OfficialSign) -> OfficialFigure:
    return OfficialFigure(
        assessment=one.assessment.code, sign=one.sign, title=SIGN_TITLES.get(one.sign, one.sign), n=one.n,
        value=one.value, threshold=one.threshold, flag=one.flag,
    )  # fmt: skip
