"""From rows to the tables of METHODS §1.3: Narwhals functions, frame in, frame out, lazily, the same on every engine.

Input frames have the columns of ``ATTEMPT_COLUMNS`` and ``part:<code>``. Quarantined rows enter nothing but the count
of ``participation``; absent rows enter ``participation`` and ``score_by_journal``. A present row without a score
(every part «не пройд.», METHODS §1.1) is counted in ``participation`` and left out of everything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from objektiv.model.scale import Scale
from objektiv.model.tables import (
    ABSENT,
    ABSENT_ONE_SITTING,
    EMPTY,
    NOT_ATTEMPTED,
    NOT_TAUGHT,
    PRESENT,
    QUARANTINED,
)

Frame = nw.LazyFrame[Any]


def scored(attempts: Frame) -> Frame:
    """Present rows with a score."""
    return attempts.filter((nw.col("status") == PRESENT) & (nw.col("raw_score") >= 0))


def participation(attempts: Frame) -> Frame:
    """School → municipality, present, absent, one_sitting, quarantined."""
    status = nw.col("status")
    return attempts.group_by("school").agg(
        nw.col("municipality").max(),
        (status == PRESENT).sum().alias("present"),
        (status == ABSENT).sum().alias("absent"),
        (nw.col("absence") == ABSENT_ONE_SITTING).sum().alias("one_sitting"),
        (status == QUARANTINED).sum().alias("quarantined"),
    )


def journal_scores(attempts: Frame) -> Frame:
    """School × journal mark × raw score → count of works.

    The one contingency from which score_counts, mark_counts, mark_pairs and rank_agreement follow exactly.
    """
    return scored(attempts).group_by("school", "journal_mark", "raw_score").agg(nw.len().alias("works"))


def score_moments(attempts: Frame) -> Frame:
    """School × class group → n, Σ and Σ² of the raw score."""
    score = nw.col("raw_score").cast(nw.Int64)
    return (
        scored(attempts)
        .group_by("school", "class_group")
        .agg(nw.len().alias("n"), score.sum().alias("total"), (score * score).sum().alias("squares"))
    )


def score_by_journal(attempts: Frame) -> Frame:
    """School × class group × journal mark × present with a score or absent → n, Σ and Σ² of the raw score."""
    is_present = nw.col("status") == PRESENT
    score = nw.when(is_present).then(nw.col("raw_score").cast(nw.Int64)).otherwise(0)
    return (
        attempts.filter((nw.col("status") == ABSENT) | (is_present & (nw.col("raw_score") >= 0)))
        .group_by("school", "class_group", "journal_mark", "status")
        .agg(nw.len().alias("n"), score.sum().alias("total"), (score * score).sum().alias("squares"))
    )


def form_scores(attempts: Frame) -> Frame:
    """School × form → n, Σ and Σ² of the raw score: was one variant easier?"""
    score = nw.col("raw_score").cast(nw.Int64)
    return (
        scored(attempts)
        .group_by("school", "form")
        .agg(nw.len().alias("n"), score.sum().alias("total"), (score * score).sum().alias("squares"))
    )


def part_scores(attempts: Frame, scale: Scale, by: Sequence[str] = ("school",)) -> Frame:
    """Key columns → per part p: ``p:not_taught``, ``p:omitted``, ``p:1`` … ``p:max`` counts and ``p:cross``.

    n, Σ and Σ² of a part follow from the counts; ``cross`` is Σ part score × raw score.
    """
    expressions = [expression for part in scale.parts for expression in _of_part(part.code, part.maximum)]
    return scored(attempts).group_by(*by).agg(nw.len().alias("n"), *expressions)


def part_by_mark(attempts: Frame, scale: Scale) -> Frame:
    """Mark 2–5 → n and Σ of every part (the region); needs mark boundaries."""
    boundaries = scale.boundaries or ()
    mark = nw.lit(2) + sum((nw.col("raw_score") >= boundary).cast(nw.Int8) for boundary in boundaries)
    sums = [_points(part.code).cast(nw.Int64).sum().alias(f"{part.code}:total") for part in scale.parts]
    return scored(attempts).with_columns(mark.alias("mark")).group_by("mark").agg(nw.len().alias("n"), *sums)


def _of_part(code: str, maximum: int) -> list[nw.Expr]:
    column = nw.col(f"part:{code}")
    omitted = (column == NOT_ATTEMPTED) | (column == EMPTY)
    values = [(column == value).sum().alias(f"{code}:{value}") for value in range(1, maximum + 1)]
    cross = (_points(code).cast(nw.Int32) * nw.col("raw_score")).sum().alias(f"{code}:cross")
    return [
        (column == NOT_TAUGHT).sum().alias(f"{code}:not_taught"),
        omitted.sum().alias(f"{code}:omitted"),
        *values,
        cross,
    ]


def _points(code: str) -> nw.Expr:
    return nw.col(f"part:{code}").clip(lower_bound=0)
