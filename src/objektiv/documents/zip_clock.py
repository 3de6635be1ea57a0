"""Archives without the clock: the same document gives the same bytes whenever it is written."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can name


def stop_clock(path: Path) -> None:
    """Write the archive at ``path`` anew with the same entries in the same order, all of the same day."""
    with ZipFile(path) as archive:
        entries = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(ZipInfo(name, FIRST_DAY), content, ZIP_DEFLATED)
