"""Of which schools a file speaks."""

from __future__ import annotations

from pathlib import Path

from exam_books import exam_book
from region_reports import write_region_reports
from result_books import book

from objektiv.analysis.contents import SchoolRows, contents, counted_rows
from objektiv.analysis.importing import load
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId
from objektiv.simulation.context_writer import write_context
from objektiv.simulation.simulate import training_scales, training_world
from objektiv.simulation.world import attempts

MA4 = AssessmentId.parse("vpr-2021-ma4")


def test_schools_classes_and_works_of_a_result_file(tmp_path: Path) -> None:
    path = book(tmp_path / "2021/4/Математика.xlsx", (990001, "А", range(8)), (990001, "Б", range(10, 13)),
                (990002, "нет", range(5)), municipality=3)  # fmt: skip
    load([path], tmp_path / "lake", processes=1)
    lake = Lake.open(tmp_path / "lake")
    said = contents(lake, lake.generation.files[0])
    assert said.schools == (SchoolRows(990001, 3, 11, 0, ("А", "Б")), SchoolRows(990002, 3, 5, 0, ("нет",)))
    assert said.municipalities == {(990001, 3), (990002, 3)}
    assert said.levels == frozenset()
    assert said.names == {}


def test_rows_that_a_later_file_took_are_contents_but_do_not_count(tmp_path: Path) -> None:
    for name, pupils in (("a", 8), ("b", 6)):
        load(
            [book(tmp_path / name / "2021/4/Математика.xlsx", (990001, "А", range(1, pupils + 1)))],
            tmp_path / "lake",
            processes=1,
        )
    lake = Lake.open(tmp_path / "lake")
    assert [contents(lake, file).schools[0].present for file in lake.generation.files] == [8, 6]
    counted = counted_rows(lake, MA4, [990001])
    assert [sum(one.present for one in rows) for rows in counted.values()] == [0, 6]
    assert counted_rows(lake, MA4, [990009]) == {}


def test_a_report_tells_its_schools_and_the_levels_above(tmp_path: Path) -> None:
    world, scales = training_world(3, 4), training_scales()
    write_region_reports(tmp_path / "in", MA4, scales[MA4], attempts(world, MA4), with_schools=True)
    load([tmp_path / "in"], tmp_path / "lake", processes=1)
    lake = Lake.open(tmp_path / "lake")
    said = [contents(lake, file) for file in lake.generation.files]
    assert {frozenset(one.school for one in each.schools) for each in said} == {
        frozenset(world.territory.codes.tolist())
    }
    assert {each.levels for each in said} == {frozenset({"region"})}


def test_a_questionnaire_tells_names_and_municipalities(tmp_path: Path) -> None:
    territory = training_world(3, 4).territory
    write_context(tmp_path / "2022" / "Контекстные данные об ОО.xlsx", territory)
    load([tmp_path / "2022"], tmp_path / "lake", processes=1)
    lake = Lake.open(tmp_path / "lake")
    said = contents(lake, lake.generation.files[0])
    assert [one.school for one in said.schools] == sorted(territory.codes.tolist())
    assert set(said.names.values()) == set(territory.names)
    assert {school for school, _ in said.municipalities} == set(territory.codes.tolist())


def test_works_of_an_examination_count_by_school(tmp_path: Path) -> None:
    path = exam_book(tmp_path / "2024/9/ОГЭ Русский язык.csv", (990001, 4), (990002, 2))
    report = load([path], tmp_path / "lake", processes=1)
    assert [file.status for file in report.files] == ["loaded"], report.files[0].refusal
    lake = Lake.open(tmp_path / "lake")
    said = contents(lake, lake.generation.files[0])
    assert [(one.school, one.present) for one in said.schools] == [(990001, 4), (990002, 2)]
    assert said.tables == {"gia"}
    counted = counted_rows(lake, AssessmentId.parse("oge-2024-ru9"), [990002])
    assert [[(one.school, one.present) for one in rows] for rows in counted.values()] == [[(990002, 2)]]
