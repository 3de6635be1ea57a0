"""A PostgreSQL of this run only: a cluster on loopback in a folder of its own, stopped at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path:
    if found := shutil.which("initdb"):
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if not folders:
        raise SystemExit("нет PostgreSQL: установите пакет postgresql")
    return folders[0]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def cluster() -> Iterator[str]:
    """Address of an empty database, as OBJEKTIV_DATABASE takes it."""
    folder = Path(tempfile.mkdtemp(prefix="objektiv-bench-"))
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_postgres:
        shutil.chown(folder, "postgres", "postgres")
    port, data, found = free_port(), str(folder / "data"), programs()
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c shared_buffers=512MB"
    )
    control = [*as_postgres, str(found / "pg_ctl"), "-D", data, "-w", "-t", "60"]
    initdb = [*as_postgres, str(found / "initdb"), "-D", data, "-U", "office", "-A", "trust", "-E", "UTF8"]
    try:
        subprocess.run([*initdb, "--locale=C.UTF-8"], check=True, capture_output=True, cwd="/")
        subprocess.run(
            [*control, "-l", str(folder / "log"), "-o", options, "start"],
            check=True,
            capture_output=True,
            cwd="/",
        )
        try:
            yield f"postgresql://office@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "fast", "stop"], check=True, capture_output=True, cwd="/")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
