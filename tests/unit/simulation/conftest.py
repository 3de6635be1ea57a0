"""A small scale with round figures, and the worlds that several modules look at."""

from __future__ import annotations

import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.model.scale import Part, Scale
from objektiv.simulation.plan import region_plan
from objektiv.simulation.simulate import training_scales
from objektiv.simulation.world import World, build_world


@pytest.fixture(scope="session")
def small_scale() -> Scale:
    parts = (Part("1", 1), Part("2", 1), Part("3", 2), Part("4К1", 3), Part("5", 1, "П"), Part("6", 2, "П"))
    return Scale(AssessmentId.parse("dkr-2023-ma7"), parts, 10, (3, 6, 9))


@pytest.fixture(scope="session")
def honest_region() -> World:
    """600 schools, nobody interferes, seed not chosen."""
    return build_world(region_plan(600), 1, training_scales())
