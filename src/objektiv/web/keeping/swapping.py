"""The last step of a restore: the complete folder takes the place of the old one, also when it was killed meanwhile.

What holds, killed at any moment, once the next command of the office has started:

- The office is the old one or the restored one, folder and database together. On SQLite the database lies in the
  folder: the restored one counts as soon as the old folder is put aside. On PostgreSQL it counts as soon as it is
  committed: the name of the complete folder carries the hash of the journal's record of this restore, so the next start
  finds out which of the two the database is.
- The old folder is never deleted: it stays beside as ``HOME.before-TIME``.
- What was laid beside and does not count is never used; it is deleted by the next command (SQLite) or restore.
"""

from __future__ import annotations

import glob
import os
import shutil
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from objektiv.lake.storage import disk_error
from objektiv.model.errors import LakeError
from objektiv.web.environment import Environment
from objektiv.web.keeping.manifest import BackupError

PATIENCE = 5.0  # seconds for a virus scanner to let go of a file


def make_staging(home: Path) -> Path:
    """A folder beside, on the same disk; what killed restores left is removed."""
    try:
        for left in home.parent.glob(f".{glob.escape(home.name)}.restore*"):
            discard(left)
        staging = home.with_name(f".{home.name}.restore-{os.getpid()}")
        staging.mkdir(mode=0o700)
    except OSError as error:
        raise disk_error(home, error) from error
    return staging


def make_ready(staging: Path, home: Path, mark: str) -> Path:
    """Name the folder complete and on the disk. ``mark``: the hash of the record of this restore in its database."""
    if hasattr(os, "sync"):
        os.sync()
    ready = home.with_name(f".{home.name}.restored-{mark}")
    try:
        staging.rename(ready)
    except OSError as error:
        raise disk_error(home, error) from error
    return ready


def put_in_place(ready: Path, home: Path) -> Path | None:
    """Swap the folders; where the old one lies now. LakeError or BackupError with the old one in its place."""
    before = _put_aside(home)
    try:
        ready.rename(home)
    except OSError as error:
        if before:
            before.rename(home)
        raise disk_error(home, error) from error
    return before


def end_restore(environment: Environment) -> None:
    """End a restore that was killed in its last step, or forget it; before anything opens the folder."""
    home = environment.home
    for ready in sorted(home.parent.glob(f".{glob.escape(home.name)}.restored-*")):
        if environment.database:
            if _has_record(environment, ready.name.rpartition("-")[2]):
                put_in_place(ready, home)
        elif home.exists():
            discard(ready)
        else:
            put_in_place(ready, home)


def discard(folder: Path) -> None:
    """Delete a folder that does not count; killed at it, it still does not."""
    left = folder.with_name(folder.name.replace(".restored-", ".restore-", 1))
    with suppress(OSError):
        if left != folder:
            folder.rename(left)
        shutil.rmtree(left)


def _has_record(environment: Environment, mark: str) -> bool:
    import psycopg  # only where the office lives on a server

    known = environment.databases()["default"]
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    address = {name: known[key] for name, key in names.items() if known[key]} | known["OPTIONS"]
    try:
        with psycopg.connect(**address, connect_timeout=30) as base:
            return bool(base.execute("SELECT 1 FROM audit_record WHERE hash = %s", [mark]).fetchone())
    except psycopg.errors.UndefinedTable:
        return False
    except psycopg.Error as error:
        raise LakeError(
            "восстановление прервано на последнем шаге, а база OBJEKTIV_DATABASE не отвечает.",
            "Запустите её и повторите команду: восстановление закончится само.",
        ) from error


def _put_aside(home: Path) -> Path | None:
    if not home.is_dir():
        return None
    before = home.with_name(f"{home.name}.before-{datetime.now():%Y-%m-%d-%H%M%S}")
    try:
        if not any(home.iterdir()):
            home.rmdir()
            return None
        _renamed(home, before)
    except OSError as error:
        raise disk_error(home, error) from error
    return before


def _renamed(home: Path, before: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            home.rename(before)
        except PermissionError:
            if os.name != "nt":
                raise
            if time.monotonic() > ends:
                raise BackupError(
                    f"папка {home} занята другой программой.", "Закройте её и повторите команду."
                ) from None
            time.sleep(0.1)
        else:
            return
