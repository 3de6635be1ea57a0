"""Files of plans: what may be brought, and where it is kept (by hash, never under the name it came with)."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from objektiv.web.shell.file_names import safe_name
from objektiv.web.shell.kept_files import Shelf, check_upload

SHELF = Shelf("plans")
keep, path_of = SHELF.keep, SHELF.path_of

LARGEST_SOURCE = 20 * 1024 * 1024
SOURCES = (".docx", ".odt", ".pdf", ".xlsx", ".txt", ".md", ".doc", ".rtf")
SOURCES_IN_WORDS = "docx, odt, pdf, xlsx, txt, md, doc, rtf"


def check_source(upload: UploadedFile[Any]) -> str:
    """The safe name of a document with a plan; ValidationError when no reader takes such a file."""
    name = safe_name(upload.name or "")
    if (upload.size or 0) > LARGEST_SOURCE:
        raise ValidationError(
            {"file": f"{name}: файл больше 20 МБ. Сохраните документ без рисунков и внесите ещё раз."}
        )
    if Path(name).suffix.lower() not in SOURCES:
        raise ValidationError({"file": f"{name}: такой вид файла не читается. Подойдут: {SOURCES_IN_WORDS}."})
    return name


def check_evidence(upload: UploadedFile[Any]) -> str:
    """The safe name of a scan or a document; ValidationError when it is not what its name says."""
    check_upload(upload)
    return safe_name(upload.name or "")


def digest_of(upload: UploadedFile[Any]) -> str:
    """SHA-256 of what was sent."""
    digest = sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
