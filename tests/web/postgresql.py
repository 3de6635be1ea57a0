"""A PostgreSQL server of the tests: its own folder and port on loopback, stopped when the test is over."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def programs() -> Path | None:
    """Where initdb and pg_ctl lie: on the path, or in the newest version of Debian's folder."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: there is a user for it."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@contextmanager
def running_server() -> Iterator[str]:
    """The address of an empty database; skips where PostgreSQL is not installed."""
    found = programs()
    if found is None:
        if os.environ.get("OBJEKTIV_NO_SKIP") == "1":
            pytest.fail("нет PostgreSQL")
        pytest.skip("нет PostgreSQL: кабинет на нём не проверен")
    folder = Path(tempfile.mkdtemp(prefix="objektiv-postgresql-", dir="/tmp"))
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
