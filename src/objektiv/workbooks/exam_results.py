"""Results of ОГЭ and ЕГЭ in our templates: which exam they are of, and whether they fit its scale."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from objektiv.model.assessment import KINDS, AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.reader import Book, Request
from objektiv.model.scale import Scale
from objektiv.model.tables import EXTRA_SCHEMAS, Array, Table
from objektiv.workbooks.fill_in import Filled
from objektiv.workbooks.naming import EXAM_GRADES, parts_from_path

_EMPTY: dict[str, tuple[type[np.generic], int]] = {
    "raw_score": (np.int16, -1),
    "test_score": (np.int16, -1),
    "mark": (np.int8, 0),
}


def exam_assessment(book: Book, request: Request, kind: str) -> AssessmentId:
    """The exam that the user or the path names: year and subject from there, kind and grade from the template.

    Raises RefusedFileError when neither names it or the user names another kind of work.
    """
    said = request.assessment or _of_path(book.path, kind)
    example = f"{kind}-2024-ru{EXAM_GRADES[kind]}"
    if said is None:
        raise RefusedFileError(
            f"Непонятно, по какому предмету и за какой год эти результаты {KINDS[kind]}.",
            f"Укажите экзамен: --assessment {example}, или положите файл в папку с годом и предметом.",
            place=book.name,
        )
    if said.kind != kind and request.is_said_by_user:
        raise RefusedFileError(
            f"Таблица — шаблон {KINDS[kind]}, а указана процедура «{said}».",
            f"Укажите экзамен, например --assessment {example}, или возьмите другой шаблон.",
            place=book.name,
        )
    return replace(said, kind=kind, grade=EXAM_GRADES[kind])


def _of_path(path: str, kind: str) -> AssessmentId | None:
    """The exam of a path that says year and subject alone: the template knows the rest."""
    said = parts_from_path(path)
    if said.year is None or said.subject is None:
        return None
    is_base = kind == "ege" and said.subject == "ma" and said.variant == "base"
    return AssessmentId(kind, said.year, said.subject, EXAM_GRADES[kind], "base" if is_base else "")


def gia_table(filled: Filled, scale: Scale | None) -> Table:
    """All columns of the extra table ``gia``; what the template does not ask is empty.

    A raw score above the maximum is reported and not taken; a mark that is not the scale's is reported.
    """
    columns = dict(filled.table.columns)
    for name, (kind, empty) in _EMPTY.items():
        columns.setdefault(name, np.full(len(filled.table), empty, dtype=kind))
    if scale is not None:
        _report_marks(filled, scale)
        is_above = columns["raw_score"] > scale.maximum
        _report_above(filled, scale, is_above)
        columns["raw_score"] = np.where(is_above, _EMPTY["raw_score"][1], columns["raw_score"]).astype(
            np.int16
        )
    return Table({name: columns[name] for name in EXTRA_SCHEMAS["gia"]})


def _report_above(filled: Filled, scale: Scale, is_above: Array) -> None:
    for place in np.flatnonzero(is_above).tolist():
        filled.remarks.add(
            "error",
            "above_maximum",
            f"Первичный балл {filled.table['raw_score'][place]} больше максимального ({scale.maximum}) "
            f"в шкале «{scale.assessment}»: балл не взят.",
            "Проверьте балл, предмет и год экзамена.",
            cell=(filled.rows[place], filled.columns["raw_score"]),
            school=int(filled.table["school"][place]),
        )


def _report_marks(filled: Filled, scale: Scale) -> None:
    columns = [filled.table[name].tolist() for name in ("raw_score", "mark", "school")]
    for row, score, mark, school in zip(filled.rows, *columns, strict=True):
        if mark and 0 <= score <= scale.maximum and not _may_be(scale, score, mark):
            filled.remarks.add(
                "warning",
                "mark_differs",
                f"Отметка {mark} при {score} баллах не по шкале «{scale.assessment}».",
                "Проверьте балл и отметку; если в регионе своя шкала, добавьте её файлом.",
                cell=(row, filled.columns.get("mark", 0)),
                school=school,
            )


def _may_be(scale: Scale, score: int, mark: int) -> bool:
    """Whether the boundaries allow a mark; a condition of the scale may lower it, part scores are not known."""
    expected = scale.mark(score)
    lowered = {condition.otherwise for condition in scale.conditions if condition.mark == expected}
    return expected is None or mark == expected or mark in lowered
