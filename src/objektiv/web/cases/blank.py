"""The form that goes with a request: the questions of its letter with room for answers."""

from __future__ import annotations

from pathlib import Path

from objektiv.web.cases.models import Letter
from objektiv.web.shell.blank import Blank, write_docx_blank, write_xlsx_blank

WHOLE = "Пояснения школы в целом"
DAY = "%d.%m.%Y"


def questions_of(letter: Letter) -> tuple[str, ...]:
    """What the rows of the form ask; the last one is always the school's word on the whole."""
    return (*(text for _, text in letter.questions), WHOLE)


def write_blank_docx(letter: Letter, path: Path, *, stripe: str = "") -> None:
    """The form as a Word file."""
    write_docx_blank(_blank(letter), path, stripe=stripe)


def write_blank_xlsx(letter: Letter, path: Path, *, stripe: str = "") -> None:
    """The form as a workbook."""
    write_xlsx_blank(_blank(letter), path, stripe=stripe)


def _blank(letter: Letter) -> Blank:
    due = f" Ответить до {letter.due_on:{DAY}} включительно." if letter.due_on else ""
    return Blank(
        f"Пояснения к письму № {letter.shown_number} от {letter.made_on:{DAY}}",
        f"{letter.addressee}. Карточка анализа признаков № {letter.case_id}.{due}",
        letter.code or "",
        questions_of(letter),
    )
