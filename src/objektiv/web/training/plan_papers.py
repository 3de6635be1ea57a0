"""Files of the training plans: orders, proofs, a document that waits to be read. All carry the stripe of training."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from objektiv.documents.blocks import Block, Document
from objektiv.documents.paper_blocks import (
    PAPER,
    WIDE_PAPER,
    Band,
    Entry,
    Requisites,
    RuledColumn,
    RuledTable,
    SignedLines,
    Text,
    Title,
)
from objektiv.reports.phrases import STRIPE
from objektiv.reports.plan_write import write_paper
from objektiv.web.training.plan_rows import BROUGHT, BROUGHT_ROWS

COLUMNS = (
    RuledColumn("№ п/п", 0.7), RuledColumn("Мероприятия", 4.0), RuledColumn("Сроки исполнения", 2.0),
    RuledColumn("Ответственный", 2.0), RuledColumn("Результат", 2.4),
)  # fmt: skip


def order(
    *, organisation: str, title: str, number: str, day: date, post: str, person: str
) -> UploadedFile[Any]:
    """The order that approves a plan, as a scan of it would look."""
    blocks = (
        Text(organisation, is_bold=True),
        Title("ПРИКАЗ"),
        Text(f"{day:%d.%m.%Y} № {number}"),
        Text(f"Утвердить документ «{title}».", is_indented=True),
        SignedLines(((post, person),)),
    )
    return _file(Document(title, blocks, STRIPE, layout=PAPER), "pdf", "приказ об утверждении")


def proof(title: str, text: str, person: str) -> UploadedFile[Any]:
    """A document that shows what was done."""
    blocks = (Title(title), Text(text, is_indented=True), SignedLines((("Составил(а)", person),)))
    return _file(Document(title, blocks, STRIPE, layout=PAPER), "docx", title)


def road_map(*, post: str, person: str, territory: str, school_year: str) -> UploadedFile[Any]:
    """A document of last week with empty cells, a word cut short, a term of a past year."""
    first = int(school_year[:4])
    title = f"{BROUGHT} ({territory}) на {first}-{first + 1} учебный год"
    corner = Requisites(
        ("УТВЕРЖДАЮ", post, territory, person, f"«___» ____________ {first} года"), is_marked=True
    )
    rows = [_drawn(one, first) for one in BROUGHT_ROWS]
    blocks: Sequence[Block] = (corner, Title(title), RuledTable(COLUMNS, tuple(rows), BROUGHT))
    return _file(Document(title, tuple(blocks), STRIPE, layout=WIDE_PAPER), "docx", "Дорожная карта ВПР")


def _drawn(row: str | tuple[str, ...], first: int) -> Band | Entry:
    if isinstance(row, str):
        return Band(row)
    return Entry(tuple(cell.format(spring=first + 1, past=first) for cell in row))


def _file(document: Document, kind: str, name: str) -> UploadedFile[Any]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"paper.{kind}"
        write_paper(document, kind, path)
        return SimpleUploadedFile(f"{name}.{kind}", path.read_bytes())
