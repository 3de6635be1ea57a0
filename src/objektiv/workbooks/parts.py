"""Which columns hold the parts of a work, and their maxima: by order, or by codes in the headers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from objektiv.model.errors import RefusedFileError
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import EMPTY, Array
from objektiv.workbooks import cells
from objektiv.workbooks.headers import address, is_part_code, part_code, part_header, plain
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.sheet import PupilSheet

# A column filled in fewer rows holds slips, it is no part; a digit seen in fewer rows is no maximum.
_FILLED_SHARE = 0.5
_SEEN_SHARE = 0.01
_LARGEST_DIGIT = 9


@dataclass(frozen=True, slots=True)
class PartColumns:
    """Columns of the parts in the order of the work, and the parts; ``fits``: the known scale if it fits."""

    columns: tuple[int, ...]
    parts: tuple[Part, ...]
    fits: Scale | None = None


def numbered_columns(header: Sequence[object], pattern: str) -> tuple[int, ...]:
    """Columns «балл за 1», «балл за 2», … in the order of their numbers, up to the first that is missing."""
    found: dict[int, int] = {}
    for index, cell in enumerate(header):
        match = re.fullmatch(pattern, plain(cell))
        if match:
            found.setdefault(int(match[1]), index)
    columns = []
    for number in range(1, len(found) + 1):
        if number not in found:
            break
        columns.append(found[number])
    return tuple(columns)


def fit_in_order(
    sheet: PupilSheet, columns: tuple[int, ...], known: Scale | None, remarks: Remarks
) -> PartColumns:
    """Parts of a layout that only numbers its columns: the n-th column is the n-th part of the known scale.

    Without a scale that fits, a maximum is the largest digit seen in at least 1 % of the rows; that is said.
    """
    count = len(known.parts) if known else 0
    if known and count and len(columns) >= count and not any(_filled(sheet, columns[count:], columns[0])):
        return PartColumns(columns[:count], known.parts, known)
    filled = _filled(sheet, columns, columns[0])
    if known and count:
        remarks.add(
            "warning",
            "scale_does_not_fit",
            f"Столбцов с баллами: {sum(filled)}, частей в шкале: {count}; шкала не применена.",
            "Проверьте год, предмет и класс работы (--assessment) или добавьте шкалу этой работы файлом.",
            cell=(sheet.first_row - 1, columns[0]),
        )
    taken = columns[
        : max((place for place, is_filled in enumerate(filled, 1) if is_filled), default=len(columns))
    ]
    remarks.add(
        "warning",
        "maxima_unknown",
        "Наибольшие баллы за задания неизвестны: взяты наибольшие встречающиеся (не реже 1 % строк).",
        "Сверьте их с описанием работы; добавьте её шкалу файлом и загрузите результаты снова.",
    )
    parts = tuple(Part(str(number), _observed(sheet, column)) for number, column in enumerate(taken, 1))
    return PartColumns(taken, parts)


def _scores(sheet: PupilSheet, column: int) -> Array:
    return cells.PART_SCORES.column(sheet.columns[column], np.int8)


def _filled(sheet: PupilSheet, columns: Sequence[int], first: int) -> list[bool]:
    """Which columns are filled in a fair share of the rows that have a score for the ``first`` part."""
    rows = max(int((_scores(sheet, first) != EMPTY).sum()), 1)
    return [int((_scores(sheet, column) != EMPTY).sum()) > _FILLED_SHARE * rows for column in columns]


def _observed(sheet: PupilSheet, column: int) -> int:
    scores = _scores(sheet, column)
    counts = np.bincount(scores[(scores >= 0) & (scores <= _LARGEST_DIGIT)], minlength=_LARGEST_DIGIT + 1)
    seen = np.flatnonzero(counts >= max(_SEEN_SHARE * (scores != EMPTY).sum(), 1))
    return max(int(seen.max(initial=1)), 1)


def coded_columns(sheet: PupilSheet, known: Scale | None, *, also_bare: bool = False) -> PartColumns:
    """Parts of a layout whose headers name them, «10К1 (2б)»; in the known scale's order if the codes agree.

    With ``also_bare`` a header may be the code alone if the known scale has it. Raises RefusedFileError for a
    part that stands twice or whose maximum is nowhere.
    """
    maxima = {part.code: part.maximum for part in known.parts} if known else {}
    found: dict[str, tuple[int, int]] = {}
    for index, cell in enumerate(sheet.header):
        named = part_header(cell) or (_bare(cell, index, maxima, sheet) if also_bare else None)
        if named is None:
            continue
        if named[0] in found:
            raise _refused(sheet, index, f"столбец задания «{named[0]}» встречается дважды")
        found[named[0]] = (index, named[1])
    if not found:
        raise _refused(sheet, 0, "в строке заголовков нет ни одного столбца с баллами")
    codes = list(maxima) if maxima and maxima.keys() == found.keys() else list(found)
    return PartColumns(
        tuple(found[code][0] for code in codes), tuple(Part(code, found[code][1]) for code in codes)
    )


def _bare(cell: object, index: int, maxima: Mapping[str, int], sheet: PupilSheet) -> tuple[str, int] | None:
    if not is_part_code(cell):
        return None
    code = part_code(cell)
    if code not in maxima:
        raise _refused(sheet, index, f"для задания «{code}» не указан наибольший балл")
    return code, maxima[code]


def _refused(sheet: PupilSheet, index: int, what: str) -> RefusedFileError:
    return RefusedFileError(
        f"На листе «{sheet.name}», ячейка {address(sheet.first_row - 1, index)}: {what}.",
        "Исправьте заголовок, например «3 (2б)», и загрузите файл снова.",
        place=sheet.file,
    )
