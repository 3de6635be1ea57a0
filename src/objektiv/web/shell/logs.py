"""The log of the server: one JSON object a line, a file a day, and nothing in it that a person typed or is called.

What a page was asked for stands as its route; values in the address only where they are numbers or keys of objects.
Of an exception its kind and the lines of the program are kept, not its text: that may quote what it failed on.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import UUID

from django.http import HttpRequest

OWN = "objektiv."
FIELDS = ("request", "user", "method", "path", "status", "ms", "job", "kind", "state")
KEPT_DAYS = 30
LARGEST = 100 * 1024 * 1024  # bytes a day; a storm of errors may not fill the disk
NAME = "office-{:%Y-%m-%d}.jsonl"
_NAME = re.compile(r"office-(\d{4}-\d\d-\d\d)\.jsonl")
_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")

request_number: ContextVar[str] = ContextVar("request_number", default="")


class Lines(logging.Formatter):
    """A record as one line of JSON. Of other libraries only the unfilled template, as its values may be personal."""

    def format(self, record: logging.LogRecord) -> str:
        """The line without its end."""
        is_own = record.name.startswith(OWN)
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.msg if isinstance(record.msg, str) and (is_own or record.args) else "",
            "logger": record.name,
            "where": f"{record.module}:{record.lineno}",
        }
        if number := request_number.get():
            line["request"] = number
        line |= {name: getattr(record, name) for name in FIELDS if is_own and hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["frames"] = frames(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


class DayFile(logging.Handler):
    """Appends whole lines to the file of the day in ``folder``; several processes may write at once."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = Path(folder)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; a log that cannot be written stops nobody's work."""
        with contextlib.suppress(OSError):
            if not self.folder.parent.is_dir():
                return
            target = self.folder / NAME.format(datetime.now())  # the day of the people who read it
            if not target.exists():
                self.folder.mkdir(mode=0o700, exist_ok=True)
                target.touch(mode=0o600)
                forget_old(self.folder)
            with target.open("ab", buffering=0) as file:
                if file.tell() < LARGEST:
                    file.write(f"{self.format(record)}\n".encode())


def forget_old(folder: Path, today: datetime | None = None) -> None:
    """Delete files of days longer ago than ``KEPT_DAYS``."""
    oldest = f"{(today or datetime.now()) - timedelta(days=KEPT_DAYS):%Y-%m-%d}"
    for file in folder.iterdir():
        if (found := _NAME.fullmatch(file.name)) and found[1] < oldest:
            file.unlink(missing_ok=True)


def route_of(request: HttpRequest) -> str:
    """The address as its route, numbers and keys of objects filled in; empty for an address that does not exist."""
    match = request.resolver_match
    if match is None:
        return ""
    kept = {name: str(value) for name, value in match.kwargs.items() if isinstance(value, int | UUID)}
    return "/" + _PLACE.sub(lambda found: kept.get(found[1], f"<{found[1]}>"), match.route)


def frames(trace: TracebackType | None) -> list[str]:
    """«module.py:12 function» from the outermost to where it failed."""
    return [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)[-25:]]
