"""Plans whose actions tests give to schools, and what schools send back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from plan_words import YEAR, scan
from python_calamine import CalamineWorkbook

from objektiv.documents.xlsx import new_workbook
from objektiv.web.access.models import User
from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Action
from objektiv.web.shell.blank import ANSWER
from objektiv.web.tasks.domain import Wanted
from objektiv.web.tasks.expected import Expected
from objektiv.web.tasks.models import Task
from objektiv.web.tasks.papers import write_blank
from objektiv.web.territory.models import Unit

DAY = timedelta(days=1)
DONE = "Инструктаж проведён, все расписались."
PEOPLE = Expected("people", "Сколько человек", "number")
HELD = Expected("held_on", "Проведён", "date")
WANTED = Wanted("Провести инструктаж и собрать подписи.", (PEOPLE,))
ANSWERS = {"people": "12"}


def approved_action(unit: Unit, by: User, head: User, number: str = "2.1", **known: object) -> Action:
    """The briefing of a plan that was approved yesterday; its day is in two weeks."""
    plan = plans.start_plan(unit=unit, by=by, title="План мероприятий", kind="measures", school_year=YEAR)
    fields = {
        "text": "Инструктаж организаторов", "owner_text": "Методист", "result": "Лист инструктажа",
        "deadline": f"до {soon():%d.%m.%Y}", **known,
    }  # fmt: skip
    plans.add_row(plan, by=by, number=number, **fields)
    plans.approve_plan(
        plan, by=head, document="приказ", document_number="7", document_date=timezone.localdate() - DAY,
        signed_by="начальник", scan=scan(),
    )  # fmt: skip
    return Action.objects.select_related("plan__unit").get(plan=plan)


def soon():
    """In two weeks."""
    return timezone.localdate() + 14 * DAY


def paper(name: str = "лист.pdf", content: bytes = b"%PDF-1.4 list") -> SimpleUploadedFile:
    """A document of a school."""
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def filled(task: Task, folder: Path, *answers: str, name: str = "отчёт.xlsx") -> SimpleUploadedFile:
    """The form of a task as a school saves it: the same cells, written by another program."""
    write_blank(task, "xlsx", folder / "blank.xlsx")
    rows = CalamineWorkbook.from_path(folder / "blank.xlsx").get_sheet_by_index(0).to_python()
    head = next(i for i, row in enumerate(rows) if ANSWER in row)
    for row, text in zip(rows[head + 1 :], answers, strict=True):
        row[2] = text
    with new_workbook(folder / "form.xlsx") as book:
        sheet = book.add_worksheet("Лист1")
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    return SimpleUploadedFile(name, (folder / "form.xlsx").read_bytes())


def paragraphs(path: Path) -> str:
    """What a letter or a form says outside its tables."""
    lines = (one.text for one in docx.Document(str(path)).paragraphs)
    return "\n".join(lines).replace("\N{NO-BREAK SPACE}", " ")


def fetched(school: Unit) -> Task:
    """The task of a school as a page fetches it."""
    return Task.objects.select_related("letter", "school", "action__plan__unit").get(school=school)
