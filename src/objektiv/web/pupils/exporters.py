"""Lists of pupils as workbooks, with codes only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse
from django.utils import timezone

from objektiv.documents.blocks import INTEGER, SIGNED, Column, DataTable
from objektiv.documents.xlsx import Sheet
from objektiv.web.access.exporters import moment, workbook
from objektiv.web.pupils.code_lists import FORM, HEADERS
from objektiv.web.pupils.listing import GapList
from objektiv.web.pupils.models import PupilCode
from objektiv.web.pupils.phrases import ONLY_CODES, REASON_TO_ASK
from objektiv.web.pupils.rows import Key, PupilRow
from objektiv.web.territory.models import Unit
from objektiv.workbooks.fill_in import DATA_SHEET

GAPS = (
    Column("Процедура", width=3.4), Column("Класс"), Column("Код участника", width=1.3),
    Column("Постоянный код", width=1.4), Column("Отметка по журналу", INTEGER), Column("Отметка за работу", INTEGER),
    Column("Разница", SIGNED, digits=0),
)  # fmt: skip
WORKS = (
    Column("Учебный год"), Column("Процедура", width=3.4), Column("Класс"), Column("Код участника", width=1.3),
    Column("Отметка по журналу", INTEGER), Column("Отметка за работу", INTEGER), Column("Разница", SIGNED, digits=0),
    Column("Балл", INTEGER),
)  # fmt: skip
EXPLAINED = (Column("Столбец", width=2), Column("Что писать", width=5), Column("Пример", width=2))
HOW_TO = (
    "Одна строка — один код участника этого года. Впишите в последний столбец постоянный код ученика.",
    "Постоянный код школа даёт ученику один раз и ведёт его из года в год. Кто это, знает только ключ школы.",
    "Фамилий в книге быть не должно: с ними она не будет принята.",
)


def gaps_book(school: Unit, found: GapList, chosen: str) -> HttpResponse:
    """The list «расхождение ≥ 2» as seen on the screen."""
    rows = tuple(
        (
            one.row.work.title, one.row.group, one.row.code, one.permanent, one.row.journal_mark, one.row.mark,
            one.row.gap,
        )
        for one in found.rows
    )  # fmt: skip
    lines = (f"{school.title}, на {moment(timezone.now())}. {found.sentence}", f"Отобрано: {chosen}.",
             f"{ONLY_CODES} {REASON_TO_ASK}")  # fmt: skip
    name = "Расхождение в два балла и больше"
    return workbook(name, [Sheet("Расхождение", lines, (DataTable(name, GAPS, rows),))])


def pupil_book(school: Unit, permanent: str, works: Iterable[tuple[PupilCode, PupilRow]]) -> HttpResponse:
    """Works of one pupil by years."""
    rows = tuple(
        (
            row.work.school_year, row.work.title, row.group, code.code, row.journal_mark or None,
            row.mark or None, row.gap, row.raw_score if row.raw_score >= 0 else None,
        )
        for code, row in works
    )  # fmt: skip
    lines = (f"{school.title}, постоянный код {permanent}, на {moment(timezone.now())}.", ONLY_CODES)
    name = f"Ученик {permanent}"
    return workbook(name, [Sheet("По годам", lines, (DataTable(name, WORKS, rows),))])


def codes_book(
    school_year: str, codes: Sequence[tuple[int, str, str]], known: Mapping[Key, str]
) -> HttpResponse:
    """The workbook to fill in, with the codes of the year and the stable ones that are known already."""
    columns = tuple(Column(header, width=1.6) for header in HEADERS)
    rows = tuple((str(grade), code, group, known.get((grade, code), "")) for grade, code, group in codes)
    explained = tuple((one.header, one.explanation, one.example) for one in FORM.fields)
    name = f"Постоянные коды {school_year.replace('/', '-')}"
    sheets = [
        Sheet(DATA_SHEET, (), (DataTable("Коды", columns, rows),)),
        Sheet("Справка", HOW_TO, (DataTable("Столбцы", EXPLAINED, explained),)),
    ]
    return workbook(name, sheets)
