"""Files that are there whole or not at all: written beside their place, then moved into it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path

from objektiv.lake.storage import disk_error


def save_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` make the file under another name, then put it in place; LakeError when the disk refuses."""
    draft = path.with_name(f".{path.name}.part")
    try:
        write(draft)
        draft.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise disk_error(path, error) from error


def save_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write pieces of text one after another, UTF-8."""

    def write(draft: Path) -> None:
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)

    save_whole(path, write)
