"""The file of a copy: a zip whose members are hashed as they are written and checked as they are read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  # a class under a small name

from objektiv.lake.storage import writing
from objektiv.model.errors import disk_reason
from objektiv.web.keeping.manifest import ANOTHER, NAME, BackupError, Manifest, Member

CHUNK = 1024 * 1024
PACKED = frozenset({".parquet", ".xlsx", ".docx", ".odt", ".ods", ".zip", ".jpg", ".jpeg", ".png", ".pdf"})
DAMAGED = "файл копии повреждён или обрезан: {what}."
Say = Callable[[int, int, str], None]


class Writer:
    """Takes members one by one; ``members`` is what the manifest says of them."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self.members: dict[str, Member] = {}

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write one member."""
        digest, size = sha256(), 0
        info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.compress_type = ZIP_STORED if Path(name).suffix.lower() in PACKED else ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        with self.archive.open(info, "w", force_zip64=True) as target:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
        self.members[name] = Member(digest.hexdigest(), size)

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, last."""
        self.archive.writestr(ZipInfo(NAME, (1980, 1, 1, 0, 0, 0)), manifest.to_json(), ZIP_DEFLATED)


@contextmanager
def writing_archive(target: Path) -> Iterator[Writer]:
    """A new copy, readable by its owner only; whole under its name or not there. LakeError when the disk refuses."""
    with writing(target) as temporary:
        temporary.unlink(missing_ok=True)
        handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "w+b") as file, ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as archive:
            yield Writer(archive)


@contextmanager
def opened(source: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """A copy with its manifest; BackupError when it is none of ours, damaged, or cannot be read."""
    try:
        with ZipFile(source) as archive:
            try:
                text = archive.read(NAME).decode("utf-8")
            except KeyError:
                raise BackupError(
                    "это не копия кабинета, или файл обрезан.",
                    "Укажите файл, который записал objektiv backup.",
                ) from None
            yield archive, Manifest.from_json(text)
    except (BadZipFile, ZlibError, EOFError, UnicodeDecodeError) as error:
        raise BackupError(DAMAGED.format(what="не читается"), ANOTHER, place=source.name) from error
    except OSError as error:
        if error.filename and Path(error.filename) != source:
            raise
        raise BackupError(f"не удалось прочитать {source.name}: {disk_reason(error)}.", ANOTHER) from error


def check(archive: ZipFile, manifest: Manifest, say: Say) -> None:
    """Every member is there, none is left over, each has its hash; BackupError otherwise."""
    names = set(archive.namelist()) - {NAME}
    if names != set(manifest.members):
        raise BackupError(DAMAGED.format(what="состав не тот, что записан в описании"), ANOTHER)
    for done, name in enumerate(manifest.members):
        say(done, len(manifest.members), "проверяем отпечатки")
        for _ in chunks_of(archive, manifest, name):
            pass


def chunks_of(archive: ZipFile, manifest: Manifest, name: str) -> Iterator[bytes]:
    """The bytes of one member; BackupError at the end when they are not those that were written."""
    digest, size = sha256(), 0
    wrong = BackupError(DAMAGED.format(what=f"«{name}» не совпадает с отпечатком"), ANOTHER)
    try:
        with archive.open(name) as source:
            for chunk in read_chunks(source):
                digest.update(chunk)
                size += len(chunk)
                if size > manifest.members[name].size:
                    raise wrong
                yield chunk
    except (BadZipFile, ZlibError, EOFError, NotImplementedError) as error:
        raise wrong from error
    if Member(digest.hexdigest(), size) != manifest.members[name]:
        raise wrong


def read_chunks(source: IO[bytes] | BinaryIO) -> Iterator[bytes]:
    """A file piece by piece."""
    while chunk := source.read(CHUNK):
        yield chunk
