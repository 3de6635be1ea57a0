"""The training district, analysed once for all tests of findings."""

from __future__ import annotations

from pathlib import Path

import pytest
from cast import Cast
from district import District, add_schools, analyse_district, make_run

from objektiv.analysis.result import AnalysisResult
from objektiv.web.assessments.models import Run
from objektiv.web.findings.domain import take_in


@pytest.fixture(scope="session")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> tuple[AnalysisResult, Path]:
    """The result of the analysis and its folder."""
    return analyse_district(tmp_path_factory.mktemp("district"))


@pytest.fixture
def unloaded(cast: Cast, analysed: tuple[AnalysisResult, Path]) -> tuple[Run, list, list]:
    """The territory knows the schools, the run is the acting one, nothing is taken in yet."""
    units = add_schools(cast, analysed[0])
    run = make_run(cast, analysed[1], is_active=True)
    ours = [one for one in units if one.parent == cast.municipality]
    return run, ours, [one for one in units if one.parent == cast.other_municipality]


@pytest.fixture
def district(cast: Cast, analysed: tuple[AnalysisResult, Path], unloaded: tuple[Run, list, list]) -> District:
    """The run taken in."""
    run, ours, others = unloaded
    return District(cast, analysed[0], take_in(run, by=None), ours, others)
