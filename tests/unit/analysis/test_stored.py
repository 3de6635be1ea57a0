"""Reading back the tables of a run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from objektiv.analysis.outputs import write_tables
from objektiv.analysis.result import (
    ESTIMATE_COLUMNS,
    OFFICIAL_COLUMNS,
    SCHOOL_COLUMNS,
    AnalysisResult,
    YearResult,
)
from objektiv.analysis.stored import read_run
from objektiv.model.errors import LakeError
from objektiv.model.tables import Table

EMPTY = Table({})


def table(columns: tuple[str, ...], *rows: tuple) -> Table:
    kinds = {int: np.int64, float: np.float64, bool: np.bool_}
    values = zip(*rows, strict=True)
    return Table(
        {
            name: np.array(list(one), dtype=kinds.get(type(one[0]), object))
            for name, one in zip(columns, values, strict=True)
        }
    )


def year(name: str, conclusion: str = "Признаков нет.") -> YearResult:
    school = (name, 4007, 7, 40, 3, "journal;level", 0.25, "none", float("nan"), conclusion, "level=0.031")
    sign = (name, 4007, "vpr-2021-ma4", "inflated_mean", 12, 3.5, float("nan"), 1)
    figures = (1.5, 2.0, -0.5, -1.0, float("nan"), 0.25, 0.04)
    estimate = (name, 4007, "vpr-2021-ma4", "school_mean", "level", "lower", 12, *figures, True, True, "")
    return YearResult(
        name, table(OFFICIAL_COLUMNS, sign), EMPTY, (), table(ESTIMATE_COLUMNS, estimate),
        table(SCHOOL_COLUMNS, school), (), (), {},
    )  # fmt: skip


def write(folder: Path, *years: YearResult) -> Path:
    write_tables(AnalysisResult("", years, {}, {}, (), (), {"school_year": "все"}, "0.1.0"), folder)
    return folder


def test_the_asked_year_comes_back_as_it_was(tmp_path: Path):
    stored = read_run(
        write(tmp_path, year("2019/20"), year("2020/21", '=опасно, «с кавычками» "и" запятой')), "2020/21"
    )
    assert stored.schools == (
        {
            "school_year": "2020/21", "school": "004007", "municipality": 7, "works": 40, "families_applicable": 3,
            "families": "journal;level", "q_value": 0.25, "zone": "none", "posterior": None,
            "conclusion": "=опасно, «с кавычками» \"и\" запятой", "family_p": "level=0.031",
        },
    )  # fmt: skip
    assert stored.official == (
        {
            "school_year": "2020/21", "school": "004007", "assessment": "vpr-2021-ma4", "sign": "inflated_mean",
            "n": 12, "value": 3.5, "threshold": None, "flag": 1,
        },
    )  # fmt: skip
    assert {name: values[0] for name, values in stored.estimates.items()} == {
        "school_year": "2020/21", "school": "004007", "assessment": "vpr-2021-ma4", "indicator": "school_mean",
        "family": "level", "direction": "lower", "n": 12, "observed": 1.5, "expected": 2.0, "effect": -0.5,
        "lower": -1.0, "upper": None, "se": 0.25, "p_value": 0.04, "is_finding": True, "applicable": True, "reason": "",
    }  # fmt: skip
    assert [len(values) for values in stored.estimates.values()] == [1] * len(ESTIMATE_COLUMNS)
    assert stored.description["parameters"] == {"school_year": "все"}


def test_a_year_that_is_not_there_is_empty(tmp_path: Path):
    stored = read_run(write(tmp_path, year("2020/21")), "2018/19")
    assert (stored.schools, stored.official, stored.estimates["school"]) == ((), (), [])


def test_a_run_of_an_earlier_version_is_read(tmp_path: Path):
    folder = write(tmp_path, year("2020/21"))
    lines = (folder / "schools.csv").read_text(encoding="utf-8-sig").splitlines()
    cut = [line.rpartition(",")[0] for line in lines]
    (folder / "schools.csv").write_text("\n".join(cut), encoding="utf-8-sig")
    assert cut[0].endswith(",conclusion")
    assert [(one["conclusion"], one["family_p"]) for one in read_run(folder, "2020/21").schools] == [
        ("Признаков нет.", "")
    ]


def test_missing_and_damaged_files_are_told_in_words(tmp_path: Path):
    with pytest.raises(LakeError, match="такого файла"):
        read_run(tmp_path / "nowhere", "2020/21")
    folder = write(tmp_path, year("2020/21"))
    (folder / "schools.csv").write_text("school_year,school\n2020/21,1\n")
    with pytest.raises(LakeError, match="повреждены"):
        read_run(folder, "2020/21")
    (folder / "estimates.parquet").write_bytes(b"PAR1")
    with pytest.raises(LakeError, match="Запустите расчёт ещё раз"):
        read_run(folder, "2020/21")
