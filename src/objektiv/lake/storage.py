"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

from objektiv.model.errors import LakeError

FULL_DISK = "Освободите место или укажите другую папку; загруженное ранее не пострадало, повторите загрузку."


@contextlib.contextmanager
def writing(target: Path) -> Iterator[Path]:
    """Give a temporary path beside ``target``; on success it becomes ``target``, on failure it vanishes.

    Raises LakeError when the disk is full or the folder is closed.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        _sync(temporary)
        temporary.replace(target)
    except OSError as error:
        raise disk_error(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_text(target: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    with writing(target) as temporary:
        temporary.write_text(text, encoding="utf-8")


def create_text(target: Path, text: str) -> bool:
    """Write a text file only if it does not exist yet; False when another process was quicker."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        temporary.write_text(text, encoding="utf-8")
        _sync(temporary)
        return _claim(temporary, target)
    except OSError as error:
        raise disk_error(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


_REASONS = {
    errno.ENOSPC: "на диске нет места",
    errno.EFBIG: "файл больше, чем разрешено",
    errno.EROFS: "диск открыт только для чтения",
    errno.ENOTDIR: "на месте папки стоит файл",
    errno.EEXIST: "на месте папки стоит файл",
}
_OS_ERROR = re.compile(r"os error (\d+)")


def disk_error(target: Path, error: OSError) -> LakeError:
    """The sentence for an operating system's refusal to write."""
    if isinstance(error, PermissionError):
        return LakeError(f"нет прав на запись в папку {target.parent}.", "Выберите папку, куда можно писать.")
    told = _OS_ERROR.search(str(error))  # libraries hide the number in their text
    number = error.errno or (int(told[1]) if told else 0)
    reason = _REASONS.get(number, "диск не принял запись")
    if number in (errno.ENOTDIR, errno.EEXIST):
        return LakeError(f"не удалось записать {target}: {reason}.", "Укажите другую папку.")
    return LakeError(f"не удалось записать {target.name}: {reason}.", FULL_DISK)


def _claim(temporary: Path, target: Path) -> bool:
    try:
        os.link(temporary, target)
    except FileExistsError:
        return False
    except OSError:  # a file system without links: the check and the move are then two steps
        if target.exists():
            return False
        temporary.replace(target)
    return True


def _sync(path: Path) -> None:
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())
