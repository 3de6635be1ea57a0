"""``objektiv load`` as scripts and people meet it: counts, repeats, corrections, refusals, interruptions."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

Run = Callable[..., Any]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rewrite(source: Path, target: Path, change: Callable[[list[list[Any]]], list[list[Any]]]) -> None:
    """Copy a workbook of one sheet with its rows changed."""
    book = CalamineWorkbook.from_path(str(source))
    rows = change(book.get_sheet_by_index(0).to_python())
    with xlsxwriter.Workbook(str(target), {"strings_to_formulas": False}) as out:
        sheet = out.add_worksheet(book.sheet_names[0])
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


def ma4(district: Path) -> Path:
    return next(path for path in (district / "2021" / "4").iterdir() if "математике" in path.name)


def test_every_row_is_present_absent_or_not_accepted(objektiv: Run, district: Path, tmp_path: Path) -> None:
    answer = objektiv("load", district, "--lake", tmp_path / "lake", "--json")
    assert answer.code == 0
    report = answer.json
    assert {file["assessment"] for file in report["files"]} == {
        None, "vpr-2020-ma4", "vpr-2020-ru4", "vpr-2021-ma4", "vpr-2021-ru4", "vpr-2021-ma5", "vpr-2021-ru5",
    }  # fmt: skip
    for file in report["files"]:
        assert file["rows"] == file["present"] + file["absent"] + file["quarantined"]
        assert set(file) >= {
            "path",
            "layout",
            "assessment",
            "rows",
            "present",
            "absent",
            "quarantined",
            "problems",
        }
    for name in ("rows", "present", "absent", "quarantined"):
        assert report["totals"][name] == sum(file[name] for file in report["files"])
    assert (tmp_path / "lake" / "protocols" / "000001.xlsx").is_file()


def test_the_same_files_twice_change_nothing(objektiv: Run, district: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    first = objektiv("load", district, "--lake", lake, "--json").json
    before = snapshot(lake)
    second = objektiv("load", district, "--lake", lake, "--json").json
    assert snapshot(lake) == before
    assert second["totals"] == first["totals"]
    assert {file["status"] for file in second["files"]} == {"unchanged"}


def test_a_corrected_file_replaces_its_own_rows_and_the_first_version_stays(
    objektiv: Run, district: Path, tmp_path: Path
) -> None:
    book = tmp_path / "in" / "2021" / "4" / ma4(district).name
    book.parent.mkdir(parents=True)
    shutil.copy(ma4(district), book)
    lake = tmp_path / "lake"
    first = objektiv("load", tmp_path / "in", "--lake", lake, "--json").json["totals"]
    rewrite(book, book, lambda rows: rows[:-1])
    second = objektiv("load", tmp_path / "in", "--lake", lake, "--json").json["totals"]
    assert second["rows"] == first["rows"] - 1
    third = objektiv("load", tmp_path / "in", "--lake", lake, "--json").json["totals"]
    assert third == second
    assert (
        works(objektiv, lake, tmp_path / "now")
        == works(objektiv, lake, tmp_path / "then", "--version", "1") - 1
    )


def works(objektiv: Run, lake: Path, out: Path, *options: str) -> int:
    answer = objektiv("analyse", "--lake", lake, "--out", out, "--no-reports", *options)
    assert answer.code == 0, answer.err
    lines = (out / "schools.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    return sum(int(line.split(",")[3]) for line in lines)


def test_one_schools_corrected_file_under_another_name_replaces_that_school(
    objektiv: Run, district: Path, tmp_path: Path
) -> None:
    lake, rows = (
        tmp_path / "lake",
        CalamineWorkbook.from_path(str(ma4(district))).get_sheet_by_index(0).to_python(),
    )
    school = rows[1][0]
    mine = [row for row in rows[1:] if row[0] == school]
    assert objektiv("load", district, "--lake", lake, "--json").code == 0
    total = works(objektiv, lake, tmp_path / "a")
    corrected = tmp_path / "2021" / "4" / "Математика исправленная.xlsx"
    corrected.parent.mkdir(parents=True)
    rewrite(ma4(district), corrected, lambda all_rows: [all_rows[0], *mine])
    assert objektiv("load", corrected, "--lake", lake, "--json").code == 0
    assert works(objektiv, lake, tmp_path / "b") == total


def test_refused_files_are_named_and_the_others_are_loaded(
    objektiv: Run, district: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in" / "2021" / "4"
    folder.mkdir(parents=True)
    shutil.copy(ma4(district), folder)
    (folder / "текст.xlsx").write_text("просто текст", encoding="utf-8")
    (folder / "обрезан.xlsx").write_bytes(ma4(district).read_bytes()[:2000])
    (folder / "письмо.docx").write_bytes(b"x")
    (folder / "чужая.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    answer = objektiv("load", tmp_path / "in", "--lake", tmp_path / "lake", "--json")
    report = answer.json
    assert answer.code == 3
    assert sorted(Path(file["path"]).name for file in report["files"] if file["status"] == "refused") == [
        "обрезан.xlsx",
        "текст.xlsx",
    ]
    assert all(file["message"] for file in report["files"] if file["status"] == "refused")
    assert sorted(Path(path).name for path in report["skipped"]) == ["письмо.docx", "чужая.csv"]
    assert [file["assessment"] for file in report["files"] if file["status"] == "loaded"] == ["vpr-2021-ma4"]


def test_people_see_a_table_and_a_sentence_for_each_refusal(objektiv: Run, tmp_path: Path) -> None:
    bad = tmp_path / "пустой.xlsx"
    bad.touch()
    answer = objektiv("load", bad, "--lake", tmp_path / "lake")
    assert answer.code == 3
    assert "пустой.xlsx" in answer.err
    assert "Протокол" in answer.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("load", "нет-такой-папки", "--lake", "lake"), "нет такого файла или папки"),
        (("load",), "ПУТЬ"),
        (("load", ".", "--lake", "lake", "--assessment", "математика"), "не похоже на код процедуры"),
    ],
)
def test_wrong_usage_has_exit_code_two_and_a_russian_sentence(
    objektiv: Run, arguments: tuple[str, ...], said: str
) -> None:
    answer = objektiv(*arguments)
    assert answer.code == 2
    assert said in answer.err.lower() or said in answer.err


def test_the_assessment_can_be_named_by_the_user(objektiv: Run, district: Path, tmp_path: Path) -> None:
    book = tmp_path / "работа.xlsx"
    shutil.copy(ma4(district), book)
    answer = objektiv("load", book, "--lake", tmp_path / "lake", "--assessment", "vpr-2021-ma4", "--json")
    assert [file["assessment"] for file in answer.json["files"]] == ["vpr-2021-ma4"]


def test_a_disk_that_fills_during_the_load_loses_nothing(
    objektiv: Run, district: Path, tmp_path: Path
) -> None:
    lake = tmp_path / "lake"
    assert objektiv("load", district / "2021" / "5", "--lake", lake, "--json").code == 0
    before = snapshot(lake)

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    answer = objektiv("load", district, "--lake", lake, "--json", preexec_fn=limit)
    assert answer.code == 4
    assert "не удалось записать" in answer.err.lower()
    assert snapshot(lake).items() >= before.items()
    assert objektiv("load", district, "--lake", lake, "--json").code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="процессы перечислены в /proc только в Linux")
def test_a_load_killed_in_the_middle_leaves_the_lake_as_it_was(
    objektiv: Run, district: Path, tmp_path: Path
) -> None:
    lake = tmp_path / "lake"
    assert objektiv("load", district / "2021" / "5", "--lake", lake, "--json").code == 0
    generations = sorted((lake / "generations").iterdir())
    command = [sys.executable, "-m", "objektiv.cli", "load", str(district), "--lake", str(lake), "--json"]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(0.4)
    process.kill()
    process.wait()
    assert set(generations) <= set((lake / "generations").iterdir())
    wait_until_no_process_of(process.pid)
    answer = objektiv("load", district, "--lake", lake, "--json")
    assert answer.code == 0
    assert len(answer.json["files"]) == 7


def wait_until_no_process_of(session: int) -> None:
    """Readers of a killed load end by themselves."""
    for _ in range(300):
        if not [path for path in Path("/proc").glob("[0-9]*/stat") if session_of(path) == session]:
            return
        time.sleep(0.1)
    pytest.fail("reading processes outlived the load")


def session_of(stat: Path) -> int:
    try:
        fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[3]) if fields[0] != "Z" else 0
