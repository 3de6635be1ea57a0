"""Result export of autumn 2020: headers in Latin, parts «a-1-grade», two variants for works in two parts."""

from __future__ import annotations

from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.scales.headers import scale_with_headers
from objektiv.workbooks.headers import plain
from objektiv.workbooks.pupil_layout import PupilLayout

_LAYOUT = PupilLayout(
    wanted=("user", "code", "var-1", "a-1-grade"),
    pupil="code",
    forms=("var-1", "var-2"),
    school="user",
    municipality=("groups",),
    class_group=("klass",),
    gender=("gender",),
    journal_mark=("otc",),
    total=("sum",),
)
_PART = plain("a-") + r"(\d+)" + plain("-grade")


def _read(book: Book, request: Request) -> Reading:
    table = _LAYOUT.open(book, request)
    found = table.numbered_parts(_PART)
    scale = found.fits or scale_with_headers(table.known, table.assessment, found.parts)
    return _LAYOUT.read(table, found.columns, scale)


READER = Reader(
    code="results_2020",
    title="Выгрузка результатов ВПР осени 2020 года",
    kind="attempts",
    recognises=_LAYOUT.recognises,
    read=_read,
    source="выгрузка результатов 2020 года",
)
