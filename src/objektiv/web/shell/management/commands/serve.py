"""``objektiv serve``: bring the database up to date, start the worker of background jobs and the server of pages."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import Interfaces

from objektiv.model.errors import UsageError
from objektiv.web.shell.jobs import fail_abandoned_jobs
from objektiv.web.shell.running import only_office

LOOPBACK = "127.0.0.1"
STOP_SECONDS = 5  # for a background job to end
PAGE_SECONDS = 2  # for pages that are being answered


class Command(BaseCommand):
    """Serve the office until Ctrl+C or SIGTERM."""

    help = "Открыть кабинет в браузере."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Address, port and number of processes."""
        parser.add_argument("--address", default=LOOPBACK)
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *_: Any, address: str, port: int, workers: int, **__: Any) -> None:
        """Run."""
        check_free(address, port)
        with only_office(settings.OBJEKTIV_HOME):
            self._serve(address, port, workers)

    def _serve(self, address: str, port: int, workers: int) -> None:
        prepare()
        with worker_of_jobs():
            self.stdout.write(f"Объектив: http://{address}:{port} (остановить — Ctrl+C)")
            Granian(
                "objektiv.web.wsgi:application",
                address=address,
                port=port,
                interface=Interfaces.WSGI,
                workers=workers,
                log_access=False,
                log_enabled=False,
                workers_kill_timeout=PAGE_SECONDS,
            ).serve()


def prepare() -> None:
    """The folder of state, the tables, the cache; jobs that a stop interrupted are told so."""
    settings.OBJEKTIV_HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    fail_abandoned_jobs()


def check_free(address: str, port: int) -> None:
    """UsageError when another program listens there: better now than after minutes of work."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise UsageError(
                f"порт {port} занят другой программой.", f"Укажите другой: --port {port + 1}."
            ) from error


@contextmanager
def worker_of_jobs() -> Iterator[None]:
    """A second process that does background jobs, stopped with the server."""
    command = [sys.executable, "-m", "objektiv.web", "run_huey", "--workers", "1", "--quiet"]
    # A session of its own: Ctrl+C reaches the server alone, which then ends the worker, however far it has started.
    worker = subprocess.Popen(command, env=os.environ.copy(), start_new_session=True)
    try:
        yield
    finally:
        worker.terminate()
        try:
            worker.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            worker.kill()
