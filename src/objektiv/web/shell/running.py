"""One office per folder of state: the lock that its server holds, the pulse of its worker, ending with the server."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import IO

from objektiv.lake.storage import disk_error
from objektiv.model.errors import UsageError

LOCK = "office.lock"
PULSE = "worker.pulse"
BEAT = 5.0  # seconds
ALIVE = 60.0  # seconds without a beat after which the worker counts as stopped
PATIENCE = 3.0  # seconds: whoever only looks at the lock holds it for a moment


@contextmanager
def only_office(home: Path) -> Iterator[None]:
    """Hold the folder; UsageError when another office is open in it. The system frees it when the process dies."""
    try:
        handle = (home / LOCK).open("ab")
    except OSError as error:
        raise disk_error(home / LOCK, error) from error
    with handle:
        ends = time.monotonic() + PATIENCE
        while not _take(handle):
            if time.monotonic() > ends:
                raise UsageError(
                    f"кабинет в папке {home} уже открыт.",
                    "Остановите его (Ctrl+C или служба) и повторите команду.",
                )
            time.sleep(0.1)
        with suppress(OSError):  # a full disk: the start is then unknown
            os.utime(home / LOCK)
        yield


def is_open(home: Path) -> bool:
    """Whether a server holds the folder now; not to be asked by that server itself."""
    try:
        handle = (home / LOCK).open("rb+")
    except OSError:
        return False
    with handle:
        return not _take(handle)


def pulse_age(home: Path) -> float | None:
    """Seconds since the worker of background jobs gave a sign of life; None when it never did."""
    try:
        return max(0.0, time.time() - (home / PULSE).stat().st_mtime)
    except OSError:
        return None


def is_starting(home: Path) -> bool:
    """Whether the server has just been started and its worker has not given a sign of life since."""
    try:
        started = (home / LOCK).stat().st_mtime
    except OSError:
        return False
    age = pulse_age(home)
    return time.time() - started < ALIVE and (age is None or time.time() - age < started)


def live_with_server(home: Path, *, beats: bool) -> Thread:
    """In a thread: end this process soon after its server is gone, whatever it died of; the worker ``beats``."""
    thread = Thread(target=_live, args=(home, beats, os._exit), daemon=True)
    thread.start()
    return thread


def _live(home: Path, beats: bool, end: Callable[[int], object]) -> None:
    while is_open(home):
        if beats:
            _beat(home)
        time.sleep(BEAT)
    end(1)


def _beat(home: Path) -> None:
    try:
        (home / PULSE).touch()
    except OSError:
        return  # a full disk: the page «Состояние» shows both


if sys.platform == "win32":
    import msvcrt

    def _take(handle: IO[bytes]) -> bool:
        try:
            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(handle: IO[bytes]) -> bool:
        try:
            fcntl.lockf(
                handle, fcntl.LOCK_EX | fcntl.LOCK_NB
            )  # not inherited by processes that the server starts
        except OSError:
            return False
        return True
