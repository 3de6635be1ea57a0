"""The archive of letters: a folder a school with the letter and its form twice, and the book of letters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from objektiv.web.cases.blank import write_blank_docx, write_blank_xlsx
from objektiv.web.cases.enums import LetterKind
from objektiv.web.cases.letters import file_name, stripe_of, write_letter_file
from objektiv.web.cases.models import Letter
from objektiv.web.cases.registers import letters_sheet
from objektiv.web.shell.archive import Folder, Step, archive_path, write_archive
from objektiv.web.shell.file_names import safe_name


def pack_path(job: object) -> Path:
    """Where the archive of a job lies."""
    return archive_path("letters", job)


def write_pack(letters: Sequence[Letter], target: Path, step: Step) -> None:
    """Write the archive, whole or not at all; ``step`` is told of every letter."""
    folders = [Folder(folder_of(one), partial(_write_one, one)) for one in letters]
    write_archive(folders, letters_sheet(letters), target, step)


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
