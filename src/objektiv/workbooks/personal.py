"""Columns that must not be stored: names, documents, birth dates, addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from objektiv.workbooks.headers import plain
from objektiv.workbooks.remarks import Remarks

_PERSONAL = re.compile(
    r"(?<![а-я])(?:фио|ф\. ?и\. ?о|фамили[яи]|имя|имени|отчеств|паспорт|документ|снилс|телефон|адрес"
    r"|дат[аы] рожд|д\. ?р\.|родител|е-?маil|эл\S* почта|почта)"
)


def is_personal(header: object) -> bool:
    """Whether a header names data of a person (ФИО, документ, СНИЛС, дата рождения, телефон, адрес)."""
    return isinstance(header, str) and bool(_PERSONAL.search(plain(header)))


def drop_personal(header: Sequence[object], row: int, remarks: Remarks) -> tuple[int, ...]:
    """Indices of personal columns, each reported as not stored; ``row`` is the 0-based row of the header."""
    found = tuple(index for index, cell in enumerate(header) if is_personal(cell))
    for index in found:
        remarks.add(
            "note",
            "personal_column",
            f"Столбец «{str(header[index]).strip()}» похож на персональные данные: он не сохранён.",
            "Ничего делать не нужно; лучше передавать файлы без таких столбцов, с кодами участников.",
            cell=(row, index),
        )
    return found
