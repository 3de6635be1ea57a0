"""A real office for the journeys: its own folder, its own server process, people with passwords."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
PASSWORD = "длинный-пароль-1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_office(home: Path, database: str = "") -> Iterator[str]:
    """The address of an office with the people of ``people.py``; the server is stopped at the end."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OBJEKTIV_")}
    environment |= {"OBJEKTIV_HOME": str(home), **({"OBJEKTIV_DATABASE": database} if database else {})}
    # The settings of the suite would put the office into memory.
    environment |= {"DJANGO_SETTINGS_MODULE": "objektiv.web.settings"}
    office = [sys.executable, "-m", "objektiv.web"]
    home.mkdir(parents=True)
    subprocess.run([*office, "migrate", "-v", "0"], env=environment, check=True, timeout=300)
    subprocess.run([sys.executable, str(HERE / "people.py")], env=environment, check=True, timeout=300)
    port = free_port()
    log = (home / "server.txt").open("w", encoding="utf-8")
    server = subprocess.Popen(
        [*office, "serve", "--port", str(port)], env=environment, stdout=log, stderr=subprocess.STDOUT
    )
    try:
        _wait(f"http://127.0.0.1:{port}/health/", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


def _wait(address: str, server: subprocess.Popen) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise AssertionError(f"the server ended with {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")
