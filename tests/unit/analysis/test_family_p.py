"""p of every family of a school as one field of schools.csv."""

from __future__ import annotations

import pytest

from objektiv.analysis.family_p import join_family_p, split_family_p


def test_only_families_that_could_be_judged_are_told() -> None:
    found = {"boundary": 0.21, "journal": float("nan"), "profile": 0.00312345}
    assert join_family_p(found) == "boundary=0.21;profile=0.003123"
    assert join_family_p({"level": float("nan")}) == ""


@pytest.mark.parametrize("found", [{}, {"level": 1.0}, {"boundary": 1e-12, "profile": 0.05}])
def test_what_is_joined_comes_back(found: dict[str, float]) -> None:
    assert split_family_p(join_family_p(found)) == found


def test_another_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="could not convert"):
        split_family_p("level")
