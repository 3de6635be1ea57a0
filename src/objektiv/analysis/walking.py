"""Which files a load takes: workbooks and CSV in the named folders, nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from objektiv.model.errors import UsageError

WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
OWN_FOLDERS = ("objektiv-lake.json", "run.json")  # a lake, reports of an analysis
TABLE_SUFFIXES = frozenset({".csv"})


class Inputs(NamedTuple):
    """Files to read and files left aside, each in the order of their paths."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...]


def find_inputs(paths: Sequence[Path]) -> Inputs:
    """Walk the paths. A named file is always taken; in a folder only workbooks and CSV are.

    Raises UsageError for a path that does not exist.
    """
    files: dict[Path, None] = {}
    skipped: dict[Path, None] = {}
    for path in paths:
        if path.is_file():
            files[path] = None
        elif path.is_dir():
            for found in _walk(path):
                (files if _is_taken(found) else skipped)[found] = None
        else:
            raise UsageError(f"нет такого файла или папки: {path}.", "Проверьте путь.")
    return Inputs(tuple(files), tuple(file for file in skipped if file not in files))


def _walk(folder: Path) -> Iterator[Path]:
    """Files below the folder in the order of their paths; folders that this program made itself are passed by."""
    for child in sorted(folder.iterdir()):
        if child.is_file():
            yield child
        elif (
            child.is_dir()
            and not child.is_symlink()
            and not any((child / mark).is_file() for mark in OWN_FOLDERS)
        ):
            yield from _walk(child)


def _is_taken(path: Path) -> bool:
    is_lock_of_an_editor = path.name.startswith(("~$", ".~lock"))
    return not is_lock_of_an_editor and path.suffix.lower() in WORKBOOK_SUFFIXES | TABLE_SUFFIXES


def is_table(path: Path) -> bool:
    """A CSV: in a folder it may be anything, so one that no template knows is left aside, not refused."""
    return path.suffix.lower() in TABLE_SUFFIXES
