from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from objektiv.statistics.lord_wingersky import conditional_score_distribution, score_distribution


def test_equal_binary_parts_give_the_binomial_distribution():
    right = np.array([0.2, 0.7])
    probabilities = np.stack([np.stack([1 - right, right])] * 5)

    scores = conditional_score_distribution(probabilities, np.ones(5, dtype=np.int64))

    np.testing.assert_allclose(scores, [binom.pmf(np.arange(6), 5, p) for p in right], atol=1e-15)


def test_parts_of_different_maxima_agree_with_enumeration():
    probabilities = np.zeros((3, 4, 1))
    probabilities[0, :2, 0] = [0.3, 0.7]
    probabilities[1, :4, 0] = [0.1, 0.2, 0.3, 0.4]
    probabilities[2, :3, 0] = [0.5, 0.25, 0.25]
    expected = np.zeros(7)
    for values in product(range(2), range(4), range(3)):
        expected[sum(values)] += np.prod([probabilities[part, value, 0] for part, value in enumerate(values)])

    scores = conditional_score_distribution(probabilities, np.array([1, 3, 2]))

    np.testing.assert_allclose(scores[0], expected, atol=1e-15)


def test_marginal_distribution_weighs_the_nodes():
    right = np.array([0.0, 1.0])
    probabilities = np.stack([1 - right, right])[None]

    assert score_distribution(probabilities, np.array([1]), np.array([0.25, 0.75])) == pytest.approx(
        [0.25, 0.75]
    )


@given(st.lists(st.lists(st.floats(0.01, 1.0), min_size=2, max_size=5), min_size=1, max_size=6))
def test_scores_sum_to_one_and_their_mean_is_the_sum_of_part_means(weights):
    width = max(len(part) for part in weights)
    probabilities = np.zeros((len(weights), width, 1))
    for part, values in enumerate(weights):
        probabilities[part, : len(values), 0] = np.array(values) / sum(values)
    maxima = np.array([len(part) - 1 for part in weights])

    scores = conditional_score_distribution(probabilities, maxima)[0]

    assert scores.sum() == pytest.approx(1.0)
    part_means = (probabilities[:, :, 0] * np.arange(width)).sum()
    assert scores @ np.arange(len(scores)) == pytest.approx(part_means)
