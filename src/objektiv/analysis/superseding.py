"""Results of examinations come as whole tables: a later file of the same schools takes the place of the earlier one.

Rows of ВПР are replaced class by class when they are loaded; tables without classes to compare are not, so a corrected
file would count its works twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from objektiv.analysis.contents import GRADUATES, contents
from objektiv.lake.lake import Lake
from objektiv.lake.state import StoredFile, replace_files


@dataclass(frozen=True)
class Rivals:
    """Earlier active files of the same examination: all their schools come again, or only some (``partly``)."""

    wholly: tuple[StoredFile, ...] = ()
    partly: tuple[StoredFile, ...] = ()


def rivals(lake: Lake, newcomer: StoredFile) -> Rivals:
    """Files whose works ``newcomer`` brings again."""
    if GRADUATES not in newcomer.extras:
        return Rivals()
    mine = _schools(lake, newcomer)
    earlier = [
        (file, schools)
        for file in lake.generation.active()
        if GRADUATES in file.extras
        and file.assessment == newcomer.assessment
        and (file.generation, file.sha256) < (newcomer.generation, newcomer.sha256)
        and not mine.isdisjoint(schools := _schools(lake, file))
    ]
    return Rivals(
        tuple(file for file, schools in earlier if schools <= mine),
        tuple(file for file, schools in earlier if not schools <= mine),
    )


def supersede(folder: Path, newcomers: Iterable[tuple[str, int]]) -> int:
    """Mark what the files (sha256, generation) replace as a whole; returns the number of the generation after it."""
    lake, keys = Lake.open(folder), frozenset(newcomers)
    files = lake.generation.files
    for newcomer in lake.generation.active():
        if (newcomer.sha256, newcomer.generation) in keys:
            old = {(one.sha256, one.generation) for one in rivals(lake, newcomer).wholly}
            files = replace_files(
                files, newcomer, [one for one in files if (one.sha256, one.generation) in old]
            )
    return (lake.commit(files) if files != lake.generation.files else lake).generation.number


def _schools(lake: Lake, file: StoredFile) -> set[int]:
    return {one.school for one in contents(lake, file).schools}
