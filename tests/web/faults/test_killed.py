"""Killed at any moment of an import, a run, a copy, a restore: consistent after it, nothing lost, nothing doubled.

Each action is first counted in touches of disk and database, then killed before some of them, from first to last.
"""

from __future__ import annotations

import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from offices import act, files_of, rows_in_file, run_in

from objektiv.lake.lake import Lake

pytestmark = pytest.mark.slow

KILLS = 4
KILLED = -signal.SIGKILL


def kept(home: Path) -> dict[str, object]:
    """What the office holds, without times and numbers of rows: the same however often it was killed on the way."""
    with closing(sqlite3.connect(home / "objektiv.sqlite3")) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        asked = {
            "imports": "SELECT id, state, lake_before, lake_after, lake_undone FROM assessments_import ORDER BY id",
            "files": "SELECT loaded_in_id, name, state, generation FROM assessments_importfile ORDER BY id",
            "submissions": "SELECT assessment, number, works, counted FROM assessments_submission ORDER BY 1, 2",
            "verbs": "SELECT verb, count(*) FROM audit_record GROUP BY verb ORDER BY verb",
            "runs": "SELECT id, state FROM assessments_run ORDER BY id",
        }
        found: dict[str, object] = {name: base.execute(sql).fetchall() for name, sql in asked.items()}
    generation = Lake.open(home / "lake").generation
    found["lake"] = (
        generation.number,
        [(one.sha256, one.rows, one.generation) for one in generation.active()],
    )
    return found


def spread(total: int) -> list[int]:
    """Steps at which to kill: the first, the last and some between."""
    return sorted({1 + round(k * (total - 1) / (KILLS - 1)) for k in range(KILLS)})


def finished(home: Path, action: str) -> int:
    """The action to its end, over a journal that is whole before and after; its number of steps."""
    done = act(home, action)
    assert done.code == 0, done.err
    return int(done.out.split()[-1])


@pytest.mark.parametrize("action", ["load", "undo"])
def test_killed_anywhere_and_done_again_it_is_done_once(
    made: Path, home: Path, tmp_path: Path, action: str
) -> None:
    finished(home, "confirm_here")
    if action == "undo":
        finished(home, "load")
    before = tmp_path / "before"
    shutil.copytree(home.parent, before)
    total = finished(home, action)
    expected = kept(home)
    assert total > 10
    for step in spread(total):
        place = tmp_path / f"at{step}"
        shutil.copytree(before, place)
        again = place / "office"
        assert act(again, action, step).code == KILLED
        kept(again)
        finished(again, action)
        assert kept(again) == expected, step
        shutil.rmtree(place)


def run_files(home: Path, number: int) -> dict[str, str]:
    """Files of a run but its log, which holds the clock; empty when its folder is not there."""
    mine = f"runs/{number:06d}/"
    found = {name.removeprefix(mine): one for name, one in files_of(home).items() if name.startswith(mine)}
    found.pop("run.log", None)
    if "report.docx" in found:  # an archive also holds the clock: what is in it counts
        with ZipFile(home / mine / "report.docx") as archive:
            found["report.docx"] = repr([(one.filename, one.CRC) for one in archive.infolist()])
    return found


def test_a_run_killed_anywhere_is_never_done_and_a_new_one_is_whole(home: Path, tmp_path: Path) -> None:
    """Its folder is complete or not there; nobody reads it, as the run is not done."""
    finished(home, "start_run")
    before = tmp_path / "before"
    shutil.copytree(home.parent, before)
    total = finished(home, "run")
    expected = run_files(home, 2)
    assert (total > 10, "run.json" in expected, kept(home)["runs"]) == (
        True,
        True,
        [(1, "done"), (2, "done")],
    )
    for step in spread(total):
        again = Path(shutil.copytree(before, tmp_path / f"at{step}")) / "office"
        assert act(again, "run", step).code == KILLED
        assert kept(again)["runs"] == [(1, "done"), (2, "started")]
        assert run_files(again, 2) in ({}, expected), step
        finished(again, "start_run")
        finished(again, "run")
        assert kept(again)["runs"] == [(1, "done"), (2, "started"), (3, "done")]
        assert run_files(again, 3) == expected, step
        shutil.rmtree(again.parent)


def test_killed_while_files_arrive_there_is_a_whole_import_or_none(
    home: Path, tmp_path: Path, made: Path
) -> None:
    before = kept(home)
    total = finished(home, "receive")
    after = kept(home)
    assert len(after["imports"]) == len(before["imports"]) + 1
    for step in spread(total):
        again = Path(shutil.copytree(made, tmp_path / f"at{step}")) / "office"
        assert act(again, "receive", step).code == KILLED
        kept(again)
        assert kept(again) == before, step
        finished(again, "receive")
        assert kept(again) == after, step


def test_killed_while_a_copy_is_made_there_is_no_half_copy(home: Path, tmp_path: Path, made: Path) -> None:
    total = finished(home, "backup")
    assert (home.parent / "new.zip").is_file()
    for step in spread(total):
        again = Path(shutil.copytree(made, tmp_path / f"at{step}")) / "office"
        before = files_of(again)
        assert act(again, "backup", step).code == KILLED
        kept(again)
        assert files_of(again) == before
        target = again.parent / "new.zip"
        if target.exists():  # killed only while the journal was told of it
            assert run_in(tmp_path / f"second{step}", "restore", target).code == 0
        finished(again, "backup")
        shutil.rmtree(again.parent)


def test_killed_while_restoring_it_is_the_old_office_or_the_new_one(
    home: Path, tmp_path: Path, made: Path
) -> None:
    old = files_of(home), kept(home)
    total = finished(home, "restore")
    new = files_of(home)
    assert old[0] != new
    steps = sorted({1, total // 2, *range(total - 3, total + 1)})
    seen = set()
    for step in steps:
        again = Path(shutil.copytree(made, tmp_path / f"at{step}")) / "office"
        assert act(again, "restore", step).code == KILLED
        assert run_in(again, "verify-log").code == 0  # the next command ends a swap that was begun
        found = files_of(again)
        assert found in (old[0], new), step
        seen.add("new" if found == new else "old")
        if found == old[0]:
            assert kept(again) == old[1]
        finished(again, "restore")
        assert files_of(again) == new
        shutil.rmtree(again.parent)
    assert seen == {"old", "new"}


def test_the_copy_made_while_the_office_works_is_of_one_moment(home: Path, tmp_path: Path) -> None:
    """Imports arrive all the while; in every copy each import has its files and the chain is whole."""
    import subprocess
    import sys

    from offices import HERE, clean

    command = [sys.executable, str(HERE / "faults" / "act.py"), "receive_many"]
    writer = subprocess.Popen(command, env=clean(OBJEKTIV_HOME=home), stdout=subprocess.PIPE, text=True)
    try:
        assert writer.stdout is not None
        writer.stdout.readline()  # it has begun
        for k in range(2):
            target = tmp_path / f"{k}.zip"
            assert run_in(home, "backup", target).code == 0
            restored = tmp_path / f"office{k}"
            assert run_in(restored, "restore", target).code == 0
            rows = rows_in_file(restored)["assessments_importfile"]
            stored = {path.name for path in (restored / "files" / "imports").rglob("*.xlsx")}
            named = {row[-1] for row in file_paths(restored)}
            assert len(rows) >= 3
            assert named <= stored
    finally:
        writer.kill()
        writer.communicate(timeout=10)


def file_paths(home: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(home / "objektiv.sqlite3")) as base:
        found = base.execute(
            "SELECT loaded_in_id, stored FROM assessments_importfile WHERE is_kept"
        ).fetchall()
    for number, stored in found:
        assert (home / "files" / "imports" / f"{number:06d}" / stored).is_file()
    return [(Path(stored).name,) for _, stored in found]
