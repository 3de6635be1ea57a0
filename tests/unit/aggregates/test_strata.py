"""Strata: kind × settlement, merged until each is large enough (METHODS §3.0)."""

from __future__ import annotations

from collections.abc import Mapping

from objektiv.aggregates.strata import form_strata


def context(**sizes: int) -> dict[int, tuple[str, str]]:
    """Schools by «kind_settlement»=count."""
    found: dict[int, tuple[str, str]] = {}
    for name, count in sizes.items():
        kind, _, place = name.partition("_")
        found |= {len(found) + 1 + k: (kind, place) for k in range(count)}
    return found


def sizes(known: Mapping[int, tuple[str, str]]) -> dict[str, int]:
    strata = form_strata(sorted(known), known)
    counted = [strata.titles[index] for index in strata.of_school.values() if index >= 0]
    return {title: counted.count(title) for title in strata.titles}


def test_large_groups_stand_apart() -> None:
    known = context(ordinary_rural=200, ordinary_urban=70, advanced_urban=30)
    assert sizes(known) == {
        "обычные школы, село": 200,
        "обычные школы, город": 70,
        "с углублённым изучением, город": 30,
    }
    assert form_strata(sorted(known), known).mixed == frozenset()


def test_settlements_of_a_small_kind_merge_first() -> None:
    known = context(ordinary_rural=200, advanced_rural=10, advanced_urban=25)
    assert sizes(known) == {
        "обычные школы, село": 200,
        "с углублённым изучением": 35,
    }


def test_a_kind_that_stays_small_joins_the_others_of_its_settlement_and_is_named() -> None:
    known = context(ordinary_rural=200, ordinary_urban=70, advanced_urban=28)
    assert sizes(known) == {"все, город": 98, "все, село": 200}
    assert form_strata(sorted(known), known).mixed == frozenset(range(271, 299))


def test_few_schools_are_one_stratum() -> None:
    known = context(ordinary_rural=20, ordinary_urban=15, advanced_urban=5)
    assert sizes(known) == {"все": 40}
    assert form_strata(sorted(known), known).mixed == frozenset(range(36, 41))


def test_special_schools_are_never_compared() -> None:
    known = context(ordinary_rural=40, special_urban=3)
    strata = form_strata(sorted(known), known)
    assert [strata.of_school[school] for school in (41, 42, 43)] == [-1, -1, -1]


def test_without_a_questionnaire_all_are_together() -> None:
    assert form_strata([1, 2], {}) == ({1: 0, 2: 0}, ("все",), frozenset())
