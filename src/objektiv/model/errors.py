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


_ELSEWHERE = "Укажите другую папку."
_FULL = "Освободите место или укажите другую папку и повторите команду; записанное раньше не пострадало."
_CLOSED = "Выберите папку, куда можно писать."
_BUSY = (
    "файл занят другой программой",
    "Закройте его в других программах, например в Excel, и повторите команду.",
)
_LONG = ("путь к файлу слишком длинный", "Укажите папку с более коротким путём.")
# Number of the system → why it refuses, what helps when something was to be written.
_DISK: dict[int, tuple[str, str]] = {
    errno.EACCES: ("нет права доступа", _CLOSED),
    errno.EPERM: ("нет права доступа", _CLOSED),
    errno.EROFS: ("диск открыт только для чтения", _ELSEWHERE),
    errno.ENOENT: ("такого файла или папки нет", _ELSEWHERE),
    errno.EISDIR: ("это папка, а не файл", _ELSEWHERE),
    errno.ENOTDIR: ("на пути к нему стоит файл вместо папки", _ELSEWHERE),
    errno.EEXIST: ("на месте папки стоит файл", _ELSEWHERE),
    errno.ENOSPC: ("на диске нет места", _FULL),
    errno.EDQUOT: ("на диске нет места", _FULL),
    errno.EFBIG: ("файл больше, чем разрешено", _FULL),
    errno.EMFILE: ("открыто слишком много файлов", "Закройте другие программы и повторите команду."),
    errno.ENAMETOOLONG: _LONG,
    errno.EBUSY: _BUSY,
    errno.ETXTBSY: _BUSY,
}
_WINDOWS: dict[int, tuple[str, str]] = {32: _BUSY, 33: _BUSY, 206: _LONG}  # its own numbers are finer
_UNKNOWN = ("ошибка диска", "Проверьте диск и повторите команду.")


def disk_reason(error: OSError) -> str:
    """Why the system refuses a file, in Russian words; the system's own words may be in any language."""
    return _told(error)[0]


def disk_remedy(error: OSError) -> str:
    """What helps when the system refuses to write a file."""
    return _told(error)[1]


def _told(error: OSError) -> tuple[str, str]:
    of_windows = _WINDOWS.get(getattr(error, "winerror", None) or 0)
    return of_windows or _DISK.get(error.errno or 0, _UNKNOWN)


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
