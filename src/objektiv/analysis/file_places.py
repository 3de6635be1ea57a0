"""How reports name loaded files: from the folder that holds them all, because many books share one name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from objektiv.lake.lake import Lake
from objektiv.lake.state import StoredFile
from objektiv.model.tables import Problem


def file_places(files: Sequence[StoredFile]) -> dict[str, str]:
    """SHA-256 of each file → its path from the common folder; its name alone when the disks differ."""
    folders = [str(PurePath(file.path).parent) for file in files]
    try:
        common = os.path.commonpath(folders) if folders else ""
    except ValueError:
        return {file.sha256: file.name for file in files}
    if common == PurePath(common).anchor:  # files from all over the disk: the folder of each tells enough
        return {file.sha256: "/".join(PurePath(file.path).parts[-2:]) for file in files}
    return {file.sha256: PurePath(file.path).relative_to(common).as_posix() for file in files}


def placed_problems(lake: Lake, places: Mapping[str, str]) -> Iterator[Problem]:
    """Remarks about the active files, each with the place of its file."""
    for file in lake.generation.active():
        for problem in lake.problems_of(file):
            is_own = problem.file in ("", file.name)
            yield replace(problem, file=places[file.sha256]) if is_own else problem
