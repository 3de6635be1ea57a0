"""What every check owes: a passport, findings that can be acted on, and tests of both kinds."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.plans.checks.test_checks import CASES, SAYS, SILENT

from objektiv.plans.checks import Check, Severity, checks

CHECKS = list(checks().values())


def test_codes_are_the_names_of_modules() -> None:
    import objektiv.plans.checks as package

    modules = {path.stem for path in Path(package.__path__[0]).glob("*.py")} - {"__init__"}
    assert set(checks()) == modules


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_passport_is_full_and_russian(check: Check) -> None:
    for text in (check.title, check.why, check.remedy):
        assert text[:1].isupper()
        assert not set(text.lower()) & set("bdfghijlmnqrstuvwz")
    assert check.why.endswith(".")
    assert check.remedy.endswith(".")
    assert check.severity in Severity


def test_every_check_has_a_case_where_it_speaks_and_one_where_it_is_silent() -> None:
    for what in (SAYS, SILENT):
        assert {code for kind, code, *_ in CASES if kind == what} == set(checks())
