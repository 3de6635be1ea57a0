"""Files that people attach: what may be sent, and where it is kept (by hash, never under the name it came with)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from objektiv.web.shell.file_names import safe_name

LARGEST = 20 * 1024 * 1024
ZIP, PDF, JPEG, PNG = b"PK\x03\x04", b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
BEGINS: dict[str, bytes] = {
    ".docx": ZIP, ".xlsx": ZIP, ".odt": ZIP, ".ods": ZIP, ".pdf": PDF, ".jpg": JPEG, ".jpeg": JPEG, ".png": PNG,
}  # fmt: skip
KINDS = "docx, xlsx, odt, ods, pdf, jpg, png"


def check_upload(upload: UploadedFile[Any]) -> None:
    """ValidationError when the file is too large, of a foreign kind, or not what its name says."""
    name = safe_name(upload.name or "")
    suffix = Path(name).suffix.lower()
    if (upload.size or 0) > LARGEST:
        raise ValidationError(f"{name}: файл больше 20 МБ. Уменьшите его или разделите.")
    if suffix not in BEGINS:
        raise ValidationError(f"{name}: такой вид файла не принимается. Подойдут: {KINDS}.")
    head = upload.read(8)
    upload.seek(0)
    if not head.startswith(BEGINS[suffix]):
        raise ValidationError(
            f"{name}: содержание не похоже на {suffix}. Сохраните файл заново и приложите его."
        )


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one app keeps its files; ``name``: its folder."""

    name: str

    def keep(self, upload: UploadedFile[Any]) -> tuple[str, int]:
        """Write a file under its SHA-256; the hash and the size in bytes. The same content is kept once."""
        content = b"".join(upload.chunks())
        digest = sha256(content).hexdigest()
        target = self.path_of(digest)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_suffix(".part")
            part.write_bytes(content)
            part.replace(target)
        return digest, len(content)

    def path_of(self, digest: str) -> Path:
        """Where a file lies."""
        return Path(settings.OBJEKTIV_HOME) / "files" / self.name / digest[:2] / digest
