"""Which schools the profile of parts is compared with (METHODS §4.2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from objektiv.model.tables import Array, BoolArray

MINIMUM_SCHOOLS = 30

OBSERVED = "observed"
LISTED = "listed"
PACK = "pack"
ALL = "all"
REGION_ROW = "region_row"
NOBODY = "nobody"


@dataclass(frozen=True)
class ControlSample:
    """``kind`` is one of the constants above; ``members`` (S,) schools of the sample; ``passed_over`` = sizes of the
    better samples that were too small, by kind.
    """

    kind: str
    members: BoolArray
    passed_over: dict[str, int]

    @property
    def is_sample(self) -> bool:
        """Made of schools, so that curves and noise can be estimated."""
        return self.kind in {OBSERVED, LISTED, ALL}


def choose_control(
    schools: Array, usable: BoolArray, observed: Array, listed: Array, *, has_pack: bool, has_region_row: bool
) -> ControlSample:
    """Observed schools, else the user's list, else a region's pack, else all schools, else the region's row.

    Every sample of schools needs 30 ``usable`` ones. ``schools`` (S,) codes; ``observed`` and ``listed`` codes in any
    order, empty when unknown.
    """
    passed_over: dict[str, int] = {}
    everyone = np.ones(len(schools), dtype=bool)
    for kind, chosen in (
        (OBSERVED, np.isin(schools, observed)),
        (LISTED, np.isin(schools, listed)),
        (ALL, everyone),
    ):
        members = chosen & usable
        if kind == ALL and has_pack:
            return ControlSample(PACK, ~everyone, passed_over)
        if int(members.sum()) >= MINIMUM_SCHOOLS:
            return ControlSample(kind, members, passed_over)
        if members.any():
            passed_over[kind] = int(members.sum())
    return ControlSample(REGION_ROW if has_region_row else NOBODY, ~everyone, passed_over)
