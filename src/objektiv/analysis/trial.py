"""A load on trial: a second folder that shows the lake as it stands and keeps whatever loads write to itself.

What was tried may then be adopted: all of it becomes one generation of the lake, or nothing does.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from objektiv.lake.lake import Lake
from objektiv.lake.state import Generation, StoredFile
from objektiv.lake.storage import writing
from objektiv.model.errors import LakeError
from objektiv.scales.loader import CONFIRMED_FILE, INFERRED_FILE


def open_trial(lake: Lake, folder: Path) -> Lake:
    """Make the absent or empty ``folder`` a view of ``lake``: the same generation, the same scales.

    A load into the view tells what the load would do, replacements included; the lake itself stays untouched.
    """
    trial = Lake.open_or_create(folder)
    for name in (CONFIRMED_FILE, INFERRED_FILE):
        if (lake.folder / name).is_file():
            shutil.copyfile(lake.folder / name, folder / name)
    if lake.generation.number == 0:
        return trial
    files = [_with_paths(file, lake.folder.absolute(), outside=True) for file in lake.generation.files]
    return Lake(folder, Generation(lake.generation.number - 1)).commit(files)


def adopt_trial(lake: Lake, folder: Path) -> Lake:
    """Bring everything that was loaded into the view of ``lake`` into the lake as its next generation.

    Nothing counts before the generation is written. Raises LakeError when another load came meanwhile: try again.
    """
    tried, base = Lake.open(folder).generation, lake.generation.number
    if tried.number == base:
        return lake
    if Lake.open_or_create(lake.folder).generation.number != base:
        raise LakeError("в эти данные только что загрузил кто-то другой.", "Повторите загрузку.")
    files = []
    for file in tried.files:
        one = _with_paths(file, lake.folder.absolute(), outside=False)
        if one.generation > base:
            for name in filter(None, (one.piece, *one.extras.values(), one.problems)):
                _copy(folder / name, lake.folder / name)
            one = replace(one, generation=base + 1)
        files.append(one)
    adopted = lake.commit(files)
    if (folder / INFERRED_FILE).is_file():
        _copy(folder / INFERRED_FILE, lake.folder / INFERRED_FILE)
    return adopted


def _with_paths(file: StoredFile, folder: Path, *, outside: bool) -> StoredFile:
    """The same file with whole paths of its pieces (``outside``: they stay whole when joined to another folder)."""

    def path(name: str) -> str:
        if not name:
            return ""
        if outside:
            return str(folder / name)
        return Path(name).relative_to(folder).as_posix() if Path(name).is_absolute() else name

    extras = {name: path(piece) for name, piece in file.extras.items()}
    return replace(file, piece=path(file.piece), extras=extras, problems=path(file.problems))


def _copy(source: Path, target: Path) -> None:
    with writing(target) as temporary:
        shutil.copyfile(source, temporary)
