from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.statistics.agreement import rank_agreement

pupils = st.lists(st.tuples(st.integers(2, 5), st.integers(0, 8)), min_size=2, max_size=40)


def count(*schools):
    counts = np.zeros((len(schools), 6, 9), dtype=np.int32)
    for row, school in enumerate(schools):
        for mark, score in school:
            counts[row, mark, score] += 1
    return counts


def test_same_order_is_one_and_opposite_order_is_minus_one():
    same, opposite = [(2, 1), (3, 4), (4, 6), (5, 8)], [(5, 1), (4, 4), (3, 6), (2, 8)]
    found = rank_agreement(count(same, opposite))
    np.testing.assert_array_equal(found.printed, [1.0, -1.0])
    np.testing.assert_allclose(found.tie_corrected, [1.0, -1.0], rtol=1e-14)
    np.testing.assert_array_equal(found.n, [4, 4])


def test_printed_formula_does_not_correct_for_ties():
    # Ranks of marks 1,5; 1,5; 3, of scores 1; 2; 3: Σd² = 0,5 and 1 − 6·0,5/24.
    found = rank_agreement(count([(3, 1), (3, 2), (5, 7)]))
    assert found.printed[0] == 0.875
    assert found.tie_corrected[0] == pytest.approx(np.sqrt(0.75), rel=1e-14)


def test_pupils_without_journal_mark_do_not_count():
    school = [(2, 1), (3, 4), (4, 6)]
    np.testing.assert_array_equal(rank_agreement(count([*school, (0, 8), (0, 0)])).printed, [1.0])


def test_one_pupil_has_no_coefficient():
    found = rank_agreement(count([], [(4, 6)], [(0, 3), (4, 6)]))
    np.testing.assert_array_equal(found.n, [0, 1, 1])
    assert np.isnan(found.printed).all()
    assert np.isnan(found.tie_corrected).all()


def test_equal_marks_are_zero_point_something_as_printed_and_undefined_corrected():
    # All marks tied at rank 2: Σd² = 1 + 0 + 1.
    found = rank_agreement(count([(4, 1), (4, 2), (4, 3)]))
    assert found.printed[0] == 0.5
    assert np.isnan(found.tie_corrected[0])


@given(pupils, pupils)
def test_schools_do_not_touch_one_another(first, second):
    together, alone = rank_agreement(count(first, second)), rank_agreement(count(second))
    assert together.printed[1] == alone.printed[0]
    assert together.printed[1] <= 1.0
    np.testing.assert_array_equal(together.tie_corrected[1], alone.tie_corrected[0])
