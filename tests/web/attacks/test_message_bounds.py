"""Where a request ends: the server reads it in one way alone, so that no second request hides in the first."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from offices import clean

pytestmark = pytest.mark.slow
SECOND = b"GET /health/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Of a server of its own, stopped in the end."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        number = int(found.getsockname()[1])
    command = [sys.executable, "-m", "objektiv.cli", "serve", "--port", str(number), "--workers", "1"]
    home = tmp_path_factory.mktemp("bounds") / "home"
    process = subprocess.Popen(
        command, env=clean(OBJEKTIV_HOME=home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        ends = time.monotonic() + 60
        while not statuses(number, SECOND):
            assert time.monotonic() < ends, "the server did not start"
            time.sleep(0.2)
        yield number
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def statuses(port: int, sent: bytes) -> list[int]:
    """Statuses of all answers to what was sent on one connection; empty when nobody listens."""
    answered = b""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(sent)
        while got := connection.recv(65536):
            answered += got
    return [int(one) for one in re.findall(rb"HTTP/1\.1 (\d{3}) ", answered)]


def first(*headers: bytes, body: bytes) -> bytes:
    return b"\r\n".join((b"POST /login/ HTTP/1.1", b"Host: localhost", *headers, b"", body))


def test_the_length_is_not_believed_where_pieces_are_announced(port: int) -> None:
    """Were it believed, the server would wait for the rest; it answers, closes, and reads nothing that follows."""
    pieces = b"0\r\n\r\n"
    honest = first(b"Transfer-Encoding: chunked", body=pieces + SECOND)
    both = first(b"Content-Length: 100000", b"Transfer-Encoding: chunked", body=pieces + SECOND)
    assert (statuses(port, honest), statuses(port, both)) == ([403, 200], [403])


@pytest.mark.parametrize(
    "headers",
    [
        (b"Content-Length: 5", b"Content-Length: 6"),
        (b"Content-Length : 5",),
        (b"Content-Length: +5",),
        (b"Transfer-Encoding: xchunked",),
        (b"Transfer-Encoding : chunked",),
    ],
)
def test_a_request_without_clear_bounds_is_refused(port: int, headers: tuple[bytes, ...]) -> None:
    assert statuses(port, first(*headers, body=b"hello" + SECOND)) == [400]
