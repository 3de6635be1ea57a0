"""OGE and EGE results of our templates, as waves of the official method."""

from __future__ import annotations

import numpy as np

from objektiv.analysis.official import Wave
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId
from objektiv.scales.loader import Registry


def graduate_waves(lake: Lake, registry: Registry) -> dict[AssessmentId, Wave]:
    """Counts of raw scores by school for every OGE and EGE of the lake, by assessment."""
    table = lake.extra("gia")
    waves = {}
    for text in sorted(set(table["assessment"].tolist()) - {""}):
        rows = table.filter((table["assessment"] == text) & (np.nan_to_num(table["raw_score"], nan=-1) >= 0))
        if not len(rows):
            continue
        assessment = AssessmentId.parse(text)
        scale = registry.scale(assessment)
        scores = rows["raw_score"].astype(np.int64)
        maximum = max(scale.maximum if scale else 0, int(scores.max()))
        schools, position = np.unique(rows["school"].astype(np.int64), return_inverse=True)
        counts = np.zeros((len(schools), maximum + 1), dtype=np.int64)
        np.add.at(counts, (position, scores), 1)
        waves[assessment] = Wave(schools, counts, None)
    return waves
