"""Files of replies."""

from __future__ import annotations

from objektiv.web.shell.kept_files import KINDS, LARGEST, Shelf, check_upload

SHELF = Shelf("cases")
keep, path_of = SHELF.keep, SHELF.path_of

__all__ = ["KINDS", "LARGEST", "check_upload", "keep", "path_of"]
