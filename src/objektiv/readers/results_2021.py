"""Result export of spring 2021: Russian headers, parts «балл за 1», «балл за 2», …"""

from __future__ import annotations

from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.scales.headers import scale_with_headers
from objektiv.workbooks.headers import plain
from objektiv.workbooks.pupil_layout import PupilLayout

_LAYOUT = PupilLayout(
    wanted=("логин школы", "код обучающегося", "вариант", "балл за 1"),
    pupil="код обучающегося",
    forms=("вариант",),
    school="логин школы",
    municipality=("муниципалитет", "регион"),
    class_group=("класс",),
    gender=("пол",),
    journal_mark=("отметка за предыдущ…",),
    total=("всего баллов",),
)
_PART = plain("балл за") + r" (\d+)"


def _read(book: Book, request: Request) -> Reading:
    table = _LAYOUT.open(book, request)
    found = table.numbered_parts(_PART)
    scale = found.fits or scale_with_headers(table.known, table.assessment, found.parts)
    return _LAYOUT.read(table, found.columns, scale)


READER = Reader(
    code="results_2021",
    title="Выгрузка результатов ВПР весны 2021 года",
    kind="attempts",
    recognises=_LAYOUT.recognises,
    read=_read,
    source="выгрузка результатов 2021 года",
)
