"""Names of files that people send, made safe to keep, to show and to give back."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

LONGEST = 100
LONGEST_SUFFIX = 10
# Signs that some file system or browser understands otherwise; marks that turn the direction of writing.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_DEVICE = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """The last part of a name, which no file system takes for anything else; at most 100 letters, the ending kept."""
    last = re.split(r"[\\/]", name)[-1]
    plain = _UNSAFE.sub("_", last).strip(". ") or "файл"
    plain = f"_{plain}" if _DEVICE.match(plain) else plain
    path = PurePosixPath(plain)
    suffix = path.suffix[:LONGEST_SUFFIX]
    return f"{path.stem[: LONGEST - len(suffix)].rstrip('. ')}{suffix}" if suffix else plain[:LONGEST]
