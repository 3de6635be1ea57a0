"""Maxima read from headers «1 (2б)» against the registry: which scale a file is read with (METHODS §1.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Part, Scale

HEADER_SOURCE = "Заголовки столбцов с баллами в файле"


def scale_with_headers(known: Scale | None, assessment: AssessmentId, parts: Sequence[Part]) -> Scale:
    """Scale for a file whose headers print the maxima.

    The registry's scale where it agrees part by part; the registry's boundaries with the header's parts
    where the registry has none and the total is the same; otherwise the header's parts alone, trust
    ``headers``, with a note of the disagreement.
    """
    total = sum(part.maximum for part in parts)
    if known is not None and known.parts and _maxima(known.parts) == _maxima(parts):
        return known
    if known is not None and not known.parts and known.maximum == total:
        return replace(known, parts=tuple(parts))
    notes = () if known is None else (_disagreement(known, parts, total),)
    return Scale(assessment, tuple(parts), total, source=HEADER_SOURCE, trust="headers", notes=notes)


def join_parts(scales: Sequence[Scale]) -> tuple[Part, ...]:
    """Parts of the newest scale, each with the largest maximum that any scale of the same parts knows.

    Where headers print no maxima they are read off the rows, and one school may lack the best ones.
    """
    newest = scales[-1]
    same = [scale for scale in scales if scale.part_codes == newest.part_codes]
    tops = zip(*(_maxima(scale.parts) for scale in same), strict=True)
    return tuple(replace(part, maximum=max(top)) for part, top in zip(newest.parts, tops, strict=True))


def _maxima(parts: Sequence[Part]) -> list[int]:
    return [part.maximum for part in parts]


def _disagreement(known: Scale, parts: Sequence[Part], total: int) -> str:
    there = f"частей: {len(known.parts)}, " if known.parts else ""
    return (
        f"В заголовках частей: {len(parts)}, максимум {total}; в реестре {there}максимум {known.maximum}. "
        "Взяты заголовки, границы отметок реестра не применяются."
    )
