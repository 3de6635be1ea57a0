"""Rows of a plan as a workbook, and the same workbook brought back: deadlines, owners, results."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from objektiv.documents.blocks import INTEGER, Column, DataTable, Value
from objektiv.documents.xlsx import Sheet
from objektiv.model.errors import RefusedFileError
from objektiv.web.access.exporters import day, moment, workbook
from objektiv.web.plans.domain.writing import assign, edit_row
from objektiv.web.plans.kinds import kind_title
from objektiv.web.plans.models import Action, Plan
from objektiv.web.plans.queries import actions_visible_to, live, people_for
from objektiv.workbooks import fill_in_cells as cells
from objektiv.workbooks.book import open_book
from objektiv.workbooks.fill_in import Field, FillIn
from objektiv.workbooks.limits import Limits

LIMITS = Limits(file_bytes=10 << 20, unpacked_bytes=100 << 20, rows=5_000, columns=100, cells=200_000)
KEY, VERSION, LOGIN = "Код строки", "Версия", "Ответственный (логин)"
DEADLINE, OWNER, RESULT, PLANNED = "Срок по документу", "Ответственный", "Результат", "Показатель: план"
EDITABLE = (
    f"Исправить и загрузить обратно можно столбцы «{DEADLINE}», «{OWNER}», «{RESULT}», «{PLANNED}» и «{LOGIN}»; в "
    f"утверждённом плане — только «{LOGIN}». Строка узнаётся по коду и версии, остальное не читается."
)
OURS = "Возьмите книгу кнопкой «Выгрузить в Excel» на странице плана, исправьте её и загрузите."
NOBODY = "Среди людей этой территории нет логина «{login}»."
CHANGED = "Мероприятие с тех пор изменили: выгрузите план заново."
ABSENT = "Такого мероприятия в этом плане нет."
COLUMNS = (
    Column("№", width=0.8), Column("Мероприятие", width=5), Column("Раздел", width=2.5), Column("Вид", width=1.6),
    Column(DEADLINE, width=2), Column("Исполнить до", width=1.2), Column(OWNER, width=2.5), Column(RESULT, width=3),
    Column(PLANNED, width=1.6), Column("Состояние", width=1.6), Column("Исполнено", width=1.2),
    Column("Что сделано", width=3), Column("Причина или основание", width=3), Column(LOGIN, width=1.6),
    Column(KEY, INTEGER), Column(VERSION, INTEGER),
)  # fmt: skip
ON_PAPER = len(COLUMNS) - 3  # logins, codes and versions are for the workbook that comes back
FORM = FillIn(
    "plan_rows",
    (
        Field("key", KEY, "Не меняйте.", "12", cells.whole(1, 10**9), np.int64, is_required=True),
        Field("version", VERSION, "Не меняйте.", "3", cells.whole(1, 10**6), np.int64, is_required=True),
        Field("deadline", DEADLINE, "Слова документа.", "до 15 марта", cells.text, object),
        Field("owner_text", OWNER, "Слова документа.", "методист", cells.text, object),
        Field("result", RESULT, "Что получится.", "справка", cells.text, object),
        Field("indicator_planned", PLANNED, "Число или слова.", "не менее 30 %", cells.text, object),
        Field("login", LOGIN, "Логин; пусто — не назначен.", "ivanova", cells.text, object),
    ),
    key=("key",),
)  # fmt: skip
TITLES = {
    "deadline": "срок", "owner_text": "ответственный", "result": "результат", "indicator_planned": "показатель",
    "login": "ответственный в системе",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """What one row of the workbook would do; ``sentence`` says why it does nothing."""

    row: int
    key: int
    version: int
    title: str = ""
    fields: Mapping[str, str] | None = None
    sentence: str = ""

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Field → its new value, in words."""
        return [(TITLES[name], text) for name, text in (self.fields or {}).items()]


def rows_book(actions: Iterable[Action], chosen: str, *, is_editor: bool) -> HttpResponse:
    """Rows as they are seen; codes and versions for those only who may bring the workbook back."""
    width = len(COLUMNS) if is_editor else ON_PAPER
    rows = tuple(_row(one)[:width] for one in actions)
    lines = (
        f"План на {moment(timezone.now())}.", *([f"Отобрано: {chosen}."] if chosen else ()),
        *([EDITABLE] if is_editor else ()),
    )  # fmt: skip
    return workbook("План", [Sheet("План", lines, (DataTable("План", COLUMNS[:width], rows),), ON_PAPER)])


def _row(one: Action) -> tuple[Value, ...]:
    return (
        one.number, one.text, one.section.title if one.section else "", kind_title(one.kind), one.deadline,
        day(one.due_on), one.owner_text, one.result, one.indicator_planned, one.status_title, day(one.done_on),
        one.report, one.status_reason, one.owner.login if one.owner else "", one.pk, one.version,
    )  # fmt: skip


def plan_changes(upload: UploadedFile[Any], plan: Plan, *, by: Any) -> list[Change]:
    """Rows that differ from the plan, and rows that cannot be taken; ValidationError for a foreign workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan{Path(upload.name or '').suffix.lower()[:6]}"
        path.write_bytes(b"".join(upload.chunks()))
        try:
            filled = FORM.read(open_book(path, LIMITS))
        except RefusedFileError as error:
            raise ValidationError({"file": f"{error.message} {OURS}"}) from error
    actions = {one.pk: one for one in live(actions_visible_to(by).filter(plan=plan))}
    rows = list(zip(filled.rows, filled.table.rows(), strict=True))
    logins = {_said(row["login"]) for _, row in rows}
    people = set(people_for(plan.unit.path).filter(login__in=logins).values_list("login", flat=True))
    planned = [_plan(at + 1, row, actions.get(int(row["key"])), people) for at, row in rows]
    return [one for one in planned if one.sentence or one.fields]


def _plan(row: int, told: Mapping[str, Any], action: Action | None, people: set[str]) -> Change:
    known = Change(row, int(told["key"]), int(told["version"]), str(action or ""))
    if action is None:
        return _refuse(known, ABSENT)
    if action.version != known.version:
        return _refuse(known, CHANGED)
    before = {name: _said(getattr(action, name)) for name in TITLES if name != "login"}
    before["login"] = action.owner.login if action.owner else ""
    now = {name: _said(told[name]) for name in before}
    fields = {name: now[name] for name in before if now[name] != before[name]}
    if fields.get("login") and fields["login"] not in people:
        return _refuse(known, NOBODY.format(login=fields["login"]))
    return Change(**{**asdict(known), "fields": fields})


def apply_changes(changes: Iterable[Mapping[str, Any]], plan: Plan, *, by: Any) -> tuple[int, list[Change]]:
    """Do each row by the verbs of an action, in a transaction of its own; those refused come back with the reason."""
    done, refused = 0, []
    for change in (Change(**one) for one in changes):
        try:
            with transaction.atomic():
                _apply(change, plan, by)
            done += 1
        except PermissionDenied:
            refused.append(_refuse(change, "Это мероприятие ведёте не вы."))
        except ValidationError as error:
            refused.append(_refuse(change, " ".join(error.messages)))
    return done, refused


def _apply(change: Change, plan: Plan, by: Any) -> None:
    rows = live(actions_visible_to(by).filter(plan=plan)).prefetch_related("executors", "links__procedure")
    action = rows.filter(pk=change.key).first()
    if action is None:
        raise ValidationError(ABSENT)
    if action.version != change.version:
        raise ValidationError(CHANGED)
    fields: dict[str, Any] = dict(change.fields or {})
    login = fields.pop("login", None)
    if fields:
        action = edit_row(action, by=by, version=change.version, **fields)
    if login is not None:
        owner = people_for(plan.unit.path).filter(login=login).first()
        if login and owner is None:
            raise ValidationError(NOBODY.format(login=login))
        assign(
            action, by=by, owner=owner, executors=list(action.executors.all()), controller=action.controller
        )


def as_plain(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """For the form between the preview and the confirmation."""
    return [asdict(one) for one in changes]


def _refuse(change: Change, sentence: str) -> Change:
    return Change(**{**asdict(change), "fields": None, "sentence": sentence})


def _said(value: object) -> str:
    """Words of a cell or of a row: one line, without the sign that keeps formulas from working."""
    return " ".join(str(value or "").lstrip("'").split())
