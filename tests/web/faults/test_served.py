"""The server itself is killed: nothing goes on without it, it starts again, and the interrupted job says so."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from offices import act, clean, run_in

from objektiv.web.shell.jobs import STOPPED

pytestmark = pytest.mark.slow

PATIENCE = 60  # seconds


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def until(holds: Callable[[], object], what: str) -> None:
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends, what
        time.sleep(0.05)


@contextmanager
def served(home: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A server in a session of its own; whatever is left of the session ends with the test."""
    command = [sys.executable, "-m", "objektiv.cli", "serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(
        command, env=clean(OBJEKTIV_HOME=home), cwd=home.parent, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        until(lambda: process.poll() is not None or health(port) == 200, "the server did not start")
        assert process.poll() is None
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def health(port: int) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def of_session(leader: int) -> list[int]:
    """Processes of a session that are alive."""
    found = []
    for folder in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            state, _, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            if int(session) == leader and state != "Z":
                found.append(int(folder.name))
    return found


def jobs(home: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(home / "objektiv.sqlite3", timeout=20)) as base:
        return base.execute("SELECT state, error FROM shell_job WHERE kind = 'assessments.load'").fetchall()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are read from /proc")
def test_a_server_killed_in_a_job_starts_again_and_tells_of_it(home: Path) -> None:
    port = free_port()
    with served(home, port) as first:
        assert act(home, "confirm").code == 0  # puts the job into the queue, as a page does
        until(lambda: [state for state, _ in jobs(home)] != ["waiting"], "the job did not start")
        os.kill(first.pid, signal.SIGKILL)
        first.wait(10)
        until(lambda: of_session(first.pid) == [], "processes go on without their server")
    with served(home, port):
        ((state, error),) = jobs(home)
        assert (state, error) in {("failed", STOPPED), ("done", "")}
        until((home / "worker.pulse").exists, "no pulse")
        if state == "failed":
            assert act(home, "confirm").code == 0
        until(lambda: jobs(home)[-1][0] in {"done", "failed"}, "the job did not end")
        with closing(sqlite3.connect(home / "objektiv.sqlite3")) as base:
            found = base.execute("SELECT state FROM assessments_import ORDER BY id DESC LIMIT 1").fetchone()
            works = base.execute("SELECT sum(counted) FROM assessments_submission").fetchone()
        assert (found, works) == (("loaded",), (8 + 8 + 9,))
    assert run_in(home, "verify-log").code == 0


def test_one_folder_has_one_server_and_is_not_restored_under_it(home: Path) -> None:
    port = free_port()
    with served(home, port):
        second = run_in(home, "serve", "--port", free_port())
        assert (second.code, "уже открыт" in second.err) == (2, True)
        restored = run_in(home, "restore", home.parent / "copy.zip", "--replace")
        assert (restored.code, restored.err) == (
            2,
            f"Кабинет в папке {home} открыт. Остановите его и повторите команду.\n",
        )
        assert run_in(home, "backup", home.parent / "new.zip").code == 0
        assert health(port) == 200
        told = [
            json.loads(line)
            for file in (home / "logs").iterdir()
            for line in file.read_text("utf-8").splitlines()
        ]
        assert {"/health/"} <= {line.get("path") for line in told}
