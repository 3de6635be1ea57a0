"""Result export since 2022: sheets «Классы» and «Протокол», maxima in the headers «5(1) (1б)»."""

from __future__ import annotations

from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.scales.headers import scale_with_headers
from objektiv.workbooks.parts import coded_columns
from objektiv.workbooks.pupil_layout import PupilLayout

_LAYOUT = PupilLayout(
    wanted=("пользователь", "код", "вариант"),
    pupil="код",
    forms=("вариант",),
    school="пользователь",
    municipality=("муниципалитет",),
    class_group=("наименование класса",),
    gender=("пол",),
    journal_mark=("отметка за предыдущ…",),
    total=("итого баллов",),
    sheet="Протокол",
)


def _read(book: Book, request: Request) -> Reading:
    table = _LAYOUT.open(book, request)
    found = coded_columns(table.sheet, table.known)
    scale = scale_with_headers(table.known, table.assessment, found.parts)
    return _LAYOUT.read(table, found.columns, scale)


READER = Reader(
    code="results_2022",
    title="Выгрузка результатов ВПР 2022 года (листы «Классы» и «Протокол»)",
    kind="attempts",
    recognises=_LAYOUT.recognises,
    read=_read,
    source="выгрузка результатов 2022 года",
)
