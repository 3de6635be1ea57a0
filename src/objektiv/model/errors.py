"""The error tree: every error a user can meet has a Russian sentence, a remedy and an exit code.

Exit codes: 0 done, 2 wrong usage, 3 some input was refused (the rest is done), 4 the lake or the disk,
5 nothing to work on, 130 cancelled by the user.
"""

from __future__ import annotations

import errno


class ObjektivError(Exception):
    """A failure that the user can understand; shown as one sentence and a remedy, never as a traceback."""

    exit_code = 1

    def __init__(self, message: str, remedy: str = "", *, place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.place = place

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place else self.message
        return f"{head} {self.remedy}".strip()


def disk_reason(error: OSError) -> str:
    """Why the system refuses a file, in Russian words; the system's own words may be in any language."""
    reasons = {
        errno.EACCES: "нет права доступа",
        errno.EPERM: "нет права доступа",
        errno.EROFS: "диск открыт только для чтения",
        errno.ENOENT: "такого файла или папки нет",
        errno.EISDIR: "это папка, а не файл",
        errno.ENOTDIR: "на пути к нему стоит файл вместо папки",
        errno.ENOSPC: "на диске нет места",
        errno.EMFILE: "открыто слишком много файлов",
        errno.EBUSY: "файл занят другой программой",
    }
    return reasons.get(error.errno or 0, "ошибка диска")


class UsageError(ObjektivError):
    """The command was called with arguments that cannot be carried out."""

    exit_code = 2


class RefusedFileError(ObjektivError):
    """One input file cannot be understood; the others are loaded."""

    exit_code = 3


class LakeError(ObjektivError):
    """The lake cannot be read or written: disk full, folder closed, foreign or damaged content."""

    exit_code = 4


class NothingToAnalyseError(ObjektivError):
    """The lake has no data that the request speaks of."""

    exit_code = 5


class ScaleError(ObjektivError):
    """A scale file is wrong: unreadable, contradictory or its parts do not add up."""

    exit_code = 3
