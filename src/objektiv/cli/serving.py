"""A port of this computer, asked for before any work is done."""

from __future__ import annotations

import socket
import sys

from objektiv.model.errors import UsageError

LOOPBACK = "127.0.0.1"


def check_free(port: int) -> None:
    """UsageError when another program listens there: better now than after a minute of work."""
    with socket.socket() as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise UsageError(
                f"порт {port} занят другой программой.",
                "Укажите другой: objektiv demo --port 8001 или make demo PORT=8001.",
            ) from error
