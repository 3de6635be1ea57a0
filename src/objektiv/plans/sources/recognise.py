"""Which kind of document a file is, by its content; each kind is one module with ``read(path)``, imported when met."""

from __future__ import annotations

import zipfile
from importlib import import_module
from pathlib import Path
from typing import cast

from objektiv.model.errors import RefusedFileError, disk_reason
from objektiv.plans.source import Source
from objektiv.workbooks.limits import Limits

_HEAD = 4096
_LIMITS = Limits(file_bytes=50 << 20)
_ZIP, _OLE, _RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_WORD_OF_OLE = "WordDocument".encode("utf-16-le")
_BOOK_OF_OLE = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WEB = (b"<html", b"<!doctype html", b"<?xml", b"<table")
_KINDS = "Читаются документы .docx, .odt, .pdf с текстом, .xlsx, .txt, .md, .doc и .rtf."
_SAVE_AS = "Откройте файл в Word или LibreOffice, сохраните как .docx и повторите."


def open_source(path: Path) -> Source:
    """The blocks of a document. Raises RefusedFileError with a sentence and a remedy for what is not read."""
    head = _read_head(path)
    module = import_module(f"objektiv.plans.sources.{_module_for(path, head)}")
    return cast(Source, module.read(path))


def _read_head(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise RefusedFileError(
            f"Файл не читается: {disk_reason(error)}.",
            "Проверьте, что файл на месте, не открыт в другой программе и доступен вам.",
            place=path.name,
        ) from error
    if not head.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise RefusedFileError("Файл пуст.", "Получите файл ещё раз.", place=path.name)
    _LIMITS.check_size(size, path.name)
    return head


def _module_for(path: Path, head: bytes) -> str:
    """The module that reads this kind of file."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_ZIP):
        return _kind_of_archive(path)
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    if head.lstrip().startswith(_RTF):
        return "office"
    if head.startswith(_PICTURES):
        raise _refused(
            path,
            "Это картинка, а не документ с текстом.",
            "Распознайте текст (например, в программе сканера), сохраните как .docx и повторите.",
        )
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_WEB):
        raise _refused(path, "Это веб-страница или XML, а не документ.", _SAVE_AS)
    return "text"


def _kind_of_archive(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            kind = (
                archive.read("mimetype")[:80]
                if "mimetype" in names and archive.getinfo("mimetype").file_size < 200
                else b""
            )
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        return "docx"  # says itself what is broken
    if "word/document.xml" in names:
        return "docx"
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet") or any(
        n.startswith("xl/") for n in names
    ):
        return "xlsx"
    if any(name.startswith("word/") for name in names):
        return "docx"
    raise _refused(path, "Это архив, а не документ.", f"Распакуйте его и выберите документ. {_KINDS}")


def _kind_of_ole(path: Path) -> str:
    content = path.read_bytes()
    if _ENCRYPTED in content:
        raise _refused(
            path, "Документ защищён паролем.", "Снимите пароль, сохраните документ без него и повторите."
        )
    if _WORD_OF_OLE in content:
        return "office"
    if any(name in content for name in _BOOK_OF_OLE):
        return "xlsx"
    raise _refused(path, "Это файл старого формата, но не документ Word и не книга Excel.", _KINDS)


def _refused(path: Path, message: str, remedy: str) -> RefusedFileError:
    return RefusedFileError(message, remedy, place=path.name)
