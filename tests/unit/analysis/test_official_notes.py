"""What is said of the official method over a district of eight schools (METHODS §1.4)."""

from __future__ import annotations

from pathlib import Path

import pytest

from objektiv.analysis.importing import load
from objektiv.analysis.request import AnalysisRequest
from objektiv.analysis.result import YearResult
from objektiv.analysis.run import analyse
from objektiv.lake.lake import Lake
from objektiv.simulation.simulate import simulate_district

COHORT = {"cohort_rise", "cohort_fall"}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    folder: Path = tmp_path_factory.mktemp("district")
    simulate_district(folder, seed=5, schools=8)
    load([folder / "workbooks"], folder / "lake")
    return Lake.open(folder / "lake")


def spring(lake: Lake, *, is_whole_region: bool) -> YearResult:
    (year,) = analyse(lake, AnalysisRequest(school_year="2020/21", is_whole_region=is_whole_region)).years
    return year


def test_eight_schools_of_a_region_have_no_fences_and_it_is_said(lake: Lake) -> None:
    year = spring(lake, is_whole_region=False)
    assert not COHORT & set(year.official["sign"].tolist())
    assert year.official_notes == (
        "по загруженной совокупности, не по субъекту РФ",
        "признаки резкого роста и падения не применимы: школ с обеими работами меньше 30 (МА 5, РУ 5)",
    )


def test_eight_schools_that_are_the_whole_region_have_them(lake: Lake) -> None:
    year = spring(lake, is_whole_region=True)
    assert set(year.official["sign"].tolist()) >= COHORT
    assert year.official_notes == ()
