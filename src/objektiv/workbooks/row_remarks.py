"""What is said about rows of pupils after the rules: every row not taken, and every kind of defect of scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from objektiv.model.scale import Scale
from objektiv.model.tables import (
    ABOVE_MAXIMUM,
    ABSENT_ONE_SITTING,
    ABSENT_SAID,
    EMPTY,
    NO_SCHOOL,
    NOT_TAUGHT,
    NOT_WHOLE,
    PRESENT,
    QUARANTINED,
    SHIFTED,
    TOO_LARGE,
    UNREADABLE,
    Array,
)
from objektiv.workbooks import cells, privacy
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.sheet import PupilSheet, Roles


@dataclass(frozen=True)
class Judged:
    """Rows after the rules: everything a remark may need. n rows, P parts.

    ``scores`` (P, n) int8 codes, ``columns`` as in ATTEMPT_COLUMNS, ``form_kinds`` (variant columns, n),
    ``named``: column of the sheet → (n,) rows whose cell looked like a name and was not stored.
    """

    sheet: PupilSheet
    roles: Roles
    scale: Scale
    scores: Array
    columns: Mapping[str, Array]
    form_kinds: Array
    stray: Array
    named: Mapping[int, Array]

    def cell(self, row: int, column: int | None) -> tuple[int, int]:
        """0-based place in the sheet of a row's cell; the pupil's cell where there is no column."""
        return int(self.sheet.numbers[row]), self.roles.pupil if column is None else column

    def school(self, row: int) -> int:
        """School of a row."""
        return int(self.columns["school"][row])

    def printed(self, row: int, column: int | None) -> str:
        """Text of a cell as a remark may repeat it."""
        return "" if column is None else privacy.shown(self.sheet.columns[column][row])

    def number(self, row: int) -> int:
        """1-based row of the sheet."""
        return int(self.columns["row"][row])


def remark_rows(judged: Judged, remarks: Remarks, marks: Array | None) -> None:
    """Say everything but what is wrong with codes; ``marks`` are those of the scale, 0 unknown."""
    _quarantined(judged, remarks)
    _absent(judged, remarks)
    _parts(judged, remarks)
    _totals(judged, remarks)
    _marks(judged, remarks, marks)
    _forms(judged, remarks)
    _journal(judged, remarks)


def _quarantined(judged: Judged, remarks: Remarks) -> None:
    def sentence(row: int) -> tuple[str, tuple[int, int], int]:
        reasons, column = _faults(judged, row)
        return (
            f"Строка {judged.number(row)} не принята в расчёт: {'; '.join(reasons)}.",
            judged.cell(row, column),
            judged.school(row),
        )

    rows = np.flatnonzero(judged.columns["status"] == QUARANTINED)
    remedy = "Сверьте строку с протоколом школы, исправьте и загрузите файл снова: она будет учтена."
    remarks.add_kind("warning", "quarantined", rows, sentence, remedy, listed=None)


def _faults(judged: Judged, row: int) -> tuple[list[str], int | None]:
    """Reasons why a row is not taken, and the column of the first."""
    fault = int(judged.columns["fault"][row])
    reasons: list[str] = []
    columns: list[int | None] = []
    for part, column, score in zip(
        judged.scale.parts, judged.roles.parts, judged.scores[:, row].tolist(), strict=True
    ):
        if fault & ABOVE_MAXIMUM and (score > part.maximum or score == TOO_LARGE):
            said = judged.printed(row, column)
            reasons.append(f"за «{part.code}» стоит {said} при наибольшем балле {part.maximum}")
        elif fault & NOT_WHOLE and score == UNREADABLE:
            said = judged.printed(row, column)
            reasons.append(f"за «{part.code}» стоит «{said}» вместо целого числа баллов")
        else:
            continue
        columns.append(column)
    if fault & SHIFTED:
        beyond = next(c for c in judged.roles.beyond if cells.is_stray_score(judged.sheet.columns[c][row]))
        said = judged.printed(row, beyond)
        reasons.append(f"правее последнего задания стоит «{said}», баллы сдвинуты")
        columns.append(beyond)
    if fault & NO_SCHOOL:
        reasons.append("не указан логин школы")
        columns.append(judged.roles.school)
    return reasons, columns[0]


def _absent(judged: Judged, remarks: Remarks) -> None:
    absence = judged.columns["absence"]
    one_sitting = int((absence == ABSENT_ONE_SITTING).sum())
    if one_sitting:
        remarks.add(
            "note",
            "one_sitting",
            f"Писали только одну часть работы (участников: {one_sitting}): они считаются отсутствовавшими.",
            "Ничего делать не нужно: число показано отдельно.",
        )
    has_scores = (absence == ABSENT_SAID) & (judged.scores != EMPTY).any(axis=0)
    remarks.add_kind(
        "warning",
        "absent_with_scores",
        np.flatnonzero(has_scores),
        lambda row: (
            f"Строка {judged.number(row)}: «отсутствовал», но баллы стоят; участник не учтён как писавший.",
            judged.cell(row, judged.roles.forms[0]),
            judged.school(row),
        ),
        "Если участник писал работу, укажите вариант и загрузите файл снова.",
    )


def _parts(judged: Judged, remarks: Remarks) -> None:
    present = judged.columns["status"] == PRESENT
    _omitted(judged, remarks, present)
    not_taught = (judged.scores == NOT_TAUGHT) & present
    count = int(not_taught.sum())
    if not count:
        return
    remarks.add(
        "note",
        "not_taught",
        f"Ячеек «не пройд.»: {count}; это 0 в сумме, в показатели по заданиям они не входят.",
        "Ничего делать не нужно; доля таких заданий показана по школам.",
    )
    remarks.add_kind(
        "note",
        "only_not_taught",
        np.flatnonzero(present & (judged.columns["raw_score"] < 0)),
        lambda row: (
            f"Строка {judged.number(row)}: во всех заданиях «не пройд.»; работа не входит в средние.",
            judged.cell(row, judged.roles.parts[0]),
            judged.school(row),
        ),
        "Проверьте, писал ли участник эту работу.",
    )


def _omitted(judged: Judged, remarks: Remarks, present: Array) -> None:
    rows, parts = np.nonzero(((judged.scores == EMPTY) & present).T)

    def sentence(place: int) -> tuple[str, tuple[int, int], int]:
        row, part = int(rows[place]), int(parts[place])
        return (
            f"Строка {judged.number(row)}: за «{judged.scale.parts[part].code}» пусто, считается пропуском.",
            judged.cell(row, judged.roles.parts[part]),
            judged.school(row),
        )

    remarks.add_kind("note", "empty_part", np.arange(len(rows)), sentence, "Если баллы есть, впишите их.")


def _totals(judged: Judged, remarks: Remarks) -> None:
    column = judged.roles.total
    if column is None:
        return
    present, raw, printed = (judged.columns[name] for name in ("status", "raw_score", "printed_total"))
    differs = (present == PRESENT) & (printed >= 0) & (printed != np.maximum(raw, 0))
    remarks.add_kind(
        "warning",
        "total_differs",
        np.flatnonzero(differs),
        lambda row: (
            f"Строка {judged.number(row)}: напечатано баллов {printed[row]}, сумма {max(raw[row], 0)}; взята сумма.",
            judged.cell(row, column),
            judged.school(row),
        ),
        "Проверьте баллы за задания: в расчёт идёт их сумма.",
    )


def _marks(judged: Judged, remarks: Remarks, marks: Array | None) -> None:
    column = judged.roles.mark
    if column is None or marks is None:
        return
    printed = judged.columns["printed_mark"]
    differs = (judged.columns["status"] == PRESENT) & (printed > 0) & (marks > 0) & (printed != marks)
    remarks.add_kind(
        "warning",
        "mark_differs",
        np.flatnonzero(differs),
        lambda row: (
            f"Строка {judged.number(row)}: напечатана отметка {printed[row]}, по шкале {marks[row]} "
            f"(сумма баллов {judged.columns['raw_score'][row]}).",
            judged.cell(row, column),
            judged.school(row),
        ),
        "Проверьте шкалу перевода: в расчёт идёт отметка по шкале.",
    )


def _forms(judged: Judged, remarks: Remarks) -> None:
    if not judged.roles.forms:
        return
    present = judged.columns["status"] == PRESENT
    known = (judged.form_kinds == cells.FORM_KNOWN).any(axis=0)
    column = judged.roles.forms[0]
    remarks.add_kind(
        "note",
        "form_unknown",
        np.flatnonzero(present & ~known),
        lambda row: (
            f"Строка {judged.number(row)}: {_said_of_form(judged.printed(row, column))}, работа учтена.",
            judged.cell(row, column),
            judged.school(row),
        ),
        "Впишите номер варианта.",
    )


def _said_of_form(printed: str) -> str:
    return f"вариант «{printed}» неизвестен" if printed else "вариант не указан"


def _journal(judged: Judged, remarks: Remarks) -> None:
    column = judged.roles.journal_mark
    if column is None:
        return
    missing = (judged.columns["status"] == PRESENT) & (judged.columns["journal_mark"] == 0)
    remarks.add_kind(
        "note",
        "no_journal_mark",
        np.flatnonzero(missing),
        lambda row: (
            f"Строка {judged.number(row)}: нет отметки по журналу («{judged.printed(row, column)}»).",
            judged.cell(row, column),
            judged.school(row),
        ),
        "Без неё участник не входит в сравнение с журналом; впишите отметку 2–5.",
    )
