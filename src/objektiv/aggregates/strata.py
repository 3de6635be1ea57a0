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
    """Stratum of each school (index into ``titles``, −1 = never compared).

    ``mixed`` are schools whose own kind had too few schools: they stand among schools of another kind.
    """

    of_school: dict[int, int]
    titles: tuple[str, ...]
    mixed: frozenset[int] = frozenset()


def form_strata(schools: Sequence[int], context: Mapping[int, tuple[str, str]]) -> Strata:
    """Strata of ``schools`` by (kind, settlement) of ``context``; a school of unknown kind counts as ordinary.

    Strata under 30 schools merge: settlements of a kind first, then the kinds, then all. Without any context there is
    one stratum «все».
    """
    if not any(school in context for school in schools):
        return Strata(dict.fromkeys(schools, 0), ("все",))
    found = {school: context.get(school, ("", "")) for school in schools}
    labels = {school: (kind or "ordinary", place) for school, (kind, place) in found.items()}
    compared = {school: label for school, label in labels.items() if label[0] != "special"}
    merged = _merge(compared)
    strata = sorted(set(merged.values()))
    index = {label: position for position, label in enumerate(strata)}
    of_school = {school: index[merged[school]] if school in merged else NEVER_COMPARED for school in schools}
    mixed = {school for school, label in merged.items() if not label[0] and compared[school][0] != "ordinary"}
    return Strata(of_school, tuple(map(_title, strata)) or ("все",), frozenset(mixed))


def _merge(labels: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Labels in which every stratum is large enough, or one label for all."""
    sizes = Counter(labels.values())
    small = {kind for (kind, _), size in sizes.items() if size < SMALLEST_STRATUM}
    by_kind = {
        school: (kind, "") if kind in small else (kind, place) for school, (kind, place) in labels.items()
    }
    by_place = {school: ("", place) for school, (_, place) in labels.items()}
    for candidate in (labels, by_kind, by_place):
        if min(Counter(candidate.values()).values(), default=0) >= SMALLEST_STRATUM:
            return candidate
    return dict.fromkeys(labels, ("", ""))


def _title(label: tuple[str, str]) -> str:
    kind, place = label
    if not kind:
        return f"все, {SETTLEMENT_TITLES[place]}" if place else "все"
    return f"{KIND_TITLES[kind]}, {SETTLEMENT_TITLES[place]}" if place else KIND_TITLES[kind]
