"""The demo: an office made once, reused, made again when half-made, stopped at once, removed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from conftest import Run
from objektiv.web.shell.running import only_office

SMALL = ("--schools", "6", "--years", "2026")
MAKING = 240  # seconds on a busy machine
OPENING = 60
STOPPING = 20


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("OBJEKTIV_")}


def start(out: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "objektiv.cli", "demo", "--out", str(out), *SMALL, *more]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env=environment(), cwd=out.parent,
    )  # fmt: skip


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def page(address: str, process: subprocess.Popen[str], seconds: int) -> str:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        assert process.poll() is None, process.communicate()
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                return str(answer.read().decode("utf-8"))
        except OSError:
            time.sleep(0.2)
    pytest.fail("the page did not appear")


def stop(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Ctrl+C as a terminal sends it: to every process of the group; nothing of the group is left."""
    os.killpg(process.pid, signal.SIGINT)
    try:
        said = process.communicate(timeout=STOPPING)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    assert is_gone(process.pid)
    return said


def is_gone(group: int) -> bool:
    """Whether the last process of a group ends within a few seconds."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small training office, made to the end."""
    out = tmp_path_factory.mktemp("demo") / "demo"
    process = start(out, "--no-serve")
    _, err = process.communicate(timeout=MAKING)
    assert process.returncode == 0, err
    return out


@pytest.mark.slow
def test_the_made_office_opens_at_once_and_stops_at_once(made: Path) -> None:
    before = (made / "training.json").read_bytes(), (made / "training" / "truth.csv").stat().st_mtime_ns
    port = free_port()
    process = start(made, "--port", str(port))
    try:
        text = page(f"http://127.0.0.1:{port}/login/demo/", process, OPENING)
    finally:
        out, err = stop(process)
    assert "УЧЕБНЫЕ ДАННЫЕ" in text
    assert "Войти: " in text
    assert f"http://127.0.0.1:{port}" in out
    assert "Traceback" not in err
    assert "Непредвиденная" not in err
    assert before == (
        (made / "training.json").read_bytes(),
        (made / "training" / "truth.csv").stat().st_mtime_ns,
    )


@pytest.mark.slow
def test_a_half_made_office_is_made_again(made: Path) -> None:
    (made / "training.json").write_text("{}", encoding="utf-8")
    (made / "lake" / "наполовину").write_text("", encoding="utf-8")
    process = start(made, "--no-serve")
    _, err = process.communicate(timeout=MAKING)
    assert process.returncode == 0, err
    assert json.loads((made / "training.json").read_text(encoding="utf-8"))["recipe"]["years"] == [2026]
    assert not (made / "lake" / "наполовину").exists()


@pytest.mark.slow
def test_ctrl_c_while_it_is_made_leaves_nothing_running_and_nothing_ready(tmp_path: Path) -> None:
    process = start(tmp_path / "demo", "--no-serve")
    while not (tmp_path / "demo" / "training" / "workbooks").is_dir():
        assert process.poll() is None, process.communicate()
        time.sleep(0.1)
    _, err = stop(process)
    assert process.returncode == 130
    assert "Остановлено" in err
    assert "Traceback" not in err
    assert "recipe" not in json.loads((tmp_path / "demo" / "training.json").read_text(encoding="utf-8"))


def test_the_demo_leaves_a_folder_with_other_files_alone(objektiv: Run, tmp_path: Path) -> None:
    (tmp_path / "мои").mkdir()
    (tmp_path / "мои" / "письмо.txt").write_text("важное", encoding="utf-8")
    for more in (("--no-serve",), ("--remove",)):
        answer = objektiv("demo", "--out", tmp_path / "мои", *more)
        assert answer.code == 2
        assert "занята другими файлами" in answer.err or "нет учебного кабинета" in answer.err
        assert [path.name for path in (tmp_path / "мои").iterdir()] == ["письмо.txt"]


@pytest.mark.slow
def test_removing_deletes_the_folder_and_a_real_office_beside_stays(
    made: Path, objektiv: Run, tmp_path: Path
) -> None:
    real = made.parent / "настоящий"
    (real / "lake").mkdir(parents=True)
    (real / "lake" / "piece").write_bytes(b"real")
    (real / "objektiv.sqlite3").write_bytes(b"real rows")
    answer = objektiv("demo", "--out", real, "--remove")
    assert (answer.code, "нет учебного кабинета" in answer.err) == (2, True)
    answer = objektiv("demo", "--out", made, "--remove")
    assert answer.code == 0, answer.err
    assert not made.exists()
    files = {path.name: path.read_bytes() for path in real.rglob("*") if path.is_file()}
    assert files == {"piece": b"real", "objektiv.sqlite3": b"real rows"}


@pytest.mark.parametrize("more", [("--no-serve", "--seed", "8"), ("--remove",)], ids=["anew", "remove"])
def test_an_office_that_is_open_is_not_cleared(objektiv: Run, tmp_path: Path, more: tuple[str, ...]) -> None:
    home = tmp_path / "demo"
    home.mkdir()
    (home / "training.json").write_text("{}", encoding="utf-8")
    (home / "работа.txt").touch()
    with only_office(home):
        answer = objektiv("demo", "--out", home, *SMALL, *more)
        assert sorted(path.name for path in home.iterdir()) == ["office.lock", "training.json", "работа.txt"]
    assert (answer.code, answer.err) == (
        2, f"Учебный кабинет в папке {home} открыт. Остановите его (Ctrl+C там, где он запущен) и повторите команду.\n",
    )  # fmt: skip


def test_a_taken_port_is_said_before_any_work(objektiv: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = objektiv("demo", "--out", tmp_path / "demo", "--port", str(taken.getsockname()[1]))
    assert answer.code == 2
    assert answer.err.count("занят другой программой") == 1
    assert not (tmp_path / "demo").exists()


def test_years_that_make_no_sense_are_said_before_any_work(objektiv: Run, tmp_path: Path) -> None:
    answer = objektiv("demo", "--out", tmp_path / "demo", "--no-serve", "--years", "когда-нибудь")
    assert (answer.code, "не понятны" in answer.err) == (2, True)
    assert not (tmp_path / "demo").exists()
