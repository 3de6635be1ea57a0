"""The list of cases brought back as a workbook: which terms and responsible people it would change, row by row."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from objektiv.model.errors import RefusedFileError
from objektiv.web.access.models import User
from objektiv.web.cases.domain import give_to, move_term
from objektiv.web.cases.models import Case
from objektiv.web.cases.queries import visible_to
from objektiv.web.cases.registers import DUE, NUMBER, RESPONSIBLE, VERSION
from objektiv.workbooks.book import open_book
from objektiv.workbooks.limits import Limits

LIMITS = Limits(file_bytes=10 << 20, unpacked_bytes=100 << 20, rows=5_000, columns=100, cells=200_000)
NEEDED = (NUMBER, VERSION, RESPONSIBLE, DUE)
OURS = "Возьмите книгу кнопкой «Выгрузить в Excel» над списком карточек, исправьте её и загрузите."
CHANGED = "Карточку с тех пор изменили: выгрузите список заново."


@dataclass(frozen=True, slots=True)
class Change:
    """What one row would do; ``sentence`` says why it does nothing."""

    row: int
    case: int
    version: int
    school: str = ""
    responsible: str | None = None  # a login, "" for nobody, None: as it is
    due: str | None = None  # ISO date
    sentence: str = ""

    @property
    def due_on(self) -> date | None:
        """The new term."""
        return date.fromisoformat(self.due) if self.due else None


def plan_changes(upload: UploadedFile[Any], *, by: Any, today: date) -> list[Change]:
    """Rows that differ from the database, and rows that cannot be taken; ValidationError for a foreign workbook."""
    cases = {one.pk: one for one in visible_to(by, today).select_related("responsible")}
    planned = [_plan(row, values, cases) for row, values in _rows(upload)]
    return [one for one in planned if one.sentence or one.responsible is not None or one.due]


def apply_changes(changes: Iterable[Mapping[str, Any]], *, by: Any, today: date) -> tuple[int, list[Change]]:
    """Do each row by the verbs of a case, in a transaction of its own; those refused come back with the reason."""
    done, refused = 0, []
    for change in (Change(**one) for one in changes if not one["sentence"]):
        try:
            with transaction.atomic():
                _apply(change, visible_to(by, today).filter(pk=change.case).first(), by)
            done += 1
        except PermissionDenied:
            refused.append(_refuse(change, "Эту карточку ведёте не вы."))
        except ValidationError as error:
            refused.append(_refuse(change, " ".join(error.messages)))
    return done, refused


def as_plain(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """For the form between the preview and the confirmation."""
    return [asdict(one) for one in changes]


def _apply(change: Change, case: Case | None, by: Any) -> None:
    if case is None:
        raise ValidationError("Такой карточки у вас нет.")
    if case.version != change.version:
        raise ValidationError(CHANGED)
    if change.responsible is not None:
        person = User.objects.filter(login=change.responsible, is_active=True).first()
        if change.responsible and person is None:
            raise ValidationError(f"Человека с логином «{change.responsible}» нет.")
        case = give_to(case, responsible=person, by=by)
    if change.due:
        move_term(case, until=date.fromisoformat(change.due), by=by, ground="Изменено списком.")


def _refuse(change: Change, sentence: str) -> Change:
    return Change(**{**asdict(change), "sentence": sentence})


def _plan(row: int, values: Mapping[str, Any], cases: Mapping[int, Case]) -> Change:
    number, version = _whole(values[NUMBER]), _whole(values[VERSION])
    case = cases.get(number)
    if case is None:
        return Change(row, number, version, sentence="Такой карточки у вас нет.")
    known = Change(row, number, version, case.school.title)
    if case.version != version:
        return _refuse(known, CHANGED)
    login = str(values[RESPONSIBLE] or "").strip().lstrip("'")
    try:
        due = _day(values[DUE])
    except ValueError:
        return _refuse(known, f"«{DUE}»: это не дата. Пример: 26.02.2027.")
    if due is None and case.reply_due_on:
        return _refuse(known, f"«{DUE}»: срок не удаляют, его переносят.")
    before = case.responsible.login if case.responsible else ""
    return Change(
        row, number, version, case.school.title, login if login != before else None,
        due.isoformat() if due and due != case.reply_due_on else None,
    )  # fmt: skip


def _rows(upload: UploadedFile[Any]) -> list[tuple[int, dict[str, Any]]]:
    """(row of the sheet, column → cell) below the heading row."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"cases{Path(upload.name or '').suffix.lower()[:6]}"
        path.write_bytes(b"".join(upload.chunks()))
        try:
            book = open_book(path, LIMITS)
            rows = book.rows(book.sheet_names[0])
        except (RefusedFileError, IndexError) as error:
            said = error.message if isinstance(error, RefusedFileError) else "В книге нет листов."
            raise ValidationError({"file": f"{said} {OURS}"}) from error
    head = next((i for i, row in enumerate(rows[:30]) if set(NEEDED) <= {str(cell) for cell in row}), None)
    if head is None:
        raise ValidationError(
            {"file": f"В книге нет столбцов {', '.join(f'«{one}»' for one in NEEDED)}. {OURS}"}
        )
    places = {name: [str(cell) for cell in rows[head]].index(name) for name in NEEDED}
    found = []
    for number, row in enumerate(rows[head + 1 :], head + 2):
        cells = {name: row[place] if place < len(row) else "" for name, place in places.items()}
        if any(str(cell).strip() for cell in cells.values()):
            found.append((number, cells))
    return found


def _whole(cell: Any) -> int:
    try:
        return int(float(cell))
    except (TypeError, ValueError, OverflowError):
        return 0


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell or "").strip()
    return datetime.strptime(text, "%d.%m.%Y").date() if text else None
