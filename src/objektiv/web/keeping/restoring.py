"""Restoring an office from a copy: everything is checked and laid beside first, then takes the place at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import django

from objektiv.lake.storage import disk_error
from objektiv.model.errors import LakeError, ObjektivError, UsageError
from objektiv.web.environment import Environment
from objektiv.web.keeping.archive import Say, check, chunks_of, opened
from objektiv.web.keeping.manifest import FILES, Manifest
from objektiv.web.keeping.swapping import discard, end_restore, make_ready, make_staging, put_in_place
from objektiv.web.shell.running import is_open

SPARE = 1.2  # the database takes more room than its rows as text


def restore_backup(source: Path, say: Say, *, replace: bool) -> tuple[Manifest, Path | None]:
    """Put the copy in place of OBJEKTIV_HOME and of its database; must be the first thing of its process.

    An office that is there is replaced only when asked; its folder is then kept beside and returned. Raises
    BackupError, UsageError or LakeError with nothing changed.
    """
    environment = Environment.read()
    end_restore(environment)
    _check_place(environment, replace)
    with opened(source) as (archive, manifest):
        _check_kind(environment, manifest)
        _check_room(environment.home.parent, manifest)
        check(archive, manifest, say)
        staging = make_staging(environment.home)
        try:
            names = manifest.files
            for done, name in enumerate(names):
                say(done, len(names), "файлы")
                _extract(staging / name, chunks_of(archive, manifest, f"{FILES}{name}"))
            os.environ["OBJEKTIV_HOME"] = str(
                staging
            )  # the settings must open nothing in the folder that goes away
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "objektiv.web.settings")
            django.setup()
            from objektiv.web.keeping.laying import lay_database  # settings name the folder now

            ready = lay_database(
                archive, manifest, say, replace=replace, complete=_completer(staging, environment)
            )
            return manifest, _put_in_place(ready, environment)
        except OSError as error:
            raise disk_error(environment.home, error) from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _check_place(environment: Environment, replace: bool) -> None:
    home = environment.home
    if home.exists() and not home.is_dir():
        raise UsageError(f"на месте папки {home} стоит файл.", "Задайте OBJEKTIV_HOME.")
    if is_open(home):
        raise UsageError(f"кабинет в папке {home} открыт.", "Остановите его и повторите команду.")
    if home.is_dir() and any(home.iterdir()) and not replace:
        raise UsageError(
            f"папка {home} не пуста.",
            "Укажите другую в OBJEKTIV_HOME или добавьте --replace: прежняя папка останется рядом под другим именем.",
        )


def _check_kind(environment: Environment, manifest: Manifest) -> None:
    if manifest.is_training and not environment.is_demo:
        raise UsageError("это копия учебного кабинета.", "Для него задайте OBJEKTIV_DEMO=1.")
    if environment.is_demo and not manifest.is_training:
        raise UsageError(
            "это копия настоящего кабинета, а задано OBJEKTIV_DEMO=1: в учебный входят без пароля.",
            "Уберите OBJEKTIV_DEMO.",
        )


def _check_room(folder: Path, manifest: Manifest) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise disk_error(folder, error) from error
    if free < SPARE * manifest.size:
        needed = round(SPARE * manifest.size / 1024**2)
        raise LakeError(
            f"для восстановления нужно {needed} МБ, а на диске {folder} свободно {free // 1024**2} МБ.",
            "Освободите место и повторите команду.",
        )


def _extract(target: Path, chunks: Iterable[bytes]) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.writelines(chunks)


def _completer(staging: Path, environment: Environment) -> Callable[[str], Path]:
    def complete(mark: str) -> Path:
        if is_open(environment.home):
            raise UsageError(
                f"кабинет в папке {environment.home} открыли.", "Остановите его и повторите команду."
            )
        return make_ready(staging, environment.home, mark)

    return complete


def _put_in_place(ready: Path, environment: Environment) -> Path | None:
    """On a server the database has changed already: the folder must follow, now or at the next start."""
    try:
        return put_in_place(ready, environment.home)
    except ObjektivError as error:
        if not environment.database:
            discard(ready)
            raise
        raise LakeError(
            f"база восстановлена, а папка {environment.home} ещё прежняя: {error.message}",
            f"{error.remedy} Замену закончит любая следующая команда кабинета.",
        ) from error
