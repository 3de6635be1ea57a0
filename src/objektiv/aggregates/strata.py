"""Strata of schools: kind × settlement, merged until each is large enough (METHODS §3.0)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

SMALLEST_STRATUM = 30
NEVER_COMPARED = -1

KIND_TITLES = {
    "ordinary": "обычные школы",
    "advanced": "с углублённым изучением",
    "special": "специальные школы",
}
SETTLEMENT_TITLES = {"rural": "село", "urban": "город", "": "местность не указана"}


class Strata(NamedTuple):
    """Stratum of each school (index into ``titles``, −1 = never compared)."""

    of_school: dict[int, int]
    titles: tuple[str, ...]


def form_strata(schools: Sequence[int], context: Mapping[int, tuple[str, str]]) -> Strata:
    """Strata of ``schools`` by (kind, settlement) of ``context``; a school without context counts as ordinary.

    Strata under 30 schools merge: settlements of a kind first, then all kinds. Without any context there is one
    stratum «все».
    """
    labels = {school: context.get(school, ("ordinary", "")) for school in schools}
    compared = {school: label for school, label in labels.items() if label[0] != "special"}
    if not any(school in context for school in schools):
        return Strata(dict.fromkeys(schools, 0), ("все",))
    compared = _merge_settlements(compared)
    if min(Counter(compared.values()).values(), default=0) < SMALLEST_STRATUM:
        compared = dict.fromkeys(compared, ("", ""))
    kinds = sorted(set(compared.values()))
    index = {label: position for position, label in enumerate(kinds)}
    found = {school: index[compared[school]] if school in compared else NEVER_COMPARED for school in schools}
    return Strata(found, tuple(map(_title, kinds)) or ("все",))


def _merge_settlements(labels: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    sizes = Counter(labels.values())
    small = {kind for (kind, _), size in sizes.items() if size < SMALLEST_STRATUM}
    return {
        school: (kind, "") if kind in small else (kind, place) for school, (kind, place) in labels.items()
    }


def _title(label: tuple[str, str]) -> str:
    kind, place = label
    if not kind:
        return "все"
    return f"{KIND_TITLES[kind]}, {SETTLEMENT_TITLES[place]}" if place else KIND_TITLES[kind]
