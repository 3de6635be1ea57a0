"""Showing a report in a browser from this machine only."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from objektiv.model.errors import UsageError

LOOPBACK = "127.0.0.1"


class _ReportHandler(SimpleHTTPRequestHandler):
    """Files of the report folder; the bare address is the report itself."""

    def translate_path(self, path: str) -> str:
        """Map the bare address to report.html."""
        return super().translate_path("/report.html" if path.split("?", maxsplit=1)[0] == "/" else path)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Keep the console for messages to the user."""


def open_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of ``folder`` on the loopback address, not yet serving; UsageError when the port is taken."""
    handler = partial(_ReportHandler, directory=str(folder))
    try:
        return ThreadingHTTPServer((LOOPBACK, port), handler)
    except OSError as error:
        raise UsageError(
            f"порт {port} занят другой программой.",
            "Укажите другой: objektiv demo --port 8001 или make demo PORT=8001.",
        ) from error
