"""The archive of letters: a folder a school with the letter and its form twice, and the book of letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings

from objektiv.documents.xlsx import write_workbook
from objektiv.lake.storage import writing
from objektiv.reports.phrases import STRIPE
from objektiv.web.cases.blank import write_blank_docx, write_blank_xlsx
from objektiv.web.cases.enums import LetterKind
from objektiv.web.cases.letters import file_name, stripe_of, write_letter_file
from objektiv.web.cases.models import Letter
from objektiv.web.cases.registers import letters_sheet
from objektiv.web.shell.file_names import safe_name

Step = Callable[[int, int], None]
BOOK = "Реестр писем.xlsx"


def pack_path(job: object) -> Path:
    """Where the archive of a job lies."""
    return Path(settings.OBJEKTIV_HOME) / "files" / "letters" / f"{job}.zip"


def write_pack(letters: Sequence[Letter], target: Path, step: Step) -> None:
    """Write the archive, whole or not at all; ``step`` is told of every letter."""
    with (
        writing(target) as draft,
        ZipFile(draft, "w", ZIP_DEFLATED) as archive,
        TemporaryDirectory() as folder,
    ):
        for done, letter in enumerate(letters):
            step(done, len(letters))
            for file in _write_one(letter, Path(folder)):
                archive.write(file, f"{folder_of(letter)}/{file.name}")
                file.unlink()
        book = Path(folder) / BOOK
        stripe = STRIPE if settings.IS_DEMO else ""
        write_workbook(book, [letters_sheet(letters)], title="Реестр писем", stripe=stripe)
        archive.write(book, BOOK)


def folder_of(letter: Letter) -> str:
    """«0012-И 990001 Школа № 1»: in the order of the numbers."""
    return safe_name(f"{letter.shown_number:0>6} {letter.case.school.code} {letter.addressee}"[:80])


def _write_one(letter: Letter, folder: Path) -> list[Path]:
    stripe = stripe_of(letter.case)
    written = [folder / file_name(letter)]
    write_letter_file(letter, written[0], stripe=stripe)
    if letter.kind == LetterKind.ASK:
        name = f"Бланк ответа {letter.shown_number}-{letter.year}"
        written += [folder / f"{name}.docx", folder / f"{name}.xlsx"]
        write_blank_docx(letter, written[1], stripe=stripe)
        write_blank_xlsx(letter, written[2], stripe=stripe)
    return written
