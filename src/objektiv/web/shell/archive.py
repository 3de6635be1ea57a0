"""An archive of papers for schools: a folder each, made in the background, kept for a week."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings

from objektiv.documents.xlsx import Sheet, write_workbook
from objektiv.lake.storage import writing
from objektiv.reports.phrases import STRIPE

Step = Callable[[int, int], None]
KEPT_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder of the archive: ``write`` puts its files into a folder of the disk and says which they are."""

    name: str
    write: Callable[[Path], Sequence[Path]]


def archive_path(room: str, key: object) -> Path:
    """Where the archive of a job lies; ``room``: whose archives they are."""
    return Path(settings.OBJEKTIV_HOME) / "files" / room / f"{key}.zip"


def write_archive(folders: Sequence[Folder], book: Sheet, target: Path, step: Step) -> None:
    """Write the archive with its book of papers, whole or not at all; ``step`` is told of every folder.

    Archives older than a week go away: they are made again at will.
    """
    _drop_old(target.parent)
    with (
        writing(target) as draft,
        ZipFile(draft, "w", ZIP_DEFLATED) as archive,
        TemporaryDirectory() as disk,
    ):
        for done, one in enumerate(folders):
            step(done, len(folders))
            for file in one.write(Path(disk)):
                archive.write(file, f"{one.name}/{file.name}")
                file.unlink()
        listed = Path(disk) / f"{book.title}.xlsx"
        write_workbook(listed, [book], title=book.title, stripe=STRIPE if settings.IS_DEMO else "")
        archive.write(listed, listed.name)


def _drop_old(folder: Path) -> None:
    for old in folder.glob("*.zip"):
        if time.time() - old.stat().st_mtime > KEPT_SECONDS:
            old.unlink(missing_ok=True)
