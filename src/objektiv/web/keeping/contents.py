"""What of the folder of state belongs into a copy."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from objektiv.web.keeping.manifest import FILES, is_sound
from objektiv.web.shell.running import LOCK, PULSE

# The database goes in as rows; the queue, logs and drafts are of the moment.
_OWN_WAY = ("objektiv.sqlite3", "queue.sqlite3")
_FOLDERS = frozenset({"logs", "files/trials"})


@dataclass(frozen=True, slots=True)
class Contents:
    """Paths relative to the folder, with «/», sorted: ``files`` to keep; ``unsound`` as they can be shown."""

    files: tuple[str, ...]
    unsound: tuple[str, ...]


def contents_of(home: Path) -> Contents:
    """What belongs into a copy, and what has names that a restore would refuse."""
    found = sorted(_walk(home))
    sound = tuple(name for name in found if is_sound(f"{FILES}{name}"))
    return Contents(sound, tuple(map(_shown, sorted(set(found) - set(sound)))))


def _shown(name: str) -> str:
    return name.encode(errors="surrogateescape").decode(errors="replace")


def _walk(home: Path) -> Iterator[str]:
    for folder, inner, names in os.walk(home):
        place = Path(folder).relative_to(home)
        inner[:] = [one for one in inner if _is_kept(one) and (place / one).as_posix() not in _FOLDERS]
        for name in filter(_is_kept, names):
            if place.parts or not (name in {LOCK, PULSE} or name.startswith(_OWN_WAY)):
                yield (place / name).as_posix()


def _is_kept(name: str) -> bool:
    return not name.startswith(".") and not name.endswith(".part")
