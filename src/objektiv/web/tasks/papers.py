"""What the numbered letters say and what the form asks; a person signs the letter on paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from django.conf import settings

from objektiv.documents.blocks import Block, Bullets, Document, Paragraph, Signature
from objektiv.documents.docx import write_docx
from objektiv.reports.phrases import STRIPE
from objektiv.web.plans.snapshot import approved_head
from objektiv.web.shell.archive import Folder, Step, write_archive
from objektiv.web.shell.blank import Blank, write_docx_blank, write_xlsx_blank
from objektiv.web.shell.file_names import safe_name
from objektiv.web.tasks.enums import LetterKind
from objektiv.web.tasks.exporters import letter_sheet
from objektiv.web.tasks.models import Letter, Task

DAY = "%d.%m.%Y"
WHOLE = "Что сделано (коротко) и чем это подтверждается"
NO_NAMES = "Имена учеников не указывайте: достаточно кодов участников."
PAPER = "Нужен документ: приложите его в кабинете или пришлите файлом, вписав код бланка {code} в имя файла."
BLANKS = {"docx": write_docx_blank, "xlsx": write_xlsx_blank}


def write_letter(letter: Letter, task: Task, path: Path) -> None:
    """The letter to one school as docx: the same letter however often it is made."""
    make = {LetterKind.GIVE: _give, LetterKind.REMIND: _remind}[LetterKind(letter.kind)]
    blocks = (
        *make(letter, task),
        Signature(
            ((letter.signed_by or "Должность", "подпись" if letter.signed_by else "подпись, фамилия"),)
        ),
    )
    document = Document(
        title=f"{letter.get_kind_display().capitalize()} № {letter.shown_number} от {letter.made_on:{DAY}}",
        subtitle=f"{letter.organisation.title} — {task.school.title}", blocks=blocks, stripe=_stripe(),
    )  # fmt: skip
    write_docx(document, path)


def letter_name(letter: Letter) -> str:
    """«Поручение 12-Ш-2026.docx»."""
    return f"{letter.get_kind_display().capitalize()} {letter.shown_number}-{letter.year}.docx"


def blank_of(task: Task) -> Blank:
    """The form of a task: what is asked, and room for the words."""
    letter = task.letter
    return Blank(
        f"Отчёт к поручению № {letter.shown_number} от {letter.made_on:{DAY}}",
        f"{task.school.title}. {_ended(letter.subject)} Отчитаться до {task.due_on:{DAY}} включительно.",
        task.code,
        (*(one.question for one in letter.questions), WHOLE),
        (PAPER.format(code=task.code),) if letter.is_paper_needed else (),
    )


def blank_name(task: Task, kind: str) -> str:
    """«Бланк отчёта 990001 12-Ш-2026.xlsx»."""
    return f"Бланк отчёта {task.school.code} {task.letter.shown_number}-{task.letter.year}.{kind}"


def write_blank(task: Task, kind: str, path: Path) -> None:
    """The form as docx or xlsx."""
    BLANKS[kind](blank_of(task), path, stripe=_stripe())


def write_pack(letter: Letter, tasks: Sequence[Task], target: Path, step: Step) -> None:
    """The archive of a letter: a folder a school with the letter and the form, and who is to report until when."""
    folders = [Folder(folder_of(one), partial(_write_one, letter, one)) for one in tasks]
    write_archive(folders, letter_sheet(letter, tasks), target, step)


def folder_of(task: Task) -> str:
    """«990001 Школа № 1»."""
    return safe_name(f"{task.school.code} {task.school.title}"[:80])


def _write_one(letter: Letter, task: Task, folder: Path) -> list[Path]:
    written = [folder / letter_name(letter), folder / blank_name(task, "xlsx")]
    write_letter(letter, task, written[0])
    write_blank(task, "xlsx", written[1])
    return written


def _give(letter: Letter, task: Task) -> tuple[Block, ...]:
    plan = approved_head(letter.action.plan)
    asked = tuple(one.question for one in letter.questions)
    wanted = (*asked, *(("документ, который это подтверждает",) if letter.is_paper_needed else ()))
    due = f"{letter.due_on:{DAY}}" if letter.due_on else ""
    return (
        Paragraph(
            f"Во исполнение плана «{plan.title}» ({plan.period}) поручаем: {_ended(letter.subject)}", style="lead"
        ),
        *((Paragraph(letter.words),) if letter.words else ()),
        Paragraph(
            f"Отчитаться до {due} включительно: в кабинете, раздел «Планы», «Поручения школам», или на бланке к письму "
            f"(код бланка {task.code})."
        ),
        *((Paragraph("В отчёте сообщите:"), Bullets(wanted, is_ordered=True)) if wanted else ()),
        Paragraph(NO_NAMES, style="note"),
    )  # fmt: skip


def _remind(letter: Letter, task: Task) -> tuple[Block, ...]:
    given = task.letter
    return (
        Paragraph(
            f"Вам поручено (письмо от {given.made_on:{DAY}} № {given.shown_number}): {_ended(given.subject)} "
            f"Срок — {task.due_on:{DAY}}; отчёта пока нет."
        ),
        Paragraph(
            f"Просим отчитаться в кабинете или на бланке к письму (код бланка {task.code}). "
            "Если исполнить нельзя, сообщите причину."
        ),
        Paragraph(NO_NAMES, style="note"),
    )


def _ended(words: str) -> str:
    """With a full stop, one: what a plan says may have it or not."""
    return f"{words.rstrip('. ;')}."


def _stripe() -> str:
    return STRIPE if settings.IS_DEMO else ""
