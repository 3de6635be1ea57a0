"""``objektiv analyse``: the files scripts rely on, the same bytes twice, few schools, wrong requests."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from region_reports import write_region_reports

from objektiv.analysis.result import (
    ESTIMATE_COLUMNS,
    OFFICIAL_COLUMNS,
    OFFICIAL_INDEX_COLUMNS,
    SCHOOL_COLUMNS,
)
from objektiv.simulation.simulate import simulate_district, training_scales, training_world
from objektiv.simulation.world import attempts

Run = Callable[..., Any]
TABLES = {
    "official.csv": OFFICIAL_COLUMNS,
    "official_index.csv": OFFICIAL_INDEX_COLUMNS,
    "estimates.csv": ESTIMATE_COLUMNS,
    "schools.csv": SCHOOL_COLUMNS,
}
REPEATED = (*TABLES, "estimates.parquet", "run.json")


@pytest.fixture(scope="module")
def whole_district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("whole")
    simulate_district(out, seed=3)
    return out


@pytest.fixture(scope="module")
def lake(whole_district: Path) -> Path:
    from objektiv.analysis.importing import load

    load([whole_district / "workbooks"], whole_district / "lake")
    return whole_district / "lake"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_has_its_columns_sorted_rows_and_a_byte_order_mark(
    objektiv: Run, lake: Path, tmp_path: Path
) -> None:
    answer = objektiv("analyse", "--lake", lake, "--out", tmp_path / "out", "--no-reports", "--json")
    assert answer.code == 0, answer.err
    for name, columns in TABLES.items():
        data = (tmp_path / "out" / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        rows = read(tmp_path / "out" / name)
        assert tuple(rows[0]) == columns
        keys = ("school_year", "level", "id", "school", "assessment", "indicator", "direction", "sign")
        assert rows == sorted(rows, key=lambda row: [sortable(row[key]) for key in keys if key in row])
    zones = answer.json["zones"]["2020/21"]
    assert zones == {
        zone: sum(row["zone"] == zone for row in read(tmp_path / "out" / "schools.csv")) for zone in zones
    }
    assert sum(zones.values()) == 40


def sortable(text: str) -> tuple[int, str]:
    return (int(text), "") if text.isdigit() else (0, text)


def test_two_runs_give_the_same_bytes_and_no_clock(objektiv: Run, lake: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert objektiv("analyse", "--lake", lake, "--out", tmp_path / name, "--no-reports").code == 0
    for name in REPEATED:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
    described = json.loads((tmp_path / "a" / "run.json").read_text(encoding="utf-8"))
    assert all(len(one["sha256"]) == 64 for one in described["inputs"])
    assert str(tmp_path) not in json.dumps(described)


def test_csv_floats_read_back_exactly(objektiv: Run, lake: Path, tmp_path: Path) -> None:
    assert objektiv("analyse", "--lake", lake, "--out", tmp_path, "--no-reports").code == 0
    text = read(tmp_path / "estimates.csv")
    exact = pl.read_parquet(tmp_path / "estimates.parquet")
    for name in ("observed", "effect", "p_value"):
        assert [float(row[name]) if row[name] else None for row in text] == exact[name].to_list()


def test_the_marked_schools_are_those_of_the_truth(
    objektiv: Run, lake: Path, whole_district: Path, tmp_path: Path
) -> None:
    assert objektiv("analyse", "--lake", lake, "--out", tmp_path, "--no-reports").code == 0
    truth = {row["school"]: row for row in read(whole_district / "truth.csv")}
    zones = {row["school"]: row["zone"] for row in read(tmp_path / "schools.csv")}
    strong = [
        code for code, row in truth.items() if row["dose"] == "high" and row["mechanism"] in ("M1", "M3")
    ]
    assert len(strong) == 4
    assert {zones[code] for code in strong} <= {"red", "amber"}
    untouched = [code for code, row in truth.items() if row["mechanism"] == "none"]
    assert sum(zones[code] == "red" for code in untouched) == 0


def test_one_municipality_keeps_the_comparison_of_all(objektiv: Run, lake: Path, tmp_path: Path) -> None:
    assert objektiv("analyse", "--lake", lake, "--out", tmp_path / "all", "--no-reports").code == 0
    answer = objektiv(
        "analyse", "--lake", lake, "--out", tmp_path / "one", "--no-reports", "--municipality", "2"
    )
    assert answer.code == 0
    whole = {
        row["school"]: row for row in read(tmp_path / "all" / "schools.csv") if row["municipality"] == "2"
    }
    assert {row["school"]: row for row in read(tmp_path / "one" / "schools.csv")} == whole
    levels = [(row["level"], row["id"]) for row in read(tmp_path / "one" / "official_index.csv")]
    assert {level for level in levels if level[0] != "school"} == {("municipality", "2"), ("region", "97")}


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--school-year", "2009/10"), 5, "данных нет"),
        (("--school-year", "2020-21"), 2, "не похоже на учебный год"),
        (("--municipality", "0"), 2, "не похоже на номер"),
        (("--municipality", "-3"), 2, "не похоже на номер"),
        (("--municipality", "2,1"), 2, "не похоже на номер"),
        (("--school", "sch970000"), 5, "школы 970000 в данных нет"),
        (("--school", "лицей"), 2, "не похоже на логин"),
        (("--municipality", "77"), 5, "муниципалитета 77 в данных нет"),
        (("--version", "9"), 4, "Есть состояния"),
        (("--reference", "нет.json"), 2, "не читается"),
    ],
)
def test_a_request_that_cannot_be_met_is_said_in_words(
    objektiv: Run, lake: Path, tmp_path: Path, options: tuple[str, ...], code: int, said: str
) -> None:
    answer = objektiv("analyse", "--lake", lake, "--out", tmp_path / "out", "--no-reports", *options)
    assert answer.code == code
    assert said.lower() in answer.err.lower()
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_is_no_lake(objektiv: Run, tmp_path: Path) -> None:
    answer = objektiv("analyse", "--lake", tmp_path, "--out", tmp_path / "out")
    assert answer.code == 4
    assert "нет загруженных данных" in answer.err


@pytest.mark.parametrize("schools", [1, 12])
def test_few_schools_are_judged_against_the_region_of_the_reports(
    objektiv: Run, tmp_path: Path, schools: int
) -> None:
    folder = tmp_path / "in"
    simulate_district(tmp_path / "district", seed=3)
    world, scales = training_world(3), training_scales()
    codes = {int(code) for code in world.territory.codes[world.territory.mechanism == "M1"][:1]}
    codes |= {int(code) for code in world.territory.codes[: schools - 1]}
    for assessment in (one for one in world.assessments if one.year == 2021):
        write_region_reports(folder / "отчёты", assessment, scales[assessment], attempts(world, assessment))
    for book in sorted((tmp_path / "district" / "workbooks" / "2021").rglob("*.xlsx")):
        keep_schools(book, folder / book.parent.name / book.name, codes)
    assert objektiv("load", folder, "--lake", tmp_path / "lake").code == 0
    answer = objektiv(
        "analyse", "--lake", tmp_path / "lake", "--out", tmp_path / "out", "--school", str(min(codes))
    )
    assert answer.code == 0, answer.err
    found = read(tmp_path / "out" / "schools.csv")
    assert len(found) == len(codes)
    assert [row["zone"] for row in found if row["families"] == "boundary"] == ["red"]
    kinds = {
        one["kind"]
        for one in json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["references"]
    }
    assert kinds == {"report"}
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "строка отчёта ФИС ОКО «Учебная область" in page


def keep_schools(source: Path, target: Path, codes: set[int]) -> None:
    rows = CalamineWorkbook.from_path(str(source)).get_sheet_by_index(0).to_python()
    target.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(target)) as book:
        sheet = book.add_worksheet("Sheet")
        chosen = [rows[0], *(row for row in rows[1:] if int(str(row[0])[3:]) in codes)]
        for number, row in enumerate(chosen):
            sheet.write_row(number, 0, row)


def test_a_lone_school_without_its_region_is_not_compared_with_itself(
    objektiv: Run, whole_district: Path, tmp_path: Path
) -> None:
    code = f"{training_world(3).territory.codes[0]:06d}"
    for book in sorted((whole_district / "workbooks" / "2021").rglob("*.xlsx")):
        keep_schools(book, tmp_path / "one" / book.parent.name / book.name, {int(code)})
    assert objektiv("load", tmp_path / "one", "--lake", tmp_path / "own").code == 0
    answer = objektiv("analyse", "--lake", tmp_path / "own", "--out", tmp_path / "out", "--school", code)
    assert answer.code == 0, answer.err
    assert {row["sign"] for row in read(tmp_path / "out" / "official.csv")} <= {"mark_mismatch"}
    note = (tmp_path / "out" / f"school-{code}.html").read_text(encoding="utf-8")
    assert "средний балл" in note
    assert "для сравнения" not in note
    assert "сравнить её не с чем" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_pack_of_the_region_serves_a_lone_school(
    objektiv: Run, lake: Path, district: Path, tmp_path: Path
) -> None:
    pack = tmp_path / "регион.json"
    assert objektiv("reference", "export", "--lake", lake, "--file", pack, "--region-complete").code == 0
    assert objektiv("load", district / "2021", "--lake", tmp_path / "own").code == 0
    assert objektiv("reference", "use", "--lake", tmp_path / "own", "--file", pack).code == 0
    assert (
        objektiv("analyse", "--lake", tmp_path / "own", "--out", tmp_path / "out", "--no-reports").code == 0
    )
    references = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))["references"]
    assert {(one["kind"], one["title"]) for one in references} == {("pack", "пакет региона: все ОО региона")}
    judged = [row for row in read(tmp_path / "out" / "estimates.csv") if row["applicable"] == "true"]
    assert {row["indicator"] for row in judged} >= {"school_mean", "boundary_bunching"}


def test_report_files_alone_are_enough(objektiv: Run, tmp_path: Path) -> None:
    world, scales = training_world(3), training_scales()
    for assessment in (one for one in world.assessments if one.year == 2021):
        drawn = attempts(world, assessment)
        write_region_reports(tmp_path / "in", assessment, scales[assessment], drawn, with_schools=True)
    assert objektiv("load", tmp_path / "in", "--lake", tmp_path / "lake").code == 0
    answer = objektiv("analyse", "--lake", tmp_path / "lake", "--out", tmp_path / "out")
    assert answer.code == 0, answer.err
    found = read(tmp_path / "out" / "schools.csv")
    assert len(found) == 40
    assert {row["municipality"] for row in found} == {"0"}
    judged = {
        row["indicator"] for row in read(tmp_path / "out" / "estimates.csv") if row["applicable"] == "true"
    }
    assert judged >= {"school_mean", "boundary_bunching", "journal_gap"}
    strong = {
        f"{code:06d}"
        for code, what, dose in zip(
            world.territory.codes, world.territory.mechanism, world.territory.dose, strict=True
        )
        if (what, dose) == ("M1", "high")
    }
    assert {row["zone"] for row in found if row["school"] in strong} <= {"red", "amber"}


def test_oge_results_alone_give_the_official_signs(objektiv: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in" / "2024" / "9"
    folder.mkdir(parents=True)
    assert objektiv("template", "oge", "--out", tmp_path / "шаблон.csv", "--csv").code == 0
    header = (tmp_path / "шаблон.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    names = next(csv.reader([header], delimiter=";"))
    lines = [";".join(names)]
    for school, score in ((990001, 30), (990002, 15)):
        for pupil in range(20):
            filled = {"школа": f"sch{school}", "код": str(pupil + 1), "первичный": str(score + pupil % 3)}
            lines.append(
                ";".join(next((v for k, v in filled.items() if k in name.lower()), "") for name in names)
            )
    (folder / "ОГЭ Русский язык.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    loaded = objektiv("load", folder, "--lake", tmp_path / "lake", "--json")
    assert [file["assessment"] for file in loaded.json["files"]] == ["oge-2024-ru9"], loaded.out
    answer = objektiv(
        "analyse", "--lake", tmp_path / "lake", "--out", tmp_path / "out", "--school-year", "2023/24"
    )
    assert answer.code == 0, answer.err
    signs = [(row["school"], row["sign"], row["flag"]) for row in read(tmp_path / "out" / "official.csv")]
    assert signs == [("990001", "inflated_mean", "1"), ("990002", "inflated_mean", "0")]


def test_several_regions_are_computed_alone_and_sorted_together(
    objektiv: Run, lake: Path, tmp_path: Path
) -> None:
    other = tmp_path / "98"
    simulate_district(tmp_path / "d", seed=4, schools=6)
    for source in sorted((tmp_path / "d" / "workbooks" / "2021").rglob("*.xlsx")):
        rows = CalamineWorkbook.from_path(str(source)).get_sheet_by_index(0).to_python()
        target = other / "2021" / source.parent.name / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with xlsxwriter.Workbook(str(target)) as book:
            sheet = book.add_worksheet("Sheet")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, [str(row[0]).replace("sch97", "sch98"), *row[1:]])
    both = tmp_path / "both"
    simulate_district(tmp_path / "whole", seed=3)
    assert objektiv("load", tmp_path / "whole" / "workbooks", other, "--lake", both).code == 0
    assert objektiv("analyse", "--lake", both, "--out", tmp_path / "two", "--no-reports").code == 0
    assert objektiv("analyse", "--lake", lake, "--out", tmp_path / "one", "--no-reports").code == 0
    found = [row["school"] for row in read(tmp_path / "two" / "schools.csv")]
    assert found == sorted(found)
    mine = [row for row in read(tmp_path / "two" / "estimates.csv") if row["school"].startswith("97")]
    assert mine == read(tmp_path / "one" / "estimates.csv")


def test_a_scale_smaller_than_the_loaded_scores_is_refused_by_name(objektiv: Run, tmp_path: Path) -> None:
    simulate_district(tmp_path / "district", seed=3)
    books = tmp_path / "district" / "workbooks" / "2021"
    assert objektiv("load", books, "--lake", tmp_path / "lake").code == 0
    own = tmp_path / "шкала.toml"
    own.write_text(
        'source = "Приказ № 1"\n[[scale]]\nassessment = "vpr-2021-ma4"\nmaximum = 3\nparts = "1:1 2:1 4:1"\n'
        "boundaries = [1, 2, 3]\n",
        encoding="utf-8",
    )
    assert objektiv("check-scales", own, "--lake", tmp_path / "lake", "--add").code == 0
    answer = objektiv("analyse", "--lake", tmp_path / "lake", "--out", tmp_path / "out", "--no-reports")
    assert answer.code == 3
    assert "ВПР 2021, математика, 4 класс: в загруженных работах есть балл" in answer.err
    assert "наибольший по шкале — 3 (источник шкалы: Приказ № 1). Исправьте шкалу" in answer.err
