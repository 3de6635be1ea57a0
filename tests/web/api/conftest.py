"""Programs with access tokens, and fresh limits for every test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cast import Cast
from district import District, add_schools, analyse_district, make_run
from django.core.cache import cache
from programs import ALL_SCOPES, Program, program_of
from signing_in import add_codes

from objektiv.analysis.result import AnalysisResult
from objektiv.web.access.models import User
from objektiv.web.findings.domain import take_in


@pytest.fixture(autouse=True)
def no_requests_yet() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    settings.OBJEKTIV_HOME = tmp_path / "home"
    settings.OBJEKTIV_HOME.mkdir()
    return settings.OBJEKTIV_HOME


@pytest.fixture
def program(db: None) -> Callable[..., Program]:
    """A program of a person; the person has one-time codes, as a region's must."""

    def made(user: User, *scopes: str, **known) -> Program:
        if not user.authenticator_set.exists():
            add_codes(user)
        return program_of(user, *(scopes or ALL_SCOPES), **known)

    return made


@pytest.fixture(scope="session")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> tuple[AnalysisResult, Path]:
    """The training district, analysed once for all tests of the interface, and its folder."""
    return analyse_district(tmp_path_factory.mktemp("district"))


@pytest.fixture
def district(cast: Cast, analysed: tuple[AnalysisResult, Path]) -> District:
    """Its schools in our municipality and in the other, its results taken in."""
    result, folder = analysed
    units = add_schools(cast, result)
    taken = take_in(make_run(cast, folder, is_active=True), by=None)
    ours = [one for one in units if one.parent == cast.municipality]
    return District(
        cast, result, taken, ours, [one for one in units if one.parent == cast.other_municipality]
    )
