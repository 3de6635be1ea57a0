"""The funnel on two classics of multilevel analysis: ordinary schools stay inside its limits (METHODS §6.3)."""

from __future__ import annotations

import csv
import gzip

import numpy as np
import pytest
from scipy.stats import binom

from objektiv.statistics.funnel import compare_in_strata

pytestmark = pytest.mark.shared


def read_columns(path, *names):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [np.array([float(row[name]) for row in rows]) for name in names]


def count_outside(school, score):
    """Schools outside the 95 % limits and all schools, among those with at least 10 pupils; all form the funnel."""
    _, index = np.unique(school, return_inverse=True)
    n = np.bincount(index)
    mean = np.bincount(index, score) / n
    within = (np.bincount(index, score**2) - n * mean**2).sum() / (n - 1).sum()
    found = compare_in_strata(np.where(n >= 2, mean, np.nan), within / n, np.zeros(len(n), dtype=np.int64))
    limits = found.limits(0.95)
    judged = n >= 10
    return int(((mean < limits.lower) | (mean > limits.upper))[judged].sum()), int(judged.sum())


@pytest.mark.parametrize(
    ("file", "score"),
    [
        ("Exam.csv.gz", "normexam"),
        ("Exam.csv.gz", "standLRT"),
        ("Chem97.csv.gz", "score"),
        ("Chem97.csv.gz", "gcsescore"),
    ],
)
def test_no_more_schools_leave_the_limits_than_chance_allows(shared, file, score):
    outside, judged = count_outside(*read_columns(shared / "data" / "validation" / file, "school", score))
    assert outside <= binom.ppf(0.995, judged, 0.05)


@pytest.mark.parametrize("score", ["score", "gcsescore"])
def test_at_most_six_percent_of_many_schools_leave_the_limits(shared, score):
    outside, judged = count_outside(
        *read_columns(shared / "data" / "validation" / "Chem97.csv.gz", "school", score)
    )
    assert judged > 1000
    assert outside / judged <= 0.06
