import numpy as np
import pytest

from objektiv.statistics.smooth_score import polynomial_basis, residual_df, smooth_family


def test_basis_is_orthonormal_and_orthogonal_to_the_constant():
    basis = polynomial_basis(np.ones(21, dtype=bool), 5)

    np.testing.assert_allclose(basis.T @ basis, np.eye(5), atol=1e-12)
    np.testing.assert_allclose(basis.sum(axis=0), 0.0, atol=1e-12)


def test_scores_that_are_not_attainable_stand_apart():
    attainable = np.ones(11, dtype=bool)
    attainable[[3, 7]] = False

    basis = polynomial_basis(attainable, 2)

    assert not basis[[3, 7]].any()
    np.testing.assert_allclose(basis.T @ basis, np.eye(2), atol=1e-12)


@pytest.mark.parametrize(
    ("scores", "boundaries", "degree"), [(21, 3, 5), (46, 3, 13), (16, 3, 3), (101, 2, 32)]
)
def test_counts_alone_allow_a_third_of_the_free_scores(scores, boundaries, degree):
    assert smooth_family(np.ones(scores, dtype=bool), boundaries).largest_degree == degree


def test_part_model_allows_three_degrees_only():
    family = smooth_family(np.ones(46, dtype=bool), 3, np.full(46, 1 / 46))

    assert family.largest_degree == 3
    assert residual_df(family, 3) == 46 - 1 - 3 - 3 - 1
