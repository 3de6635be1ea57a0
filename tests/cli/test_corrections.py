"""What comes again replaces what it corrects, and nothing else: classes, schools, moved and overwritten files."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from objektiv.engines.polars import PolarsEngine
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId

Run = Callable[..., Any]
MA4 = AssessmentId.parse("vpr-2021-ma4")
HEAD = ["логин школы", "регион", "номер обучающегося", "код обучающегося", "отметка за предыдущую четверть/триместр",
        "пол", "класс", "вариант", "всего баллов", *(f"балл за {k}" for k in range(1, 16)), "Учебник"]  # fmt: skip


def book(path: Path, *classes: tuple[int, str, Sequence[int]]) -> Path:
    """A result export of 2021 with pupils (codes) of classes of schools; every part has 1 point."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as out:
        sheet = out.add_worksheet("Sheet")
        sheet.write_row(0, 0, HEAD)
        number = 0
        for school, group, pupils in classes:
            for pupil in pupils:
                number += 1
                cells = [
                    f"sch{school}",
                    "Муниципальное образование 07",
                    str(number),
                    str(pupil),
                    "4",
                    "м",
                    group,
                    "1",
                    "15",
                ]
                sheet.write_row(number, 0, [*cells, *["1"] * 15, "Учебник"])
    return path


def rows(lake: Path) -> dict[tuple[int, str], int]:
    """Rows that count now, by school and class."""
    opened = Lake.open(lake)
    if MA4 not in opened.generation.assessments():
        return {}
    engine = PolarsEngine(opened)
    found = engine.collect({"t": engine.attempts(MA4).select("school", "class_group")})["t"]
    keys = list(zip(found["school"].tolist(), found["class_group"].tolist(), strict=True))
    return {key: keys.count(key) for key in sorted(set(keys))}


def test_two_classes_of_a_school_in_two_files_both_count(objektiv: Run, tmp_path: Path) -> None:
    book(tmp_path / "2021/4/Математика 4А.xlsx", (990001, "А", range(1, 13)))
    book(tmp_path / "2021/4/Математика 4Б.xlsx", (990001, "Б", range(1, 13)))
    assert objektiv("load", tmp_path / "2021", "--lake", tmp_path / "lake").code == 0
    assert rows(tmp_path / "lake") == {(990001, "А"): 12, (990001, "Б"): 12}


def test_a_correction_of_one_class_leaves_the_other_class(objektiv: Run, tmp_path: Path) -> None:
    book(tmp_path / "2021/4/Математика.xlsx", (990001, "4А", range(1, 13)), (990001, "4Б", range(13, 25)))
    fixed = book(tmp_path / "исправлено/2021/4/Математика А.xlsx", (990001, "А", range(1, 11)))
    assert objektiv("load", tmp_path / "2021", "--lake", tmp_path / "lake").code == 0
    report = objektiv("load", fixed, "--lake", tmp_path / "lake", "--json").json
    assert rows(tmp_path / "lake") == {(990001, "4Б"): 12, (990001, "А"): 10}
    assert report["files"][0]["problems"] == 1


def test_another_school_saved_over_the_same_file_adds_to_it(objektiv: Run, tmp_path: Path) -> None:
    place = tmp_path / "2021/4/Математика.xlsx"
    for school in (990001, 990002):
        book(place, (school, "А", range(1, 13)))
        assert objektiv("load", place, "--lake", tmp_path / "lake").code == 0
    assert rows(tmp_path / "lake") == {(990001, "А"): 12, (990002, "А"): 12}


def test_rows_come_back_when_the_file_that_replaced_them_is_itself_replaced(
    objektiv: Run, tmp_path: Path
) -> None:
    lake = tmp_path / "lake"
    book(tmp_path / "a/2021/4/Математика.xlsx", (990001, "А", range(1, 13)), (990002, "А", range(1, 6)))
    later = tmp_path / "b/2021/4/Математика.xlsx"
    assert objektiv("load", tmp_path / "a", "--lake", lake).code == 0
    for classes in ([(990001, "А", range(1, 9)), (990003, "А", [1])], [(990003, "А", [1, 2])]):
        book(later, *classes)
        assert objektiv("load", later, "--lake", lake).code == 0
    assert rows(lake) == {(990001, "А"): 12, (990002, "А"): 5, (990003, "А"): 2}


def test_a_file_moved_to_another_grade_changes_its_work_once(objektiv: Run, tmp_path: Path) -> None:
    lake, wrong = tmp_path / "lake", book(tmp_path / "2021/5/Математика.xlsx", (990001, "А", range(1, 13)))
    assert objektiv("load", tmp_path / "2021", "--lake", lake).code == 0
    right = tmp_path / "2021/4/Математика.xlsx"
    right.parent.mkdir()
    wrong.rename(right)
    moved = objektiv("load", tmp_path / "2021", "--lake", lake, "--json").json
    assert [(file["assessment"], file["status"]) for file in moved["files"]] == [("vpr-2021-ma4", "loaded")]
    assert [str(one) for one in Lake.open(lake).generation.assessments()] == ["vpr-2021-ma4"]
    again = objektiv("load", tmp_path / "2021", "--lake", lake, "--json").json
    assert (again["files"][0]["status"], again["generation"]) == ("unchanged", 2)


def test_a_named_assessment_replaces_the_wrong_one(objektiv: Run, tmp_path: Path) -> None:
    lake, wrong = tmp_path / "lake", book(tmp_path / "2021/5/Математика.xlsx", (990001, "А", range(1, 13)))
    assert objektiv("load", wrong, "--lake", lake).code == 0
    for _ in range(2):
        assert objektiv("load", wrong, "--lake", lake, "--assessment", "vpr-2021-ma4").code == 0
    assert [str(one) for one in Lake.open(lake).generation.assessments()] == ["vpr-2021-ma4"]
    assert Lake.open(lake).generation.number == 2


def test_books_of_different_works_are_not_one_assessment(objektiv: Run, tmp_path: Path) -> None:
    """Named alike by mistake, the second is refused and the first can be analysed."""
    simulated = tmp_path / "district"
    assert objektiv("simulate", simulated, "--seed", "3").code == 0
    books, lake = simulated / "workbooks", tmp_path / "lake"
    answer = objektiv("load", books, "--lake", lake, "--assessment", "vpr-2021-ma5", "--json")
    refused = [file["message"] for file in answer.json["files"] if file["status"] == "refused"]
    assert answer.code == 3
    assert refused
    assert [("это разные работы" in message) for message in refused] == [True] * len(refused)
    assert objektiv("analyse", "--lake", lake, "--out", tmp_path / "out", "--no-reports").code == 0


def test_a_lake_and_reports_inside_the_folder_are_passed_by(objektiv: Run, tmp_path: Path) -> None:
    book(tmp_path / "in/2021/4/Математика.xlsx", (990001, "А", range(1, 13)))
    for _ in range(2):
        answer = objektiv("load", tmp_path / "in", "--lake", tmp_path / "in" / "lake", "--json")
        assert (answer.code, len(answer.json["files"])) == (0, 1)


def test_each_load_has_its_own_protocol(objektiv: Run, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    book(tmp_path / "in/2021/4/Математика.xlsx", (990001, "А", range(1, 13)))
    assert objektiv("load", tmp_path / "in", "--lake", lake).code == 0
    first = (lake / "protocols" / "000001.xlsx").read_bytes()
    (tmp_path / "текст.xlsx").write_text("просто текст", encoding="utf-8")
    assert objektiv("load", tmp_path / "текст.xlsx", "--lake", lake).code == 3
    assert objektiv("load", tmp_path / "in", "--lake", lake).code == 0
    assert (lake / "protocols" / "000001.xlsx").read_bytes() == first
    assert sorted(path.name for path in (lake / "protocols").iterdir()) == ["000001.xlsx", "000002.xlsx"]


def test_a_damaged_piece_is_said_in_words(objektiv: Run, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    book(tmp_path / "2021/4/Математика.xlsx", (990001, "А", range(1, 13)))
    assert objektiv("load", tmp_path / "2021", "--lake", lake).code == 0
    next((lake / "attempts").rglob("*.parquet")).write_bytes(b"PAR1")
    answer = objektiv("analyse", "--lake", lake, "--out", tmp_path / "out", "--no-reports")
    assert answer.code == 4
    assert "повреждены" in answer.err


@pytest.mark.skipif(sys.platform == "win32", reason="псевдотерминал есть только в POSIX")
def test_an_interrupted_command_says_that_nothing_changed(district: Path, tmp_path: Path) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "objektiv.cli", "load", str(district), "--lake", str(tmp_path / "lake")]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
    os.close(slave)
    for _ in range(600):
        if (tmp_path / "lake").is_dir():  # the load itself has begun
            break
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    said = b""
    while True:
        try:
            said += (chunk := os.read(master, 4096))
        except OSError:
            break
        if not chunk:
            break
    os.close(master)
    code = process.wait(timeout=60)
    assert code in (0, 130)
    assert code == 0 or "Остановлено" in said.decode("utf-8", "replace")
