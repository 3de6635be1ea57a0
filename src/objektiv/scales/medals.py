"""Which results confirm a medal «За особые успехи в учении»: rules by year as data (METHODS §3.11)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from objektiv.model.tables import FloatArray
from objektiv.scales.packaged import packaged_document

CONFIRMED = 1
NOT_CONFIRMED = 0
CANNOT_JUDGE = -1


@dataclass(frozen=True, slots=True)
class MedalRule:
    """Rule of one degree for the years ``first_year`` … ``last_year`` (None = until changed).

    ``russian`` and ``second`` are test scores. ``second_of``: ``any`` subject sat, or ``maths`` of the
    profile level. ``base_maths`` is the mark in base mathematics that stands for the second subject (None =
    not settled); with ``base_maths_only`` only for those who sat nothing but Russian and base mathematics.
    ``trust`` is ``printed`` or ``unverified``: an unverified rule is shown, never applied by itself.
    """

    degree: int
    first_year: int
    last_year: int | None
    russian: int
    second: int
    second_of: str
    base_maths: int | None
    base_maths_only: bool
    fours_allowed: int
    trust: str
    source: str
    notes: tuple[str, ...] = ()

    def covers(self, year: int) -> bool:
        """Whether graduates of this year stand under the rule."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


def medal_rule(year: int, degree: int, *, allow_unverified: bool = False) -> MedalRule | None:
    """Rule for graduates of ``year`` (METHODS §3.11), None when no document gives one."""
    found = (rule for rule in all_medal_rules() if rule.degree == degree and rule.covers(year))
    return next((rule for rule in found if allow_unverified or rule.trust == "printed"), None)


@cache
def all_medal_rules() -> tuple[MedalRule, ...]:
    """Every rule of the data file, newest first as it stands there."""
    return tuple(
        MedalRule(
            entry["degree"], entry["first_year"], entry.get("last_year"), entry["russian"], entry["second"],
            entry["second_of"], entry.get("base_maths"), entry.get("base_maths_only", True),
            entry["fours_allowed"], entry["trust"], entry["source"], tuple(entry.get("notes", ())),
        )
        for entry in packaged_document("medals.toml")["rule"]
    )  # fmt: skip


def confirms_medal(
    rule: MedalRule,
    russian: FloatArray,
    maths_profile: FloatArray,
    maths_base: FloatArray,
    best_other: FloatArray,
) -> NDArray[np.int8]:
    """CONFIRMED, NOT_CONFIRMED or CANNOT_JUDGE for N candidates.

    Arrays (N,): test scores 0–100, ``maths_base`` a mark 2–5, ``best_other`` the best of the other subjects;
    nan = not sat. What is missing cannot be judged, unless a result at hand already falls short of the rule.
    """
    by_subject = _reached_or_unknown(_second_score(rule, maths_profile, best_other), rule.second)
    only_base = ~np.isnan(maths_base) & np.isnan(maths_profile) & np.isnan(best_other)
    if rule.base_maths is None:
        second = np.where(only_base, np.nan, by_subject)
    else:
        by_base = _reached_or_unknown(maths_base, rule.base_maths)
        second = np.where(only_base, by_base, by_subject)
        if not rule.base_maths_only:
            second = np.fmax(by_subject, by_base)
    return _both(_reached_or_unknown(russian, rule.russian), second)


def _second_score(rule: MedalRule, maths_profile: FloatArray, best_other: FloatArray) -> FloatArray:
    return maths_profile if rule.second_of == "maths" else np.fmax(maths_profile, best_other)


def _reached_or_unknown(scores: FloatArray, threshold: int) -> FloatArray:
    """1.0 reached, 0.0 not, nan unknown."""
    return np.where(np.isnan(scores), np.nan, (scores >= threshold).astype(np.float64))


def _both(first: FloatArray, second: FloatArray) -> NDArray[np.int8]:
    failed = (first == 0) | (second == 0)
    unknown = np.isnan(first) | np.isnan(second)
    return np.where(failed, NOT_CONFIRMED, np.where(unknown, CANNOT_JUDGE, CONFIRMED)).astype(np.int8)
