"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from objektiv.model.errors import LakeError, disk_reason, disk_remedy

OPEN = "открыт в другой программе или закрыт для записи"
CLOSE_IT = "Закройте его, например в Excel; если он закрыт, проверьте право записи в папку."


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


_OS_ERROR = re.compile(r"os error (\d+)")


def disk_error(target: Path, error: OSError) -> LakeError:
    """The sentence for an operating system's refusal to write."""
    told = _OS_ERROR.search(str(error))  # libraries hide the number in their text
    known = OSError(int(told[1]), "") if told and not error.errno else error
    if not isinstance(known, PermissionError):
        return LakeError(f"не удалось записать {target.name}: {disk_reason(known)}.", disk_remedy(known))
    if os.access(target, os.F_OK):
        return LakeError(f"не удалось записать {target.name}: файл {OPEN}.", CLOSE_IT)
    return LakeError(f"нет прав на запись в папку {target.parent}.", disk_remedy(known))


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
