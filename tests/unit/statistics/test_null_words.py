"""What a finding says of the correction for the usual spread of schools: no word of a statistician."""

from __future__ import annotations

from objektiv.statistics.empirical_null import EmpiricalNull
from objektiv.statistics.profile_comparison import null_note


def test_without_enough_schools_the_note_says_what_is_missing() -> None:
    assert null_note(EmpiricalNull()) == (
        "Поправка на обычный разброс школ не сделана: для неё нужны результаты всех школ региона, не меньше 30."
    )


def test_the_correction_is_told_with_its_numbers() -> None:
    assert null_note(EmpiricalNull(0.12, 1.4, 60)) == (
        "Поправка на обычный разброс школ: середина отклонений 0,12, разброс 1,40 (без поправки — 0 и 1)."
    )
