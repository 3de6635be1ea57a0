"""What happens to one file in a reading process: opened, recognised, read; the outcome travels back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from objektiv.analysis import catalogue
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import ObjektivError, RefusedFileError, disk_reason
from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.scales.loader import load_registry
from objektiv.workbooks.book import open_book
from objektiv.workbooks.naming import assessment_from_path

_READERS = tuple(catalogue.readers().values())  # found once, before the processes part


@dataclass(frozen=True)
class Task:
    """One file to read. ``forced`` is the assessment named by the user; ``lake`` holds scales of its own."""

    path: Path
    sha256: str
    forced: AssessmentId | None = None
    lake: Path | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of it: a reading with its layout, or a refusal in words. ``is_foreign``: no layout knows the file."""

    task: Task
    layout: str = ""
    kind: str = ""
    reading: Reading | None = None
    refusal: str = ""
    remedy: str = ""
    is_foreign: bool = False


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes; RefusedFileError when it cannot be read."""
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise RefusedFileError(
            f"файл не читается: {disk_reason(error)}.",
            "Закройте его в других программах и проверьте права на чтение.",
        ) from error


def read_file(task: Task) -> Outcome:
    """Read one file; every failure that a user can cause is a refusal with a sentence."""
    try:
        book = open_book(task.path)
        reader = recognise(book)
        if reader is None:
            return Outcome(task, refusal="вид файла не распознан.", remedy=UNKNOWN_REMEDY, is_foreign=True)
        assessment = task.forced or assessment_from_path(book.path)
        registry = load_registry(lake=task.lake)
        reading = reader.read(book, Request(assessment, registry.scale, task.forced is not None))
        return Outcome(task, reader.code, reader.kind, reading)
    except ObjektivError as error:
        return Outcome(task, refusal=str(error.message), remedy=error.remedy)
    except MemoryError:
        return Outcome(task, refusal="файл не помещается в память.", remedy=DAMAGED_REMEDY)


def recognise(book: Book) -> Reader | None:
    """The layout that is surest of the book; None when none knows it."""
    marks = [(reader.recognises(book), reader) for reader in _READERS]
    confidence, reader = max(marks, key=lambda mark: mark[0])
    return reader if confidence > 0 else None


UNKNOWN_REMEDY = (
    "Нужна выгрузка результатов или отчёт ФИС ОКО без изменений либо наш шаблон: "
    "список даёт команда objektiv template."
)
DAMAGED_REMEDY = "Проверьте, открывается ли файл, и сохраните его заново как книгу Excel (.xlsx)."
