"""Papers of a plan as files: whole or not at all, the same bytes however often."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from objektiv.documents.blocks import Document
from objektiv.documents.docx import write_docx
from objektiv.documents.paper_sheet import write_sheet
from objektiv.documents.pdf import write_pdf
from objektiv.reports.saving import save_whole

WRITERS: dict[str, Callable[[Document, Path], None]] = {
    "docx": write_docx,
    "pdf": write_pdf,
    "xlsx": write_sheet,
}


def write_paper(document: Document, kind: str, path: Path) -> None:
    """Write a document as ``docx``, ``pdf`` or ``xlsx``; LakeError when the disk refuses it."""
    save_whole(path, lambda draft: WRITERS[kind](document, draft))
