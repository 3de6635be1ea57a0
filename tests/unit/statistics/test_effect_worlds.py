"""Worlds without an action whose lowest schools are called treated: size, coverage, bias, and power with an action."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pytest

from objektiv.statistics import effect_controls
from objektiv.statistics.effect import HELPED, Effect, Groups, estimate_effect, propose
from objektiv.statistics.effect_expectation import Waves
from objektiv.statistics.effect_shares import angles_of_shares, effect_in_points

ICC = 0.10  # standard deviations of pupils are the unit; schools differ by √0.1 of it
PERSISTENCE = 0.85  # of true school effects over a year (METHODS §6.1)
PUPILS = 0.7  # of the same pupils' luck


class World(NamedTuple):
    """``controls`` and ``treated`` schools; ``works``: 0 = sizes as they are (6/22/92), else one size."""

    controls: int
    treated: int
    works: int = 0
    effect: float = 0.0
    same_pupils: bool = False
    least_works: int = 5


def draw(random: np.random.Generator, world: World) -> tuple[Waves, np.ndarray]:
    """Two waves; the treated are the lowest observed starts of all."""
    count = world.controls + world.treated
    sizes = np.maximum(world.least_works, np.round(22 * np.exp(1.116 * random.standard_normal(count))))
    first = np.full(count, world.works) if world.works else sizes
    change = np.exp(0.2 * random.standard_normal(count)) * (not (world.works or world.same_pupils))
    second = np.maximum(world.least_works, np.round(first * change)) if change.any() else first
    school, news, luck, other = random.standard_normal((4, count))
    later = PERSISTENCE * school + np.sqrt(1 - PERSISTENCE**2) * news
    if world.same_pupils:
        other = PUPILS * luck + np.sqrt(1 - PUPILS**2) * other
    u, v = (1 - ICC) / first, (1 - ICC) / second
    x = np.sqrt(ICC) * school + np.sqrt(u) * luck
    is_treated = np.zeros(count, dtype=bool)
    is_treated[np.argsort(x)[: world.treated]] = True
    y = np.sqrt(ICC) * later + np.sqrt(v) * other + world.effect * is_treated
    return Waves(x, u, y, v), is_treated


def answers(world: World, replicates: int, seed: int) -> Iterator[Effect]:
    """What is found in every replicate."""
    random = np.random.default_rng(seed)
    for _ in range(replicates):
        waves, is_treated = draw(random, world)
        groups = Groups(is_treated, ~is_treated, np.empty((len(is_treated), 0)))
        yield estimate_effect(waves, groups, same_pupils=world.same_pupils)


@pytest.fixture
def everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """No start is too far: whether the support holds is asked for itself, size and coverage of the estimate here."""
    monkeypatch.setattr(effect_controls, "SUPPORT_TOLERANCE", 99.0)


def check(world: World, replicates: int, seed: int, naive: float) -> None:
    """Size .05 and coverage 92–97 % within three Monte-Carlo errors; bias within three, the naive change far off."""
    found = list(answers(world, replicates, seed))
    effects = np.array([one.effect for one in found])
    rejected = np.mean([one.p_value < 0.05 for one in found])
    covered = np.mean([one.lower <= 0 <= one.upper for one in found])
    error = 3 * np.sqrt(0.05 * 0.95 / replicates)
    assert abs(rejected - 0.05) <= error + 0.01
    assert 0.92 - error <= covered <= 0.97 + error
    assert abs(effects.mean()) <= 3 * effects.std() / np.sqrt(replicates) + 0.02
    assert np.mean([one.naive_change for one in found]) > naive
    assert np.mean([propose(one, direction="higher", smallest=0.2) == HELPED for one in found]) < 0.05


@pytest.mark.usefixtures("everywhere")
def test_the_lowest_schools_rise_by_themselves_and_are_not_called_helped():
    """The plain change of the three lowest of 33 is a third of a pupil's standard deviation of nothing."""
    check(World(30, 3), replicates=120, seed=1, naive=0.2)


@pytest.mark.slow
@pytest.mark.usefixtures("everywhere")
@pytest.mark.parametrize("same_pupils", [False, True])
@pytest.mark.parametrize("works", [0, 25])
@pytest.mark.parametrize(
    ("controls", "treated", "naive"),
    [(30, 1, 0.1), (30, 3, 0.07), (30, 10, 0.04), (100, 1, 0.1), (100, 3, 0.1), (100, 10, 0.08)],
)
def test_size_and_coverage_in_null_worlds(controls, treated, naive, works, same_pupils):
    check(World(controls, treated, works, same_pupils=same_pupils), replicates=600, seed=2, naive=naive)


@pytest.mark.slow
@pytest.mark.usefixtures("everywhere")
@pytest.mark.parametrize("controls", [15, 20])
def test_few_controls_keep_the_size(controls):
    check(World(controls, 2), replicates=600, seed=3, naive=0.1)


@pytest.mark.slow
@pytest.mark.parametrize(("controls", "treated", "least"), [(30, 3, 0.5), (100, 3, 0.75), (100, 10, 0.85)])
def test_support_lets_most_of_the_lowest_be_judged_and_keeps_the_size(controls, treated, least):
    """Half a standard deviation beyond the last control is let pass; what is judged is judged rightly."""
    found = list(answers(World(controls, treated), 400, 4))
    judged = [one for one in found if one.applicable]
    assert least <= len(judged) / len(found) < 1
    assert (
        np.mean([one.p_value < 0.05 for one in judged])
        <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / len(judged)) + 0.01
    )


@pytest.mark.slow
@pytest.mark.usefixtures("everywhere")
@pytest.mark.parametrize(
    ("controls", "treated", "effect", "least"),
    [
        (100, 1, 0.6, 0.35),
        (30, 3, 0.6, 0.69),
        (30, 10, 0.3, 0.35),
        (100, 10, 0.3, 0.67),
        (100, 10, 0.6, 0.98),
    ],
)
def test_power_and_coverage_with_an_action(controls, treated, effect, least):
    """Schools of 25 works; an effect of pupils' standard deviations.

    ``least``: what was reached (.43, .76, .43, .74, 1.00) less three Monte-Carlo errors. If all but chance were known,
    one school would have .55 at .6: its later value strays by √(σ² + v + β²ω²(1 − λ)) = .29.
    """
    found = list(answers(World(controls, treated, 25, effect), 400, 5))
    assert np.mean([one.p_value < 0.05 and one.effect > 0 for one in found]) >= least
    assert np.mean([one.lower <= effect <= one.upper for one in found]) >= 0.92 - 3 * np.sqrt(
        0.05 * 0.95 / 400
    )
    assert np.mean([one.effect for one in found]) == pytest.approx(effect, abs=0.05)


@pytest.mark.slow
@pytest.mark.usefixtures("everywhere")
@pytest.mark.parametrize(("controls", "treated"), [(30, 3), (100, 10)])
def test_shares_keep_size_and_coverage_though_their_error_depends_on_them(controls, treated):
    """The lowest shares have twice the binomial variance of the usual ones; no action."""
    random, p, covered, naive = np.random.default_rng(6), [], [], []
    count = controls + treated
    for _ in range(400):
        due = random.integers(10, 60, count)
        logit = random.normal(1.5, 0.7, count)
        later = 0.3 + 0.8 * logit + random.normal(0, 0.4, count)
        done = [random.binomial(due, 1 / (1 + np.exp(-one))) for one in (logit, later)]
        is_treated = np.isin(np.arange(count), np.argsort(done[0] / due)[:treated])
        waves = Waves(*angles_of_shares(done[0], due), *angles_of_shares(done[1], due))
        found = effect_in_points(
            estimate_effect(waves, Groups(is_treated, ~is_treated, np.empty((count, 0))))
        )
        p.append(found.p_value < 0.05)
        covered.append(found.lower <= 0 <= found.upper)
        naive.append(found.naive_change)
    error = 3 * np.sqrt(0.05 * 0.95 / 400)
    assert np.mean(p) <= 0.05 + error + 0.01
    assert 0.92 - error <= np.mean(covered) <= 0.97 + error
    assert np.mean(naive) > 5  # percentage points of nothing
