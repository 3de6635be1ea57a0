"""Minimal scores of ЕГЭ and ОГЭ by year, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from objektiv.model.assessment import AssessmentId
from objektiv.scales.packaged import packaged_document

_FOREIGN_LANGUAGES: frozenset[str] = frozenset({"en", "de", "fr"})


@dataclass(frozen=True, slots=True)
class Minimum:
    """The least score that counts as passed; ``unit``: «тестовый балл», «первичный балл» or «отметка»."""

    kind: str
    year: int
    subject: str
    variant: str
    purpose: str
    value: int
    unit: str
    source: str
    notes: tuple[str, ...] = ()


def minimum_of(assessment: AssessmentId, purpose: str = "certificate") -> Minimum | None:
    """Minimum of an exam, None when no document gives it; ``purpose``: ``certificate`` or ``university``."""
    subject = "fl" if assessment.subject in _FOREIGN_LANGUAGES else assessment.subject
    wanted = (assessment.kind, assessment.year, subject, assessment.variant, purpose)
    found = (m for m in all_minima() if (m.kind, m.year, m.subject, m.variant, m.purpose) == wanted)
    return next(found, None)


@cache
def all_minima() -> tuple[Minimum, ...]:
    """Every minimum of the data file, in its order."""
    return tuple(
        Minimum(
            entry["kind"], entry["year"], *_subject_and_variant(key), entry["purpose"], value, entry["unit"],
            entry["source"], tuple(entry.get("notes", ())),
        )
        for entry in packaged_document("minima.toml")["minimum"]
        for key, value in entry["scores"].items()
    )  # fmt: skip


def _subject_and_variant(key: str) -> tuple[str, str]:
    subject, _, variant = key.partition("-")
    return subject, variant
