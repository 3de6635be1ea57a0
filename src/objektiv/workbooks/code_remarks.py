"""What is said about the codes of pupils: names in their place, none at all, one code twice in a school."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from objektiv.workbooks import cells
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.row_remarks import Judged


def remark_codes(judged: Judged, remarks: Remarks) -> None:
    """Say everything about codes of pupils, and about classes and variants that look like names."""
    for column, rows in judged.named.items():
        remarks.add_kind(
            "warning",
            "name_withheld",
            np.flatnonzero(rows),
            _withheld(judged, column),
            "Замените имена кодами без имён, например 40001, и загрузите файл снова.",
        )
    _nameless(judged, remarks)
    _duplicates(judged, remarks)


def _withheld(judged: Judged, column: int) -> Callable[[int], tuple[str, tuple[int, int], int]]:
    titles = {judged.roles.pupil: "код участника", judged.roles.class_group: "класс"}
    title = titles.get(column, "вариант")

    def sentence(row: int) -> tuple[str, tuple[int, int], int]:
        return (
            f"Строка {judged.number(row)}: {title} похож на имя или номер документа и не сохранён; "
            "строка учтена.",
            judged.cell(row, column),
            judged.school(row),
        )

    return sentence


def _nameless(judged: Judged, remarks: Remarks) -> None:
    is_said = (judged.columns["pupil"] != "") | judged.named.get(judged.roles.pupil, np.False_)
    remarks.add_kind(
        "warning",
        "no_pupil",
        np.flatnonzero(~is_said),
        lambda row: (
            f"Строка {judged.number(row)}: нет кода участника; строка учтена.",
            judged.cell(row, judged.roles.pupil),
            judged.school(row),
        ),
        "Впишите код: без него участника не найти в других работах и в журнале.",
    )


def _duplicates(judged: Judged, remarks: Remarks) -> None:
    schools, pupils = judged.columns["school"].astype(np.int64), judged.columns["pupil"]
    keys = (schools << 40) + cells.PUPIL_NUMBERS.column(pupils, np.int64)
    order = np.argsort(keys, kind="stable")
    again = np.zeros(len(keys), dtype=np.bool_)
    again[order[1:]] = keys[order[1:]] == keys[order[:-1]]
    remarks.add_kind(
        "warning",
        "duplicate_pupil",
        np.flatnonzero(again & (pupils != "")),
        lambda row: (
            f"Строка {judged.number(row)}: код {pupils[row]} в школе {judged.school(row):06d} уже был; "
            "учтены обе строки.",
            judged.cell(row, judged.roles.pupil),
            judged.school(row),
        ),
        "Если это один участник, удалите лишнюю строку и загрузите файл снова.",
    )
