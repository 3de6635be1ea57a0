"""Making a copy while the office works: rows and files of one moment, in one file that appears whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from objektiv.model.errors import UsageError
from objektiv.web.audit.domain import record
from objektiv.web.keeping.archive import Say, Writer, read_chunks, writing_archive
from objektiv.web.keeping.contents import Contents, contents_of
from objektiv.web.keeping.manifest import FILES, TABLES, BackupError, Manifest
from objektiv.web.keeping.phrases import MADE
from objektiv.web.keeping.tables import LEFT_OUT, applied, lines, tables

BUSY = "база занята: не удалось остановить запись на мгновение."


def make_backup(target: Path, say: Say) -> Manifest:
    """Write a copy of the office to ``target``; UsageError when there is none, LakeError when the disk refuses."""
    migrations = applied()
    if not migrations:
        raise UsageError(
            f"в папке {settings.OBJEKTIV_HOME} ещё нет кабинета.",
            "Проверьте OBJEKTIV_HOME или откройте objektiv serve.",
        )
    home = Path(settings.OBJEKTIV_HOME)
    _check_target(target, home)
    with writing_archive(target) as writer:
        with _one_moment(home) as contents:
            rows = _write_tables(writer, migrations, say)
        _write_files(writer, home, contents.files, say)
        manifest = Manifest(
            program=version("objektiv"),
            made_at=timezone.now().isoformat(timespec="seconds"),
            database=connection.vendor,
            is_training=settings.IS_DEMO,
            migrations=migrations,
            rows=rows,
            left_out=LEFT_OUT,
            members=writer.members,
            unsound=contents.unsound,
        )
        writer.finish(manifest)
    _note(target, manifest)
    return manifest


def _check_target(target: Path, home: Path) -> None:
    if target.is_dir():
        raise UsageError(f"{target} — это папка.", "Укажите имя файла копии.")
    if target.parent.resolve().is_relative_to(home.resolve()):
        raise UsageError(
            f"копии нельзя складывать в папку кабинета {home}: каждая вошла бы в следующую.",
            "Укажите папку вне неё, лучше на другом диске.",
        )


@contextmanager
def _one_moment(home: Path) -> Iterator[Contents]:
    """Give the files of a moment; what is read of the database inside is of that same moment.

    Writers wait only while the files are listed: every verb writes the journal, whose end is held meanwhile.
    A file is there before the row that names it, so none is missing; one without its row is as after a power cut.
    """
    is_server = connection.vendor == "postgresql"
    gate = connection.copy()
    try:
        with connection.cursor() as reading, gate.cursor() as holding:
            if is_server:
                holding.execute("BEGIN")
                holding.execute("SET LOCAL lock_timeout = '60s'")
                holding.execute("LOCK TABLE audit_chainhead IN EXCLUSIVE MODE")
            else:
                holding.execute("BEGIN IMMEDIATE")
            reading.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if is_server else "BEGIN")
            reading.execute("SELECT count(*) FROM audit_chainhead")
            reading.fetchall()
            contents = contents_of(home)
            holding.execute("ROLLBACK")
    except DatabaseError as error:
        raise BackupError(BUSY, "Повторите команду позже.") from error
    finally:
        gate.close()
    try:
        yield contents
    finally:
        with connection.cursor() as reading:
            reading.execute("ROLLBACK")


def _write_tables(writer: Writer, migrations: Sequence[str], say: Say) -> dict[str, int]:
    found = tables(migrations)
    rows = {}
    for done, (name, table) in enumerate(found.items()):
        say(done, len(found), f"база данных: {name}")
        written = 0

        def counted(source: Iterator[bytes]) -> Iterator[bytes]:
            nonlocal written
            for line in source:
                written += 1
                yield line

        writer.add(f"{TABLES}{name}.jsonl", counted(lines(table)))
        rows[name] = written - 1
    return rows


def _write_files(writer: Writer, home: Path, files: Sequence[str], say: Say) -> None:
    said = time.monotonic()
    for done, name in enumerate(files):
        if done == 0 or time.monotonic() - said > 1:
            said = time.monotonic()
            say(done, len(files), "файлы")
        try:
            source = (home / name).open("rb")
        except FileNotFoundError:
            continue  # a person took it back meanwhile
        with source:
            writer.add(f"{FILES}{name}", read_chunks(source))


@transaction.atomic
def _note(target: Path, manifest: Manifest) -> None:
    new = {"rows": sum(manifest.rows.values()), "files": len(manifest.files), "size": target.stat().st_size}
    record(MADE, by=None, new=new)
