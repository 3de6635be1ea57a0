"""Undoing a load: one more generation, without the files that it brought and with what they had replaced."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from objektiv.lake.lake import Lake
from objektiv.lake.state import StoredFile
from objektiv.model.errors import UsageError

Brought = Collection[tuple[str, int]]  # (sha256, generation) of the files that a load brought


def takers(lake: Lake, brought: Brought) -> tuple[StoredFile, ...]:
    """Later active files that took the place of a brought file or of classes in it; while there are any, no undo."""
    keys = frozenset(brought)
    mine = [file for file in lake.generation.files if _key(file) in keys]
    by = {file.replaced_by for file in mine} | {one.by for file in mine for one in file.excluded}
    return tuple(file for file in lake.generation.active() if file.sha256 in by and _key(file) not in keys)


def undo_load(folder: Path, brought: Brought) -> int:
    """Write the generation without the brought files; returns its number, or the present one when none is there.

    Rows that the brought files had replaced count again. Raises UsageError while a later load stands on them,
    LakeError when the lake cannot be read or written or another load came first.
    """
    lake, keys = Lake.open(folder), frozenset(brought)
    mine = [file for file in lake.generation.files if _key(file) in keys]
    if not mine:
        return lake.generation.number
    if later := takers(lake, keys):
        listed = ", ".join(f"«{file.name}»" for file in later)
        raise UsageError(
            f"строки этой загрузки уже заменены строками файлов {listed}.",
            "Сначала отмените более позднюю загрузку.",
        )
    before = _before(folder, min(file.generation for file in mine))
    names = {file.sha256 for file in mine}
    rest = [
        _restored(file, names, before.get(_key(file)))
        for file in lake.generation.files
        if _key(file) not in keys
    ]
    return lake.commit(rest).generation.number


def _key(file: StoredFile) -> tuple[str, int]:
    return file.sha256, file.generation


def _before(folder: Path, first: int) -> dict[tuple[str, int], StoredFile]:
    """The files as they stood before generation ``first``."""
    if first <= 1:
        return {}
    return {_key(file): file for file in Lake.open(folder, number=first - 1).generation.files}


def _restored(file: StoredFile, undone: set[str], was: StoredFile | None) -> StoredFile:
    """A file as if ``undone`` had never come. The same bytes may have come earlier too: what they did then stays."""
    if was is None:
        return file
    excluded = tuple(one for one in file.excluded if one.by not in undone or one in was.excluded)
    is_freed = file.replaced_by in undone and not was.replaced_by
    return replace(file, excluded=excluded, replaced_by="" if is_freed else file.replaced_by)
