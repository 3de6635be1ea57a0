from __future__ import annotations

import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.scales.loader import load_registry
from objektiv.scales.minima import all_minima, minimum_of


@pytest.mark.parametrize(
    ("code", "purpose", "value", "unit"),
    [
        ("ege-2026-ru11", "certificate", 24, "тестовый балл"),
        ("ege-2026-ma11-profile", "certificate", 27, "тестовый балл"),
        ("ege-2026-ma11-base", "certificate", 3, "отметка"),
        ("ege-2026-en11", "certificate", 22, "тестовый балл"),
        ("ege-2026-ob11", "university", 45, "тестовый балл"),
        ("ege-2026-inf11", "university", 46, "тестовый балл"),
        ("ege-2026-de11", "university", 40, "тестовый балл"),
        ("oge-2026-gg9", "certificate", 12, "первичный балл"),
        ("oge-2026-fr9", "certificate", 29, "первичный балл"),
    ],
)
def test_minimum_is_that_of_the_document(code: str, purpose: str, value: int, unit: str) -> None:
    found = minimum_of(AssessmentId.parse(code), purpose)
    assert found is not None
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize("code", ["ege-2025-ru11", "ege-2026-ma11", "oge-2026-fi8-x", "vpr-2021-ma4"])
def test_what_no_document_gives_is_absent(code: str) -> None:
    assert minimum_of(AssessmentId.parse(code)) is None


def test_minima_agree_with_the_scales_of_the_same_exam() -> None:
    registry = load_registry()
    checked = 0
    for minimum in all_minima():
        if minimum.kind == "oge":
            scale = registry.scale(AssessmentId("oge", minimum.year, minimum.subject, 9))
            if scale is not None and scale.boundaries is not None:
                assert scale.boundaries[0] == minimum.value
                checked += 1
    assert checked == 2
