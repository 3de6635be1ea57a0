"""The training territory of several years: what stays, what changes, what the readers get back."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from objektiv.cli.simulate import simulate
from objektiv.cli.years import read_years
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import LakeError, UsageError
from objektiv.model.reader import Request
from objektiv.model.tables import PRESENT, QUARANTINED
from objektiv.readers import results_2022
from objektiv.simulation.defects import draw_defects
from objektiv.simulation.plan import TrainingYears, stream, training_plan
from objektiv.simulation.simulate import TRUTH, WORKBOOKS, simulate_district
from objektiv.simulation.territory import build_territory
from objektiv.simulation.world import attempts, draw_works
from objektiv.simulation.years import (
    book_of_year,
    scales_of_years,
    simulate_years,
    training_works,
    world_of_years,
)
from objektiv.workbooks.book import open_book
from objektiv.workbooks.naming import assessment_from_path

YEARS = (2024, 2025, 2026)
WANTED = TrainingYears(seed=5, schools=12, municipalities=3, years=YEARS)
FL7 = AssessmentId.parse("vpr-2025-fl7")


@pytest.fixture(scope="module")
def world():
    return world_of_years(WANTED)


@pytest.fixture(scope="module")
def district(tmp_path_factory, world):
    out = tmp_path_factory.mktemp("years")
    return out, simulate_years(out, world, processes=2)


def test_every_subject_of_grades_4_to_8_is_written_in_each_year():
    works = training_works(YEARS)
    assert len(works) == len(set(works)) == 87
    newest = {(one.grade, one.subject) for one in works if one.year == 2026}
    assert len(newest) == 29
    assert {subject for grade, subject in newest if grade == 8} == {
        "ru",
        "ma",
        "is",
        "bi",
        "gg",
        "ob",
        "fi",
        "hi",
    }


def test_every_scale_has_boundaries_and_parts_that_sum_up_to_its_maximum():
    for assessment, scale in scales_of_years(YEARS).items():
        assert scale.assessment == assessment
        assert sum(part.maximum for part in scale.parts) == scale.maximum
        assert scale.boundaries is not None


def test_schools_stay_where_they_are_and_what_they_are(world):
    territory = world.territory
    assert sorted(set(territory.municipalities.tolist())) == [1, 2, 3]
    reliable = [territory.school_effect(AssessmentId("vpr", year, "ma", 5), 0.8) for year in YEARS]
    wide = build_territory(replace(training_plan(400), assessments=training_works(YEARS)), 1)
    first, last = (wide.school_effect(AssessmentId("vpr", year, "ma", 5), 0.8) for year in (2024, 2026))
    assert np.corrcoef(first, last)[0, 1] > 0.7
    assert not np.array_equal(reliable[0], reliable[2])


def test_a_pupil_is_the_same_a_grade_later(world):
    fourth, fifth = (
        draw_works(world, AssessmentId("vpr", year, "ma", grade), 0, 12)
        for year, grade in ((2024, 4), (2025, 5))
    )
    assert fourth.pupils.school.tolist() == fifth.pupils.school.tolist()
    assert np.corrcoef(fourth.theta, fifth.theta)[0, 1] > 0.7


def test_part_of_the_treated_schools_leaves_one_year_out():
    plan = replace(training_plan(60), assessments=training_works(YEARS), kept_share=0.6)
    territory = build_territory(plan, 1)
    treated = np.flatnonzero(territory.mechanism != "none")
    years = np.stack([territory.acts[year] for year in ("2023/24", "2024/25", "2025/26")])
    counts = years.sum(axis=0)
    assert sorted(set(counts[treated].tolist())) == [2, 3]
    assert (counts[treated] == 3).sum() == round(0.6 * len(treated))
    assert counts.sum() == counts[treated].sum()


def test_a_school_that_leaves_a_year_out_is_honest_in_it():
    plan = replace(training_plan(40), assessments=training_works(YEARS), kept_share=0.0)
    changing = build_territory(plan, 1)
    steady = build_territory(replace(plan, kept_share=1.0), 1)
    for year in ("2023/24", "2024/25", "2025/26"):
        assessment = AssessmentId("vpr", int(year[:4]) + 1, "ma", 4)
        mechanism, dose = changing.treatment(assessment)
        assert (mechanism == np.where(changing.acts[year], steady.mechanism, "none")).all()
        assert ((dose == "none") == (mechanism == "none")).all()


def test_a_territory_of_one_year_leaves_nothing_out():
    territory = build_territory(replace(training_plan(40), kept_share=0.0), 3)
    assert list(territory.acts) == ["2020/21"]
    assert (territory.acts["2020/21"] == (territory.mechanism != "none")).all()


def test_the_truth_says_year_by_year_what_was_done(district):
    out, truth = district
    with (out / TRUTH).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [name for name in rows[0] if name.startswith("what_")] == [
        "what_2023/24",
        "what_2024/25",
        "what_2025/26",
    ]
    for year, acts in truth.acts.items():
        assert [row[f"what_{year}"] != "без вмешательства" for row in rows] == acts.tolist()
    assert len([name for name in rows[0] if name.startswith("works_")]) == 87


def test_the_same_parameters_give_the_same_bytes(tmp_path, district):
    out, _ = district
    simulate_years(tmp_path, world_of_years(WANTED), processes=1)
    assert _files(tmp_path) == _files(out)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


@pytest.mark.parametrize("assessment", [AssessmentId.parse("vpr-2026-ma4"), FL7], ids=str)
def test_a_reader_gets_back_what_was_drawn(district, world, assessment):
    out, truth = district
    path = out / WORKBOOKS / book_of_year(assessment)
    assert assessment_from_path(str(path)) == assessment
    book = open_book(path)
    assert results_2022.READER.recognises(book) == 1.0
    scales = scales_of_years(YEARS)
    read = results_2022.READER.read(book, Request(assessment, scales.get)).attempts
    drawn = attempts(world, assessment)
    defects = draw_defects(drawn, stream(5, "defects", assessment), is_shifted=False)
    assert (read.table["status"] == QUARANTINED).nonzero()[0].tolist() == sorted(defects.quarantined)
    sound = read.table["status"] == PRESENT
    for code, column in drawn.parts.items():
        assert (read.parts[code] == column)[sound].all()
    assert read.table["municipality"].tolist() == drawn.table["municipality"].tolist()
    accepted = read.table["school"][sound]
    assert [int((accepted == school).sum()) for school in truth.schools] == truth.works[assessment].tolist()


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path, world):
    (tmp_path / "file").write_text("не папка", encoding="utf-8")
    with pytest.raises(LakeError, match=r"район в папку .*: на пути к нему стоит файл вместо папки\."):
        simulate_years(tmp_path / "file", world)


def test_the_command_takes_years(tmp_path, capsys):
    simulate(tmp_path, seed=2, schools=6, years="2026,2025")
    assert "Учебный район: школ 6" in capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / WORKBOOKS).iterdir()) == ["2025", "2026"]


@pytest.mark.parametrize("text", ["позавчера", "2021,2025", "2025,", "20255"])
def test_years_that_make_no_sense_are_refused(text):
    with pytest.raises(UsageError, match="не понятны"):
        read_years(text)


def test_the_district_of_one_year_takes_a_number_of_municipalities(tmp_path):
    truth = simulate_district(tmp_path, 1, 8, municipalities=3)
    assert sorted(set(truth.municipalities.tolist())) == [1, 2, 3]
