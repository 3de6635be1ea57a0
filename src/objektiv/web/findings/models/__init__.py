"""Nouns of findings."""

from __future__ import annotations

from objektiv.web.findings.models.results import (
    CheckedExplanation,
    ComparedAssessment,
    IndicatorResult,
    OfficialSign,
    ResultSet,
    SchoolResult,
)

__all__ = [
    "CheckedExplanation",
    "ComparedAssessment",
    "IndicatorResult",
    "OfficialSign",
    "ResultSet",
    "SchoolResult",
]
