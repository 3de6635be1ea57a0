"""What the cells of our own templates may hold; anything else is refused with a Russian reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from objektiv.model.organisation import parse_municipality, parse_school
from objektiv.workbooks import cells, privacy
from objektiv.workbooks.cell_numbers import read_number, read_whole
from objektiv.workbooks.headers import plain
from objektiv.workbooks.naming import subject_from_text

Parse = Callable[[object], object]

_LONGEST = 200
_NOT_STORED = "это похоже на имя или номер документа, а не на {}; значение не сохранено"


class BadCellError(ValueError):
    """A cell that cannot be taken; the message says in Russian what is wrong with it."""


def school(cell: object) -> int:
    """Six digits of a login."""
    code = parse_school(cells.text(cell))
    if code is None:
        raise BadCellError("это не логин школы: нет шести цифр")
    return code


def pupil(cell: object) -> str:
    """Code of a pupil; a name or the number of a document is never taken."""
    said = privacy.pupil_code(cell)
    if said == privacy.NAMED:
        raise BadCellError(_NOT_STORED.format("код"))
    return text(said)


def class_group(cell: object) -> str:
    """Class with its letter; a name is never taken."""
    said = privacy.class_name(cell)
    if said == privacy.NAMED:
        raise BadCellError(_NOT_STORED.format("класс"))
    return text(said)


def text(cell: object) -> str:
    """A short text."""
    said = cells.text(cell)
    if len(said) > _LONGEST:
        raise BadCellError(f"текст длиннее {_LONGEST} знаков")
    return said


def mark(cell: object) -> int:
    """A mark 2–5, 0 for none."""
    value = cells.mark(cell)
    if value < 0:
        raise BadCellError("это не отметка 2, 3, 4 или 5")
    return value


def whole(lowest: int, highest: int) -> Parse:
    """A whole number within limits."""

    def parse(cell: object) -> int:
        try:
            value = read_whole(cell)
        except ValueError as error:
            raise BadCellError("это не целое число") from error
        if value is None or not lowest <= value <= highest:
            raise BadCellError(f"число не в пределах от {lowest} до {highest}")
        return value

    return parse


def points(highest: float) -> Parse:
    """A number of points from 0, fractions allowed."""

    def parse(cell: object) -> float:
        try:
            value = read_number(cell)
        except ValueError as error:
            raise BadCellError("это не число") from error
        if value is None or not 0 <= value <= highest:
            raise BadCellError(f"число не в пределах от 0 до {highest:g}")
        return value

    return parse


def choice(codes: Mapping[str, str]) -> Parse:
    """One of the allowed texts, as its code."""
    by_text = {plain(said): code for said, code in codes.items()}

    def parse(cell: object) -> str:
        code = by_text.get(plain(cells.text(cell)))
        if code is None:
            raise BadCellError("такого значения нет в списке")
        return code

    return parse


def municipality(cell: object) -> int:
    """Number of a municipality: «7», «reg99_m007», «Муниципальное образование 07»."""
    code = parse_municipality(cells.text(cell))
    if code is None:
        raise BadCellError("в этом тексте нет номера муниципалитета")
    return code


def subject(cell: object) -> str:
    """Code of a subject, or its name in small letters where it has no code (subjects of the olympiad)."""
    return subject_from_text(cells.text(cell)) or text(cell).lower()
