"""The risk zone as a workbook, and the same workbook brought back: who is the curator, which days are planned."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
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
from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of
from objektiv.web.support.domain import edit_entry
from objektiv.web.support.models import RiskEntry
from objektiv.web.support.phrases import ALPHABET, NO_RATING
from objektiv.web.support.queries import visible_to
from objektiv.workbooks import fill_in_cells as cells
from objektiv.workbooks.book import open_book
from objektiv.workbooks.fill_in import Field, FillIn
from objektiv.workbooks.limits import Limits

LIMITS = Limits(file_bytes=10 << 20, unpacked_bytes=100 << 20, rows=5_000, columns=100, cells=200_000)
NUMBER, VERSION, CURATOR, REVIEW, EXIT = (
    "№ записи", "Версия", "Куратор (логин)", "Проверить ход помощи", "Выход запланирован",
)  # fmt: skip
EDITABLE = (
    f"Исправить и загрузить обратно можно столбцы «{CURATOR}», «{REVIEW}» и «{EXIT}»; запись узнаётся по № и версии, "
    "остальное не читается."
)
OURS = "Возьмите книгу кнопкой «Выгрузить в Excel» над реестром, исправьте её и загрузите."
NOBODY = "Человека с логином «{login}» нет."
CHANGED = "Запись с тех пор изменили: выгрузите реестр заново."
COLUMNS = (
    Column(NUMBER, INTEGER), Column("Муниципалитет", width=2),
    Column("Школа", width=3), Column("Код"), Column("Состояние", width=1.4), Column("Кто помогает", width=1.8),
    Column("Основание", width=2), Column("Причина", width=4), Column("Куратор", width=1.6), Column(REVIEW, width=1.4),
    Column(EXIT, width=1.4), Column("Помощь", width=4), Column("Критерии выхода", width=3), Column("В зоне с"),
    Column("Завершена"), Column(CURATOR, width=1.8), Column(VERSION, INTEGER, width=0.8),
)  # fmt: skip
ON_PAPER = len(COLUMNS) - 2  # logins and versions are for the workbook that comes back


def _day(cell: object) -> str:
    """A day as ISO text: the plan travels through a form between the preview and the confirmation."""
    if isinstance(cell, date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    try:
        return datetime.strptime(str(cell).strip(), "%d.%m.%Y").date().isoformat()
    except ValueError as error:
        raise cells.BadCellError("это не дата") from error


FORM = FillIn(
    "risk_zone",
    (
        Field("entry", NUMBER, "Не меняйте.", "12", cells.whole(1, 10**9), np.int64, is_required=True),
        Field("version", VERSION, "Не меняйте.", "3", cells.whole(1, 10**6), np.int64, is_required=True),
        Field("curator", CURATOR, "Логин куратора; пусто — не назначен.", "ivanova", cells.text, object),
        Field("review_on", REVIEW, "День.", "26.02.2027", _day, object),
        Field("exit_planned_on", EXIT, "День.", "26.02.2027", _day, object),
    ),
    key=("entry",),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """What one row would do; ``fields`` as texts, ``sentence`` says why it does nothing."""

    row: int
    entry: int
    version: int
    school: str = ""
    fields: Mapping[str, str] | None = None
    sentence: str = ""

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Field → its new value, in words."""
        titles = {"curator": "куратор", "review_on": "проверить", "exit_planned_on": "выход"}
        said = self.fields or {}
        return [
            (titles[name], day(_as_day(text)) if name != "curator" else text) for name, text in said.items()
        ]


def risk_book(entries: Iterable[RiskEntry], chosen: str, *, by: Any) -> HttpResponse:
    """The risk zone as seen on the screen; logins and versions for those only who may bring the workbook back."""
    is_editor = Permission.RISK_EDIT in permissions_of(by)
    width = len(COLUMNS) if is_editor else ON_PAPER
    rows = tuple(_row(one)[:width] for one in entries)
    lines = (
        f"Зона риска на {moment(timezone.now())}.", *([f"Отобрано: {chosen}."] if chosen else ()),
        f"{NO_RATING} {ALPHABET}", *([EDITABLE] if is_editor else ()),
    )  # fmt: skip
    return workbook(
        "Зона риска",
        [Sheet("Зона риска", lines, (DataTable("Зона риска", COLUMNS[:width], rows),), ON_PAPER)],
    )


def _row(one: RiskEntry) -> tuple[Value, ...]:
    parent = one.school.parent
    support = "\n".join(
        f"{item.title}, до {day(item.due_on)}{f': сделано {day(item.done_on)}' if item.done_on else ''}"
        for item in one.support.all()
    )
    return (
        one.pk, parent.title if parent else "", one.school.title, one.school.code,
        one.get_state_display(), one.get_level_display(), one.get_basis_display(), one.reason,
        one.curator.short_name if one.curator else "", day(one.review_on), day(one.exit_planned_on), support,
        one.exit_criteria, day(one.entered_on), day(one.ended_on),
        one.curator.login if one.curator else "", one.version,
    )  # fmt: skip


def plan_changes(upload: UploadedFile[Any], *, by: Any) -> list[Change]:
    """Rows that differ from the risk zone, and rows that cannot be taken; ValidationError for a foreign workbook."""
    entries = {one.pk: one for one in visible_to(by)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"zone{Path(upload.name or '').suffix.lower()[:6]}"
        path.write_bytes(b"".join(upload.chunks()))
        try:
            filled = FORM.read(open_book(path, LIMITS))
        except RefusedFileError as error:
            raise ValidationError({"file": f"{error.message} {OURS}"}) from error
    bad = {
        int("".join(filter(str.isdigit, one.cell)) or 0): one.message
        for one in filled.remarks.problems
        if one.severity == "error"
    }
    rows = list(zip(filled.rows, filled.table.rows(), strict=True))
    people = _people({str(row["curator"] or "").lstrip("'") for _, row in rows})
    planned = [
        _known_curator(_plan(at + 1, row, entries.get(int(row["entry"])), bad.get(at + 1, "")), people)
        for at, row in rows
    ]
    return [one for one in planned if one.sentence or one.fields]


def apply_changes(changes: Iterable[Mapping[str, Any]], *, by: Any) -> tuple[int, list[Change]]:
    """Do each row by the verb of an entry, in a transaction of its own; those refused come back with the reason."""
    done, refused = 0, []
    for change in (Change(**one) for one in changes):
        try:
            with transaction.atomic():
                _apply(change, by)
            done += 1
        except PermissionDenied:
            refused.append(_refuse(change, "Эту запись ведёте не вы."))
        except ValidationError as error:
            refused.append(_refuse(change, " ".join(error.messages)))
    return done, refused


def as_plain(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """For the form between the preview and the confirmation."""
    return [asdict(one) for one in changes]


def _plan(row: int, said: Mapping[str, Any], entry: RiskEntry | None, bad: str) -> Change:
    known = Change(row, int(said["entry"]), int(said["version"]), entry.school.title if entry else "")
    if entry is None:
        return _refuse(known, "Такой записи у вас нет.")
    if bad:
        return _refuse(known, bad)
    if entry.version != known.version:
        return _refuse(known, CHANGED)
    before = {
        "curator": entry.curator.login if entry.curator else "",
        "review_on": entry.review_on.isoformat() if entry.review_on else "",
        "exit_planned_on": entry.exit_planned_on.isoformat() if entry.exit_planned_on else "",
    }
    now = {name: str(said[name] or "").lstrip("'") for name in before}
    return Change(
        **{**asdict(known), "fields": {name: now[name] for name in before if now[name] != before[name]}}
    )


def _people(logins: Collection[str]) -> set[str]:
    """Of some logins, those by which people sign in."""
    return set(User.objects.filter(login__in=logins, is_active=True).values_list("login", flat=True))


def _known_curator(change: Change, people: Collection[str]) -> Change:
    """The same, refused where it names a curator whom nobody knows."""
    login = (change.fields or {}).get("curator")
    return _refuse(change, NOBODY.format(login=login)) if login and login not in people else change


def _apply(change: Change, by: Any) -> None:
    entry = visible_to(by).filter(pk=change.entry).first()
    if entry is None:
        raise ValidationError("Такой записи у вас нет.")
    fields: dict[str, Any] = {
        name: _as_day(text) for name, text in (change.fields or {}).items() if name != "curator"
    }
    if change.fields and "curator" in change.fields:
        login = change.fields["curator"]
        fields["curator"] = User.objects.filter(login=login, is_active=True).first() if login else None
        if login and fields["curator"] is None:
            raise ValidationError(NOBODY.format(login=login))
    edit_entry(entry, by=by, version=change.version, **fields)


def _as_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _refuse(change: Change, sentence: str) -> Change:
    return Change(**{**asdict(change), "sentence": sentence})
