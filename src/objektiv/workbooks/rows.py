"""The rules for rows of pupils (METHODS §1.1), the same for every layout: cells in, attempts out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from objektiv.model.organisation import parse_municipality, parse_school
from objektiv.model.scale import Scale
from objektiv.model.tables import (
    ABOVE_MAXIMUM,
    ABSENT,
    ABSENT_EMPTY,
    ABSENT_ONE_SITTING,
    ABSENT_SAID,
    ATTEMPT_COLUMNS,
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
    Attempts,
    Table,
)
from objektiv.workbooks import cells, privacy
from objektiv.workbooks.code_remarks import remark_codes
from objektiv.workbooks.remarks import Remarks
from objektiv.workbooks.row_remarks import Judged, remark_rows
from objektiv.workbooks.sheet import PupilSheet, Roles, keep_rows

MarksOf = Callable[[Scale, Array, Mapping[str, Array]], Array]


def read_attempts(
    sheet: PupilSheet, roles: Roles, scale: Scale, remarks: Remarks, marks_of: MarksOf | None = None
) -> Attempts:
    """Attempts of a sheet; everything worth saying goes to ``remarks``.

    Rows without a pupil, a variant and a score are no rows of pupils (forms hold empty rows made in advance).
    Every other row comes back, in order: present, absent or quarantined. ``marks_of`` (scale, raw scores,
    parts → marks, 0 unknown) lets printed marks be compared with the scale.
    """
    scores = _scores(sheet, roles)
    kinds = _form_kinds(sheet, roles)
    pupils = _CODES.column(sheet.columns[roles.pupil], object)
    keep = (pupils != "") | (kinds != cells.FORM_EMPTY).any(axis=0) | (scores != EMPTY).any(axis=0)
    if not keep.all():
        sheet, scores, kinds, pupils = keep_rows(sheet, keep), scores[:, keep], kinds[:, keep], pupils[keep]
    columns = _described(sheet, roles, pupils)
    named = _withhold(roles, columns)
    columns["form"], of_forms = _forms(sheet, roles, kinds)
    stray = _stray(sheet, roles)
    columns |= _judged(scores, kinds, stray, columns["school"], scale)
    columns = {name: columns[name] for name in ATTEMPT_COLUMNS}
    judged = Judged(sheet, roles, scale, scores, columns, kinds, stray, named | of_forms)
    parts = dict(zip(scale.part_codes, scores, strict=True))
    marks = marks_of(scale, columns["raw_score"], parts) if marks_of and roles.mark is not None else None
    remark_rows(judged, remarks, marks)
    remark_codes(judged, remarks)
    return Attempts(Table(columns), parts)


def _scores(sheet: PupilSheet, roles: Roles) -> Array:
    """Codes of part cells, (P, n) int8."""
    scores = np.empty((len(roles.parts), sheet.height), dtype=np.int8)
    for place, column in enumerate(roles.parts):
        scores[place] = cells.PART_SCORES.column(sheet.columns[column], np.int8)
    return scores


def _form_kinds(sheet: PupilSheet, roles: Roles) -> Array:
    """What the variant cells say, (variant columns, n) int8; «nothing» where the layout has none."""
    kinds = np.zeros((max(len(roles.forms), 1), sheet.height), dtype=np.int8)
    for place, column in enumerate(roles.forms):
        kinds[place] = _FORM_KINDS.column(sheet.columns[column], np.int8)
    return kinds


def _stray(sheet: PupilSheet, roles: Roles) -> Array:
    """Rows with a score where no score can be: the scores slipped to the right."""
    stray = np.zeros(sheet.height, dtype=np.bool_)
    for index in roles.beyond:
        column = sheet.columns[index]
        # Whole columns are mostly empty, or hold a few textbooks: distinct cells are judged, not every cell.
        if sheet.height and column.count("") < sheet.height and any(map(cells.is_stray_score, set(column))):
            stray |= _STRAY_SCORES.column(column, np.bool_)
    return stray


def _described(sheet: PupilSheet, roles: Roles, pupils: Array) -> dict[str, Array]:
    """Columns that say who wrote what; codes and classes that look like names are `privacy.NAMED`."""
    height = sheet.height

    def column(index: int | None, memo: cells.Memo[Any], kind: type[Any], empty: object) -> Array:
        if index is None:
            return np.full(height, empty, dtype=kind)
        return memo.column(sheet.columns[index], kind)

    return {
        "row": (sheet.numbers + 1).astype(np.int32),
        "school": column(roles.school, _SCHOOLS, np.int32, sheet.fixed_school),
        "municipality": column(roles.municipality, _MUNICIPALITIES, np.int32, sheet.fixed_municipality),
        "pupil": pupils,
        "class_group": column(roles.class_group, _CLASSES, object, ""),
        "gender": column(roles.gender, _GENDERS, object, ""),
        "journal_mark": np.maximum(column(roles.journal_mark, _MARKS, np.int8, 0), np.int8(0)),
        "printed_total": np.maximum(column(roles.total, _TOTALS, np.int16, -1), np.int16(-1)),
        "printed_mark": np.maximum(column(roles.mark, _MARKS, np.int8, 0), np.int8(0)),
    }


def _withhold(roles: Roles, columns: dict[str, Array]) -> dict[int, Array]:
    """Take out of codes and classes what looked like a name; column of the sheet → rows, where there are any."""
    found = {}
    for name, index in (("pupil", roles.pupil), ("class_group", roles.class_group)):
        rows = columns[name] == privacy.NAMED
        if index is not None and rows.any():
            columns[name][rows] = ""
            found[index] = rows
    return found


def _forms(sheet: PupilSheet, roles: Roles, kinds: Array) -> tuple[Array, dict[int, Array]]:
    """Variants as printed, both of a work in two parts, «1/2», where they differ; and rows as in `_withhold`."""
    forms, named = np.full(sheet.height, "", dtype=object), {}
    for place, index in enumerate(roles.forms):
        said = _CODES.column(sheet.columns[index], object)
        said[(kinds[place] == cells.FORM_ABSENT) | (kinds[place] == cells.FORM_EMPTY)] = ""
        is_named = said == privacy.NAMED
        if is_named.any():
            said[is_named] = ""
            named[index] = is_named
        if place == 0:
            forms = said
            continue
        joins = (said != "") & (said != forms) & (forms != "")
        forms = np.where(forms == "", said, forms)
        forms[joins] = forms[joins] + "/" + said[joins]
    return forms, named


def _judged(scores: Array, kinds: Array, stray: Array, schools: Array, scale: Scale) -> dict[str, Array]:
    """Status, kind of absence, faults and raw score of every row."""
    maxima = np.array([part.maximum for part in scale.parts], dtype=np.int8)[:, None]
    said = kinds == cells.FORM_ABSENT
    wrote_a_part = (kinds == cells.FORM_KNOWN) | (kinds == cells.FORM_UNKNOWN)
    empty = (scores == EMPTY).all(axis=0)
    absence = np.where(empty, ABSENT_EMPTY, 0).astype(np.int8)
    absence[said.any(axis=0)] = ABSENT_SAID
    absence[said.any(axis=0) & wrote_a_part.any(axis=0)] = ABSENT_ONE_SITTING

    fault = np.zeros(len(absence), dtype=np.int8)
    fault[((scores > maxima) | (scores == TOO_LARGE)).any(axis=0)] |= ABOVE_MAXIMUM
    fault[(scores == UNREADABLE).any(axis=0)] |= NOT_WHOLE
    fault[stray] |= SHIFTED
    fault[schools == 0] |= NO_SCHOOL
    fault[absence > 0] &= NO_SCHOOL

    status = np.where(absence > 0, ABSENT, PRESENT).astype(np.int8)
    status[fault > 0] = QUARANTINED
    absence[fault > 0] = 0
    raw = np.maximum(scores, 0).sum(axis=0, dtype=np.int16)
    # A work of topics not taught yet has no score: it is present, but no mean may hold it.
    raw[(status != PRESENT) | ((scores == NOT_TAUGHT) | (scores == EMPTY)).all(axis=0)] = -1
    return {"status": status, "absence": absence, "fault": fault, "raw_score": raw}


def _school(cell: object) -> int:
    return parse_school(cells.text(cell)) or 0


def _municipality(cell: object) -> int:
    return parse_municipality(cells.text(cell)) or 0


_STRAY_SCORES: cells.Memo[bool] = cells.Memo(cells.is_stray_score)
_FORM_KINDS: cells.Memo[int] = cells.Memo(cells.form_kind)
_CODES: cells.Memo[str] = cells.Memo(privacy.pupil_code)
_CLASSES: cells.Memo[str] = cells.Memo(privacy.class_name)
_SCHOOLS: cells.Memo[int] = cells.Memo(_school)
_MUNICIPALITIES: cells.Memo[int] = cells.Memo(_municipality)
_GENDERS: cells.Memo[str] = cells.Memo(cells.gender)
_MARKS: cells.Memo[int] = cells.Memo(cells.mark)
_TOTALS: cells.Memo[int] = cells.Memo(cells.total)
