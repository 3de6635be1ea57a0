from __future__ import annotations

import numpy as np

from objektiv.statistics.control_sample import ALL, LISTED, NOBODY, OBSERVED, PACK, REGION_ROW, choose_control

SCHOOLS = np.arange(990001, 990101)
EVERYBODY = np.ones(100, dtype=bool)
NONE = np.empty(0)


def test_observed_schools_come_before_the_list_and_the_list_before_all() -> None:
    kinds = [
        choose_control(SCHOOLS, EVERYBODY, observed, listed, has_pack=False, has_region_row=True).kind
        for observed, listed in (
            (SCHOOLS[:40], SCHOOLS[50:90]),
            (SCHOOLS[:29], SCHOOLS[50:90]),
            (NONE, SCHOOLS[:10]),
            (NONE, NONE),
        )
    ]
    assert kinds == [OBSERVED, LISTED, ALL, ALL]


def test_samples_that_were_too_small_are_named() -> None:
    control = choose_control(
        SCHOOLS, EVERYBODY, SCHOOLS[:3], SCHOOLS[:10], has_pack=False, has_region_row=False
    )
    assert control.passed_over == {OBSERVED: 3, LISTED: 10}
    assert int(control.members.sum()) == 100


def test_only_usable_schools_count() -> None:
    usable = np.arange(100) < 29
    control = choose_control(SCHOOLS, usable, NONE, NONE, has_pack=False, has_region_row=True)
    assert control.kind == REGION_ROW
    assert not control.is_sample
    assert not control.members.any()
    assert choose_control(SCHOOLS, usable, NONE, NONE, has_pack=False, has_region_row=False).kind == NOBODY


def test_a_pack_of_the_region_comes_before_the_loaded_schools_but_not_before_a_list() -> None:
    assert choose_control(SCHOOLS, EVERYBODY, NONE, NONE, has_pack=True, has_region_row=True).kind == PACK
    listed = choose_control(SCHOOLS, EVERYBODY, NONE, SCHOOLS[:30], has_pack=True, has_region_row=True)
    assert listed.kind == LISTED
    assert listed.members.tolist() == [True] * 30 + [False] * 70
