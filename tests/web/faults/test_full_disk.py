"""The disk fills during an upload, a load, a copy, a restore: a sentence, and nothing is damaged.

A full disk is a small file system in memory where the system lets us mount one, elsewhere a limit on the size of files.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from offices import act, files_of, rows_in_file, run_in

pytestmark = pytest.mark.slow

FULL = ("на диске нет места", "файл больше, чем разрешено")


def limited(size: int) -> dict[str, object]:
    """Options by which a command may write no file larger than ``size`` bytes."""
    return {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("здесь нельзя подключить маленький диск")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def filled(disk: Path, left: int) -> None:
    """Take all room but ``left`` bytes."""
    size = shutil.disk_usage(disk).free - left
    (disk / "ballast").write_bytes(bytes(max(0, size)))


def test_a_copy_that_does_not_fit_leaves_nothing(home: Path) -> None:
    before = files_of(home), rows_in_file(home)
    answer = run_in(home, "backup", home.parent / "new.zip", **limited(100_000))
    assert answer.code == 4
    assert any(words in answer.err for words in FULL), answer.err
    assert sorted(path.name for path in home.parent.iterdir()) == [
        "copy.zip",
        "in",
        "in-office-1",
        "in-office-2",
        "office",
    ]
    assert (files_of(home), rows_in_file(home)) == before


def test_files_that_do_not_fit_leave_no_import(home: Path) -> None:
    size = (home / "objektiv.sqlite3").stat().st_size
    before = files_of(home), rows_in_file(home)
    answer = act(home, "receive_large", **limited(2 * size))
    assert answer.code != 0
    assert any(words in answer.err for words in FULL), answer.err[-500:]
    assert (files_of(home), rows_in_file(home)) == before


@pytest.mark.parametrize("left", [0, 40_000, 400_000])
@pytest.mark.parametrize("action", ["load", "run", "receive"])
def test_a_full_disk_damages_nothing(made: Path, small_disk: Path, action: str, left: int) -> None:
    home = Path(shutil.copytree(made / "office", small_disk / "office"))
    assert act(home, {"load": "confirm_here", "run": "start_run"}.get(action, "nothing")).code == 0
    files = files_of(home)
    filled(small_disk, left)
    answer = act(home, action)
    (small_disk / "ballast").unlink()
    if answer.code == 0:
        return  # it went in
    refused = ("database or disk is full", "disk I/O error", *FULL)
    assert any(words in answer.err for words in refused), answer.err[-700:]
    assert run_in(home, "verify-log").code == 0
    assert {name: one for name, one in files_of(home).items() if name in files} == files
    assert act(home, action).code == 0
    assert run_in(home, "verify-log").code == 0


def test_a_restore_that_does_not_fit_changes_nothing(made: Path, small_disk: Path) -> None:
    home = Path(shutil.copytree(made / "office", small_disk / "office"))
    filled(small_disk, 100_000)
    before = files_of(home), rows_in_file(home)
    answer = run_in(home, "restore", made / "copy.zip", "--replace")
    assert (answer.code, "Для восстановления нужно" in answer.err) == (4, True), answer.err
    assert (files_of(home), rows_in_file(home)) == before


def test_a_disk_that_fills_during_a_restore_changes_nothing(home: Path) -> None:
    before = files_of(home), rows_in_file(home)
    answer = run_in(home, "restore", home.parent / "copy.zip", "--replace", **limited(50_000))
    assert answer.code in {3, 4}, answer.err
    assert any(words in answer.err for words in ("База не приняла копию", *FULL)), answer.err
    assert (files_of(home), rows_in_file(home)) == before
    assert list(home.parent.glob(".office*")) == []
