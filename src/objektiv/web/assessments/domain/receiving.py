"""Files of an import on disk: names made safe, bytes hashed as they arrive, nothing left behind on failure."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from objektiv.lake.storage import disk_error
from objektiv.web.assessments.models import Import, ImportFile
from objektiv.web.shell.file_names import safe_name

KEPT_FOLDERS = 3


@dataclass(frozen=True)
class Incoming:
    """A file on its way in: the name and the folders of the sender's computer (they may tell year and grade)."""

    name: str
    chunks: Iterable[bytes]
    folders: str = ""


def safe_folders(folders: str) -> PurePosixPath:
    """The nearest folders of the sender, each with a safe name; never upwards."""
    parts = [part for part in re.split(r"[\\/]+", folders) if part.strip(". ")]
    return PurePosixPath(*(safe_name(part) for part in parts[-KEPT_FOLDERS:]))


def store(load: Import, incoming: Sequence[Incoming]) -> list[ImportFile]:
    """Write the files of a new import into its folder; LakeError when the disk does not take them;
    the caller discards the folder then."""
    shutil.rmtree(
        load.folder, ignore_errors=True
    )  # left by a process that was killed before its number counted
    try:
        return [_store(load, position, one) for position, one in enumerate(incoming, start=1)]
    except OSError as error:
        raise disk_error(load.folder, error) from error


def _store(load: Import, position: int, incoming: Incoming) -> ImportFile:
    name = safe_name(incoming.name)
    stored = PurePosixPath(f"f{position:03d}") / safe_folders(incoming.folders) / name
    target = load.folder / stored
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as file:
        for chunk in incoming.chunks:
            digest.update(chunk)
            size += file.write(chunk)
    return ImportFile(
        loaded_in=load, position=position, name=name, stored=str(stored), sha256=digest.hexdigest(), size=size
    )


def discard(files: Iterable[ImportFile]) -> None:
    """Delete originals that may not or need not be kept."""
    for file in files:
        file.path.unlink(missing_ok=True)
        file.is_kept = False


def discard_folder(folder: Path) -> None:
    """Delete a folder of files with all that is in it."""
    shutil.rmtree(folder, ignore_errors=True)
