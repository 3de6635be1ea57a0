"""Lists of this app as workbooks, as seen on the screen."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from objektiv.analysis.protocol import problem_row
from objektiv.analysis.result import ZONE_TITLES
from objektiv.documents.blocks import INTEGER, Column, DataTable, Value
from objektiv.documents.workbook_template import write_template
from objektiv.documents.xlsx import Sheet, write_workbook
from objektiv.model.reader import Reader
from objektiv.model.tables import Problem
from objektiv.web.access.models import User
from objektiv.web.assessments.enums import FileState, Submitted
from objektiv.web.assessments.matrix import Cell, Row
from objektiv.web.assessments.models import Import, ImportFile, Procedure, Run
from objektiv.web.assessments.phrases import NOT_PROOF

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TRAINING = "УЧЕБНЫЕ ДАННЫЕ"

_PROCEDURES = (
    Column("Процедура", width=3), Column("Предмет", width=2), Column("Класс", INTEGER), Column("Уровень"),
    Column("Учебный год"), Column("Начало"), Column("Окончание"), Column("Результаты сдать до"),
    Column("Состояние", width=1.5), Column("Кто проводит", width=3), Column("Код"), Column("Примечание", width=3),
)  # fmt: skip
_FILES = (
    Column("Файл", width=4), Column("Состояние", width=2), Column("Процедура", width=3),
    Column("Вид файла", width=3), Column("Школ", INTEGER), Column("Строк", INTEGER), Column("Писали", INTEGER),
    Column("Отсутствовали", INTEGER), Column("Не приняты в расчёт", INTEGER), Column("Замечаний", INTEGER),
    Column("Пояснение", width=5), Column("Отпечаток SHA-256", width=5),
)  # fmt: skip
_PROBLEMS = (
    Column("Файл", width=3), Column("Лист", width=1.5), Column("Ячейка"), Column("Важность", width=1.5),
    Column("Замечание", width=6), Column("Что сделать", width=5),
)  # fmt: skip


def answer(name: str, title: str, sheets: Sequence[Sheet]) -> HttpResponse:
    """The workbook as a download."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        write_workbook(path, sheets, title=title, stripe=TRAINING if settings.IS_DEMO else "")
        return _download(path.read_bytes(), name)


def _download(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": disposition or "attachment"}
    )


def procedures_book(procedures: Iterable[Procedure], school_year: str) -> HttpResponse:
    """The calendar of a school year."""
    rows = tuple(_procedure(one) for one in procedures)
    sheet = Sheet(
        "Процедуры",
        (f"Календарь процедур, {school_year} учебный год",),
        (DataTable("Процедуры", _PROCEDURES, rows),),
    )
    return answer(f"Процедуры {school_year.replace('/', '-')}", "Календарь процедур", [sheet])


def _procedure(one: Procedure) -> tuple[Value, ...]:
    days = (_day(one.starts_on), _day(one.ends_on), _day(one.results_due_on))
    return (
        one.get_kind_display(), one.get_subject_display(), one.grade, one.get_variant_display() if one.variant else "",
        one.school_year, *days, one.get_state_display(), one.unit.title, one.assessment, one.note,
    )  # fmt: skip


def matrix_book(rows: Iterable[Row], procedures: Sequence[Procedure], school_year: str) -> HttpResponse:
    """Who has submitted what."""
    columns = (
        Column("Муниципалитет", width=2), Column("Школа", width=4), Column("Код"),
        *(Column(one.short_title, width=1.3) for one in procedures), Column("Последнее напоминание", width=2),
    )  # fmt: skip
    listed = tuple(
        (
            row.school.parent.title if row.school.parent else "",
            row.school.title,
            row.school.code,
            *(cell_text(cell) for cell in row.cells),
            moment(row.reminded.created_at) if row.reminded else "",
        )
        for row in rows
    )
    lines = (
        f"Кто не сдал результаты, {school_year} учебный год",
        f"На {moment(timezone.now())}. Порядок — по алфавиту.",
    )
    sheet = Sheet("Кто не сдал", lines, (DataTable("Кто не сдал", columns, listed),))
    return answer(f"Кто не сдал {school_year.replace('/', '-')}", "Кто не сдал", [sheet])


def cell_text(cell: Cell) -> str:
    """«частично: нет 4Б», «сдано, работ: 24»."""
    if cell.state is None:
        return "—"
    if cell.state == Submitted.PARTLY:
        return f"{cell.state.label}: нет {', '.join(cell.missing)}"
    return f"{cell.state.label}, работ: {cell.works}" if cell.works else cell.state.label


def protocol_book(load: Import, files: Sequence[ImportFile]) -> HttpResponse:
    """The protocol of an import: rows in = present + absent + not accepted, and every remark with its place."""
    rows: list[tuple[Value, ...]] = [_file(one) for one in files]
    counted = [one for one in files if one.state != FileState.REFUSED]
    names = ("rows", "present", "absent", "quarantined", "problem_count")
    totals = [sum(getattr(one, name) for one in counted) for name in names]
    rows.append(("Всего", "", "", "", "", *totals, "", ""))
    lines = (
        f"Протокол: {load}, {load.get_state_display()}",
        f"{load.unit.title}. Получено {moment(load.created_at)}, {load.by.full_name if load.by else 'программа'}.",
        "Строк = писали + отсутствовали + не приняты в расчёт. Замечания — на втором листе.",
    )
    problems = tuple(problem_row(Problem(**problem), one.name) for one in files for problem in one.problems)
    sheets = (
        Sheet("Файлы", lines, (DataTable("Файлы", _FILES, tuple(rows)),)),
        Sheet("Замечания", ("Замечания по файлам",), (DataTable("Замечания", _PROBLEMS, problems),)),
    )
    return answer(f"Протокол загрузки {load.pk}", "Протокол загрузки", sheets)


def _file(one: ImportFile) -> tuple[Value, ...]:
    state = "не загружать" if one.is_excluded else one.get_state_display()
    note = f"{one.refusal} {one.remedy}".strip()
    return (
        one.name, state, one.title, one.layout_title, one.school_count, one.rows, one.present, one.absent,
        one.quarantined, one.problem_count, note, one.sha256,
    )  # fmt: skip


def imports_book(loads: Iterable[Import]) -> HttpResponse:
    """The list of imports; they come with their counts."""
    columns = (
        Column("№", INTEGER), Column("Получено", width=1.5), Column("За кого", width=3),
        Column("Кто загрузил", width=2), Column("Файлов", INTEGER), Column("Не принято", INTEGER),
        Column("Работ", INTEGER), Column("Состояние", width=2),
    )  # fmt: skip
    rows = tuple(
        (
            one.pk, moment(one.created_at), one.unit.title, _person(one.by), one.file_count,  # type: ignore[attr-defined]  # the query adds it
            one.refused_count, one.works, one.get_state_display(),  # type: ignore[attr-defined]  # the query adds it
        )
        for one in loads
    )  # fmt: skip
    return answer(
        "Загрузки",
        "Загрузки",
        [Sheet("Загрузки", ("Загрузки результатов",), (DataTable("", columns, rows),))],
    )


def runs_book(runs: Iterable[Run]) -> HttpResponse:
    """The list of runs."""
    columns = (
        Column("№", INTEGER), Column("Учебный год"), Column("Расчёт", width=1.5), Column("Действующий"),
        Column("Территория", width=3), Column("Запущен", width=1.5), Column("Кто", width=2),
        Column("Состояние", width=1.5),
        *(Column(title.capitalize(), INTEGER, width=1.5) for title in ZONE_TITLES.values()),
    )  # fmt: skip
    rows = tuple(
        (
            one.pk, one.school_year, one.get_kind_display(), "да" if one.is_active else "нет", one.unit.title,
            moment(one.created_at), _person(one.by), one.get_state_display(),
            *(one.zones.get(zone) for zone in ZONE_TITLES),
        )
        for one in runs
    )  # fmt: skip
    lines = ("Расчёты: сколько школ какого приоритета перепроверки", NOT_PROOF)
    return answer("Расчёты", "Расчёты", [Sheet("Расчёты", lines, (DataTable("", columns, rows),))])


def _person(by: User | None) -> str:
    return by.short_name if by else "программа"


def template_book(reader: Reader) -> HttpResponse:
    """One of our own empty tables to fill in."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        write_template(path, reader.title, reader.template or {}, reader.examples, reader.choices)
        return _download(path.read_bytes(), reader.title)


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def moment(at: datetime) -> str:
    """«20.04.2026 15:30» by the clock of the office."""
    return f"{timezone.localtime(at):%d.%m.%Y %H:%M}"
