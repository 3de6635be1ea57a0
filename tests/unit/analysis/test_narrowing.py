"""What a municipality reads of a run over the whole lake: no remark, no name, no figure of another municipality."""

from __future__ import annotations

from pathlib import Path

import pytest
from result_books import book

from objektiv.analysis.importing import load
from objektiv.analysis.narrowing import FOREIGN_FILE, narrow
from objektiv.analysis.request import AnalysisRequest
from objektiv.analysis.result import AnalysisResult
from objektiv.analysis.run import analyse
from objektiv.lake.lake import Lake
from objektiv.reports.write import write_reports
from objektiv.simulation.simulate import simulate_district


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Lake, AnalysisResult]:
    folder = tmp_path_factory.mktemp("narrowing")
    simulate_district(folder, seed=5, schools=20)
    foreign = book(folder / "2021/4/Математика, чужая школа.xlsx", (970001, "А", range(12)), municipality=2)
    load([folder / "workbooks", foreign], folder / "lake", processes=1)
    lake = Lake.open(folder / "lake")
    return lake, analyse(lake, AnalysisRequest("2020/21", municipality=1))


def test_reports_of_one_municipality_name_no_school_of_another(
    made: tuple[Lake, AnalysisResult], tmp_path: Path
) -> None:
    lake, result = made
    foreign = [f"{code:06d}" for code, name in result.names.items() if name.municipality != 1]
    assert len(foreign) >= 8
    page, *_ = write_reports(narrow(result, lake, 1), tmp_path)
    text = page.read_text(encoding="utf-8")
    assert [code for code in foreign if code in text] == []
    assert "чужая школа" not in text
    assert [f"{code:06d}" for code in narrow(result, lake, 1).names if f"{code:06d}" not in text] == []


def test_hashes_of_all_files_stay(made: tuple[Lake, AnalysisResult]) -> None:
    lake, result = made
    narrowed = narrow(result, lake, 1)
    assert [file.sha256 for file in narrowed.files] == [file.sha256 for file in result.files]
    assert [file.name for file in narrowed.files].count(FOREIGN_FILE) == 1


def test_other_municipalities_have_no_row_in_the_details(made: tuple[Lake, AnalysisResult]) -> None:
    lake, result = made
    details = [
        each.details
        for one in narrow(result, lake, 1).years[0].assessments
        for directions in one.estimates.values()
        for each in directions
    ]
    listed = [codes.tolist() for each in details if (codes := each.get("region_municipalities")) is not None]
    assert listed
    assert {code for codes in listed for code in codes} <= {1}
