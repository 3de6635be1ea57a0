from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from objektiv.cli.simulate import simulate
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import LakeError, UsageError
from objektiv.model.reader import Request
from objektiv.model.tables import ABOVE_MAXIMUM, PRESENT, QUARANTINED, SHIFTED
from objektiv.readers import context, results_2020, results_2021
from objektiv.simulation.defects import draw_defects
from objektiv.simulation.plan import TRAINING_ASSESSMENTS, stream
from objektiv.simulation.simulate import (
    TRUTH,
    WORKBOOKS,
    simulate_district,
    training_scales,
    training_world,
    workbook_path,
)
from objektiv.simulation.world import attempts
from objektiv.workbooks.book import open_book
from objektiv.workbooks.naming import assessment_from_path

SEED, SCHOOLS = 5, 40


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    out = tmp_path_factory.mktemp("district")
    return out, simulate_district(out, SEED, SCHOOLS)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_folder_holds_workbooks_and_the_truth_beside_them(district):
    out, _ = district
    assert list(_files(out)) == [
        "truth.csv",
        "workbooks/2020/4/Математика.xlsx",
        "workbooks/2020/4/Русский язык.xlsx",
        "workbooks/2021/4/Проведение работы по математике, 4 класс. ВПР 2021.xlsx",
        "workbooks/2021/4/Проведение работы по русскому языку, 4 класс. ВПР 2021.xlsx",
        "workbooks/2021/5/Проведение работы по математике, 5 класс. ВПР 2021.xlsx",
        "workbooks/2021/5/Проведение работы по русскому языку, 5 класс. ВПР 2021.xlsx",
        "workbooks/2022/Контекстные данные об ОО.xlsx",
    ]


def test_same_seed_gives_the_same_bytes_and_another_seed_other_ones(district, tmp_path):
    out, _ = district
    simulate_district(tmp_path / "again", SEED, SCHOOLS)
    simulate_district(tmp_path / "other", SEED + 1, SCHOOLS)
    assert _files(tmp_path / "again") == _files(out)
    assert _files(tmp_path / "other") != _files(out)


def test_headers_are_those_of_the_real_exports(district):
    out, _ = district
    folder = out / WORKBOOKS
    spring = CalamineWorkbook.from_path(folder / workbook_path(AssessmentId.parse("vpr-2021-ma4")))
    assert spring.sheet_names == ["Sheet"]
    assert spring.get_sheet_by_name("Sheet").to_python()[0] == [
        *("логин школы", "регион", "номер обучающегося", "код обучающегося"),
        *("отметка за предыдущую четверть/триместр", "пол", "класс", "вариант", "всего баллов"),
        *(f"балл за {number}" for number in range(1, 16)),
        *("Учебник", "Др.уч. автор", "Др.уч. название"),
    ]
    autumn = CalamineWorkbook.from_path(folder / workbook_path(AssessmentId.parse("vpr-2020-ru4")))
    assert autumn.sheet_names == ["Sheet1"]
    assert autumn.get_sheet_by_name("Sheet1").to_python()[0] == [
        *("groups", "user", "id", "code", "otc", "gender", "klass", "var-1", "var-2", "sum"),
        *(f"a-{number}-grade" for number in range(1, 21)),
        "Учебник",
        *(f"a-{number}-grade" for number in range(22, 41)),
    ]


@pytest.mark.parametrize("assessment", TRAINING_ASSESSMENTS, ids=str)
def test_a_reader_gets_back_what_was_drawn_but_for_the_spoiled_rows(district, assessment):
    out, truth = district
    path = out / WORKBOOKS / workbook_path(assessment)
    assert assessment_from_path(str(path)) == assessment
    reader = (results_2020 if assessment.is_autumn else results_2021).READER
    book = open_book(path)
    assert reader.recognises(book) == 1.0
    scales = training_scales()
    read = reader.read(book, Request(assessment, scales.get)).attempts
    drawn = attempts(training_world(SEED, SCHOOLS), assessment)
    is_shifted = str(assessment) in {"vpr-2021-ma4", "vpr-2021-ru4"}
    defects = draw_defects(drawn, stream(SEED, "defects", assessment), is_shifted=is_shifted)

    sound = np.ones(len(drawn.table), dtype=bool)
    sound[defects.quarantined] = False
    spoiled = {"printed_total": defects.wrong_total, "journal_mark": defects.no_journal}
    for name in drawn.table.columns:
        equal = read.table[name] == drawn.table[name]
        assert equal[np.setdiff1d(np.flatnonzero(sound), spoiled.get(name, []))].all(), name
    for code, column in drawn.parts.items():
        assert (read.parts[code] == column)[sound].all()
    assert (read.table["status"] == QUARANTINED).nonzero()[0].tolist() == sorted(defects.quarantined)
    assert all(read.table["fault"][defects.too_large] == ABOVE_MAXIMUM)
    assert all(read.table["fault"][defects.shifted] & SHIFTED)
    assert len(defects.shifted) == int(is_shifted)
    accepted = read.table["school"][read.table["status"] == PRESENT]
    counted = [int((accepted == school).sum()) for school in truth.schools]
    assert counted == truth.works[assessment].tolist()


def test_questionnaire_is_read_with_lyceums_as_advanced_schools(district):
    out, truth = district
    book = open_book(out / WORKBOOKS / "2022" / "Контекстные данные об ОО.xlsx")
    assert context.READER.recognises(book) > 0.9
    reading = context.READER.read(book, Request(None, lambda _: None))
    table = reading.extras[0].table
    territory = training_world(SEED, SCHOOLS).territory
    assert table["school"].tolist() == truth.schools.tolist()
    assert table["municipality"].tolist() == truth.municipalities.tolist()
    assert table["name"].tolist() == list(truth.names)
    assert table["is_advanced"].tolist() == territory.is_lyceum.tolist()
    assert [place == "rural" for place in table["settlement"]] == territory.is_rural.tolist()
    assert not table["is_special"].any()
    assert (table["pupils"] >= 10).all()
    assert reading.problems == ()


def test_high_dose_schools_have_40_accepted_works_in_every_assessment(district):
    _, truth = district
    for mechanism in ("M1", "M3"):
        chosen = np.isin(truth.schools, truth.treated(mechanism, "high"))
        assert chosen.sum() == 2
        assert all(works[chosen].min() >= 40 for works in truth.works.values())


def test_truth_file_says_for_every_school_what_was_done(district):
    out, truth = district
    with (out / TRUTH).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["school"]) for row in rows] == truth.schools.tolist()
    assert [row["mechanism"] for row in rows] == truth.mechanism.tolist()
    assert [int(row["works_vpr-2021-ru5"]) for row in rows] == (
        truth.works[AssessmentId.parse("vpr-2021-ru5")].tolist()
    )
    assert sorted({row["mechanism"] for row in rows}) == ["M1", "M3", "M7", "none"]
    assert {row["kind"] for row in rows} == {"lyceum", "ordinary"}


def test_a_single_school_can_be_written(tmp_path):
    truth = simulate_district(tmp_path, 1, 1)
    assert truth.mechanism.tolist() == ["none"]
    assert len(_files(tmp_path)) == 8


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("не папка", encoding="utf-8")
    with pytest.raises(LakeError, match=r"район в папку .*: на пути к нему стоит файл вместо папки\."):
        simulate_district(tmp_path / "file", 1, 2)


def test_command_answers_scripts_with_one_object(tmp_path, capsys):
    simulate(tmp_path, seed=2, schools=20, json=True)
    answer = json.loads(capsys.readouterr().out)
    assert answer["schools"] == 20
    assert sorted({entry["mechanism"] for entry in answer["treated"]}) == ["M1", "M3"]
    assert list(answer["works"]) == [str(assessment) for assessment in TRAINING_ASSESSMENTS]
    assert Path(answer["truth"]).is_file()


def test_command_wants_one_folder(tmp_path):
    with pytest.raises(UsageError, match="папка названа дважды"):
        simulate(tmp_path / "а", tmp_path / "б")
    with pytest.raises(UsageError, match="не сказано, куда записать район"):
        simulate()
    assert list(tmp_path.iterdir()) == []


def test_command_tells_people_where_things_lie(tmp_path, capsys):
    simulate(tmp_path, seed=2, schools=3, json=False)
    said = capsys.readouterr().out
    assert "Учебный район: школ 3" in said
    assert str(tmp_path / TRUTH) in said
