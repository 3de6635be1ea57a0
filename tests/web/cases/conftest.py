"""A school whose result asks for a case, and the case in the states that tests need."""

from __future__ import annotations

import pytest
from case_results import make_result

from objektiv.web.cases.domain import KnownExplanation, ask_school, open_case
from objektiv.web.cases.models import Case


@pytest.fixture
def case(cast) -> Case:
    """Open, nothing asked yet."""
    known = KnownExplanation(
        "МА 5", "few", "Мало участников", "ask", "Работ 18: подтвердите на других работах."
    )
    return open_case(make_result(cast, cast.school), [known], by=cast.coordinator)


@pytest.fixture
def asked(cast, case) -> Case:
    """The school was asked today."""
    return ask_school(case, by=cast.coordinator)
