"""The whole suite of the office once more on PostgreSQL: a server of its own on loopback, stopped when it is over."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ADDRESS = "OBJEKTIV_TEST_DATABASE"
HERE = Path(__file__).parent


def programs() -> Path | None:
    """Where initdb and pg_ctl lie: on the path, or in the newest version of Debian's folder."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: there is a user for it."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    found = programs()
    if found is None:
        if os.environ.get("OBJEKTIV_NO_SKIP") == "1":
            pytest.fail("нет PostgreSQL")
        pytest.skip("нет PostgreSQL: кабинет на нём не проверен")
    folder = Path("/tmp") / f"objektiv-postgresql-{os.getpid()}"
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = str(folder / "data")
    control = as_postgres([str(found / "pg_ctl"), "-D", data, "-w", "-t", "60"])
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    try:
        command = [
            str(found / "initdb"),
            "-D",
            data,
            "-U",
            "office",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]
        subprocess.run(as_postgres(command), check=True, capture_output=True, cwd="/")
        log = str(folder / "log")
        subprocess.run(
            [*control, "-l", log, "-o", options, "start"], check=True, capture_output=True, cwd="/"
        )
        yield f"postgresql://office@127.0.0.1:{port}/postgres"
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd="/")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.skipif(ADDRESS in os.environ, reason="it is this run")
def test_the_office_works_on_postgresql(server: str) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        str(HERE),
        "-q",
        "-m",
        "not slow",
        "-n",
        "2",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(
        command, env=os.environ | {ADDRESS: server}, cwd=HERE.parents[1], capture_output=True, text=True, timeout=1500,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:]
