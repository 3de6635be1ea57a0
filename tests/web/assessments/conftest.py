"""An office with an empty lake of its own, and the shortest way to load a file into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cast import Cast
from result_books import book

from objektiv.web.assessments.domain import imports as verbs
from objektiv.web.assessments.domain.procedures import add_procedure
from objektiv.web.assessments.domain.receiving import Incoming
from objektiv.web.assessments.models import Import, Procedure

OURS, THEIRS = 970001, 970002


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    settings.OBJEKTIV_HOME = tmp_path / "home"
    settings.OBJEKTIV_HOME.mkdir()
    return settings.OBJEKTIV_HOME


@pytest.fixture
def run_jobs(django_capture_on_commit_callbacks):
    """Jobs begun inside are done when the block ends."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """A result export of ВПР 2021, mathematics, grade 4, of our municipality."""
    count = iter(range(1000))

    def made(*classes, name: str = "Математика, 4 класс. ВПР 2021.xlsx", **known) -> Path:
        return book(tmp_path / f"in{next(count)}" / name, *classes, **{"municipality": OURS, **known})

    return made


@pytest.fixture
def hand_in(cast: Cast, run_jobs) -> Callable[..., Import]:
    """Hand files in and have them read."""

    def handed(*paths: Path, by=None, unit=None) -> Import:
        by = by or cast.coordinator
        unit = unit or by.assignments.get().unit
        with run_jobs():
            load = verbs.receive(unit=unit, files=[Incoming(p.name, [p.read_bytes()]) for p in paths], by=by)
        return Import.objects.get(pk=load.pk)

    return handed


@pytest.fixture
def load_in(hand_in, run_jobs) -> Callable[..., Import]:
    """Hand files in, confirm and load them."""

    def loaded(*paths: Path, by=None, unit=None, reason: str = "") -> Import:
        load = hand_in(*paths, by=by, unit=unit)
        with run_jobs():
            verbs.confirm(load, by=load.by, reason=reason)
        return Import.objects.get(pk=load.pk)

    return loaded


@pytest.fixture
def procedure(cast: Cast) -> Callable[..., Procedure]:
    """A line of the region's calendar."""

    def added(**known) -> Procedure:
        return add_procedure(
            **{
                "unit": cast.region,
                "by": None,
                "kind": "vpr",
                "school_year": "2020/21",
                "grade": 4,
                "subject": "ma",
                **known,
            }
        )

    return added
