"""Years left from an older plan: in the texts and results of actions, in the title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from objektiv.plans.check import Check, Severity, Spot
from objektiv.plans.model import Field
from objektiv.plans.prepared import Prepared, Row
from objektiv.plans.words import clean, fold

_FIELDS = (("text", "мероприятие"), ("result", "результат"))
_SCHOOL_YEAR = re.compile(r"(20\d\d)\s*[-–—/]\s*(20)?(\d\d)(?!\d)(?![-.]\d)")
_YEAR = re.compile(r"(?<![\d.,/№-])(20\d\d)(?:\s*[-‑]?\s*г(?:од[а-я]*)?\b\.?|(?=\s*$))")
# Words before a year that look back on purpose, and documents that keep the year of their signing.
_LOOKS_BACK = re.compile(
    r"итог|результат|анализ|\bза\b|отчет|сравнен|динамик|предыдущ|прошл|начиная|\bс\b|мониторинг|опыт|"
    r"по данным|выпускник"
)
_DOCUMENT = re.compile(
    r"приказ|письм|закон|постановлен|распоряжен|№|\bот\b|\bфз\b|фгос|концепци|стратеги|редакци"
)
_BEFORE = 60


def _look(prepared: Prepared) -> Iterator[Spot]:
    years = _own_years(prepared)
    if not years:
        return
    for row in prepared.rows:
        for name, title in _FIELDS:
            yield from _in_field(getattr(row.action, name), title, row, years)


def _own_years(prepared: Prepared) -> tuple[int, int] | None:
    """First and last calendar year that the plan may speak of without looking stale: its own."""
    frame = prepared.frame
    if frame is None:
        return None
    if frame.school_year is not None:
        return frame.school_year, frame.school_year + 1
    return (frame.year, frame.year) if frame.year is not None else None


def _in_field(field: Field, title: str, row: Row, own: tuple[int, int]) -> Iterator[Spot]:
    text = fold(field.text)
    spans = []
    for found in _SCHOOL_YEAR.finditer(text):
        spans.append(found.span())
        first, last = int(found[1]), int(found[1][:2] + found[3])
        if last == first + 1 and last <= own[0] and not _is_meant(text, found.start()):
            yield _spot(field, title, row, clean(found[0]))
    for found in _YEAR.finditer(text):
        inside = any(start <= found.start() < end for start, end in spans)
        is_of_the_term = found[1] in row.action.deadline.text
        if not (inside or is_of_the_term) and int(found[1]) < own[0] and not _is_meant(text, found.start()):
            yield _spot(field, title, row, found[1])


def _is_meant(text: str, position: int) -> bool:
    """Whether the words before a year look back on purpose or name a document."""
    before = re.split(r"[;.!?]\s|\)\s", text[max(0, position - _BEFORE) : position])[-1]
    if re.search(r"\bна\s*(?:\w+\s+){0,2}$", before):
        return _DOCUMENT.search(before) is not None
    return bool(_LOOKS_BACK.search(before) or _DOCUMENT.search(before))


def _spot(field: Field, title: str, row: Row, year: str) -> Spot:
    message = (
        f"{row.label}, {title}: назван {year} год — раньше года плана, вероятно, остался от прежнего плана."
    )
    return Spot(message, rows=(row.index,), place=field.place)


CHECK = Check(
    code="stale_year",
    title="Год от прежнего плана",
    severity=Severity.ERROR,
    why="План, переписанный с прошлого года, хранит старые годы: исполнитель не знает, к какому году относится мера.",
    remedy="Исправьте год или допишите, что речь об итогах прошлых лет.",
    look=_look,
)
