"""Failures as people meet them: one Russian sentence, what to do, the exit code; never a traceback."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from objektiv.cli.russian import translate_error, translate_help
from objektiv.lake.storage import disk_error
from objektiv.model.errors import LakeError, ObjektivError, disk_reason, disk_remedy

CANCELLED = 130
UNEXPECTED = 70
USAGE = 2
_REFUSED_PLACES = (
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOTDIR,
    errno.EEXIST,
    errno.ENAMETOOLONG,
    errno.EBUSY,
)
STOPPED = "Остановлено. Загруженное и записанное раньше не изменилось."


def guard(work: Callable[[], Any]) -> int:
    """Run ``work``; the exit code of what happened, with the message on the error stream."""
    try:
        result = work()
    except ObjektivError as error:
        complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        complain(STOPPED)
        return CANCELLED
    except Exception as error:
        return _foreign(error)
    if result == CANCELLED:  # the command line swallows Ctrl+C and only returns its code
        complain(STOPPED)
    return result if isinstance(result, int) else 0


def complain(message: str) -> None:
    """A message on the error stream, first letter large."""
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    is_path = any(mark in message.split(" ", 1)[0] for mark in "./\\")
    console.print(message if is_path else message[:1].upper() + message[1:])


def _foreign(error: Exception) -> int:
    """Errors that are not ours: wrong usage found by the command line, and what nobody foresaw."""
    name = type(error).__name__
    if name == "Abort":
        complain(STOPPED)
        return CANCELLED
    if name == "Exit":
        return int(getattr(error, "exit_code", 0))
    if isinstance(error, OSError) and (failure := _of_the_disk(error)):
        complain(str(failure))
        return failure.exit_code
    if name == "NoArgsIsHelpError":
        sys.stdout.write(f"{translate_help(str(error))}\n")
        return USAGE
    if hasattr(error, "format_message"):
        complain(f"{translate_error(error.format_message())} Подсказка: objektiv --help.")
        return USAGE
    return _report(error)


def _of_the_disk(error: OSError) -> LakeError | None:
    """A full disk or a place that the user named and the system refuses; None for what may be a fault of ours."""
    if error.errno in (errno.ENOSPC, errno.EFBIG):
        return disk_error(Path(error.filename or "файл"), error)
    if error.errno in _REFUSED_PLACES and error.filename:
        message = f"не получилось открыть «{error.filename}»: {disk_reason(error)}."
        return LakeError(message, disk_remedy(error))
    return None


def _report(error: Exception) -> int:
    """Keep the details for those who mend the program in a file, not on the screen."""
    target = Path.cwd() / "objektiv-error.log"
    text = "".join(traceback.format_exception(error))
    try:
        target.write_text(text, encoding="utf-8")
        where = f"Подробности для разработчиков записаны в {target.name}."
    except OSError:
        where = "Подробности записать не удалось."
    if os.environ.get("OBJEKTIV_DEBUG"):
        sys.stderr.write(text)
    complain(f"Непредвиденная ошибка: программа не справилась. {where}")
    return UNEXPECTED
