"""Style sheets and scripts come from wheels: only the files named here are served, and their address has a version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bootstrap_wrapper import get_bootstrap_dir
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.storage import FileSystemStorage, Storage

BOOTSTRAP_FILES = ("css/bootstrap.min.css", "js/bootstrap.bundle.min.js")


class WheelFinder(BaseFinder):
    """Finds ``bootstrap/…`` in the wheel that ships Bootstrap."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(get_bootstrap_dir())

    def check(self, **_: Any) -> list[Any]:
        """Nothing can be wrong but an absent wheel, which the import tells."""
        return []

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        """The file of an address under /static/."""
        name = path.removeprefix("bootstrap/")
        found = [str(self.folder / name)] if path != name and name in BOOTSTRAP_FILES else []
        return found if find_all else (found[0] if found else None)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """All files with their storage."""
        storage = FileSystemStorage(location=self.folder)
        storage.prefix = "bootstrap"  # type: ignore[attr-defined]  # the finders' protocol asks for it
        for name in BOOTSTRAP_FILES:
            yield name, storage


class VersionedStorage(StaticFilesStorage):
    """A new version of the product has new addresses, so that browsers may keep the old ones for a year."""

    def url(self, name: str | None) -> str:
        """The address with the version of the product."""
        return f"{super().url(name)}?v={version('objektiv')}"
