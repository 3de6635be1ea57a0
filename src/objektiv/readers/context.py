"""Контекстная анкета ОО (2022): two sheets whose headers are the questions; one row a school."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from objektiv.model.errors import RefusedFileError
from objektiv.model.organisation import parse_municipality
from objektiv.model.reader import Book, Reader, Reading, Request
from objektiv.model.tables import EXTRA_SCHEMAS, Extra, Table
from objektiv.workbooks.cell_numbers import read_whole
from objektiv.workbooks.headers import plain
from objektiv.workbooks.personal import drop_personal
from objektiv.workbooks.privacy import shown
from objektiv.workbooks.questionnaire import AnswerSheet, answer_sheets, newest_rows

UNKNOWN = -1
_YES_OR_NO = {"да": True, "нет": False, "": False}
_SPECIAL, _PRIMARY, _BASIC = "отдельной организацией", "с классов начальной школы", "с классов основной школы"
_SETTLEMENT = "где расположена"
_QUESTIONS = (
    _SETTLEMENT,
    _SPECIAL,
    _PRIMARY,
    _BASIC,
    "количество обучающихся в оо",
    "сколько всего в оо учителей",
)
_LOOKED_AT = 2  # sheets for recognition
_TYPES = {
    "school": np.int32,
    "municipality": np.int32,
    "pupils": np.int32,
    "special_needs_pupils": np.int32,
    "special_needs_base": np.int32,
    "teachers": np.int32,
    "teachers_with_category": np.int32,
    "is_special": np.bool_,
    "is_advanced": np.bool_,
}


def _is_number_asked(name: str, question: str) -> bool:
    """Whether a question asks for a number of the context table; several such columns are added up."""
    if name in {"teachers", "teachers_with_category"}:
        has_category = "категори" in question
        return "сколько всего в оо учителей" in question and has_category == (
            name == "teachers_with_category"
        )
    if name == "pupils":
        return "количество обучающихся в оо" in question
    has_birth_year = "года рождения" in question or "г. р." in question or "г.р." in question
    has_needs = "ограниченными возможностями" in question
    return (
        "количество обучающихся" in question
        and has_birth_year
        and has_needs == (name == "special_needs_pupils")
    )


_NUMBERS = ("pupils", "special_needs_pupils", "special_needs_base", "teachers", "teachers_with_category")
_NOT_MORE = (
    ("special_needs_pupils", "special_needs_base"),
    ("special_needs_base", "pupils"),
    ("teachers_with_category", "teachers"),
)


def _recognises(book: Book) -> float:
    sheets = list(answer_sheets(book, book.sheet_names[:1]))
    if not sheets:
        return 0.0
    sheets += answer_sheets(book, book.sheet_names[1:_LOOKED_AT])
    questions = [question for sheet in sheets for question in sheet.questions]
    known = sum(any(words in question for question in questions) for words in _QUESTIONS)
    return 0.95 if known >= 2 else 0.5 * known


def _read(book: Book, request: Request) -> Reading:  # noqa: ARG001 a questionnaire belongs to no assessment
    sheets = [sheet for sheet in answer_sheets(book, book.sheet_names) if _is_ours(sheet)]
    if not sheets:
        raise RefusedFileError(
            "В книге нет листа контекстной анкеты с вопросами о школе.",
            "Выгрузите контекстные данные из ФИС ОКО ещё раз и не меняйте заголовки.",
            place=book.name,
        )
    schools: dict[int, dict[str, object]] = {}
    for sheet in sheets:
        drop_personal(sheet.rows[sheet.header], sheet.header, sheet.remarks)
        for school, row in newest_rows(sheet).items():
            schools.setdefault(school, {"school": school}).update(_answers(sheet, school, row))
    table = _table([_finished(answers) for _, answers in sorted(schools.items())])
    problems = tuple(problem for sheet in sheets for problem in sheet.remarks.problems)
    return Reading(None, 0, extras=(Extra("context", table),), problems=problems)


def _is_ours(sheet: AnswerSheet) -> bool:
    return any(words in question for question in sheet.questions for words in _QUESTIONS)


def _answers(sheet: AnswerSheet, school: int, row: int) -> Iterator[tuple[str, object]]:
    """What one row of one sheet says; questions that the sheet does not ask are left out."""
    named, area = (next(iter(sheet.columns(title.__eq__)), None) for title in ("школа", "муниципалитет"))
    yield "name", str(sheet.cell(row, named)).rpartition("|")[2].strip()
    yield "municipality", parse_municipality(str(sheet.cell(row, area))) or 0
    for column in sheet.columns(_holding(_SETTLEMENT)):
        yield "settlement", _settlement(sheet, school, row, column)
    for name, words in (("is_special", _SPECIAL), ("primary", _PRIMARY), ("basic", _BASIC)):
        for column in sheet.columns(_holding(words)):
            yield name, _yes(sheet, school, row, column)
    numbers = dict(_numbers(sheet, school, row))
    _check_numbers(sheet, school, row, numbers)
    yield from numbers.items()


def _holding(words: str) -> Callable[[str], bool]:
    return lambda question: words in question


def _numbers(sheet: AnswerSheet, school: int, row: int) -> Iterator[tuple[str, int]]:
    for name in _NUMBERS:
        columns = sheet.columns(partial(_is_number_asked, name))
        if columns:
            values = [_number(sheet, school, row, column) for column in columns]
            yield name, UNKNOWN if UNKNOWN in values else sum(values)


def _number(sheet: AnswerSheet, school: int, row: int, column: int) -> int:
    cell = sheet.cell(row, column)
    try:
        number = read_whole(cell)
    except ValueError:
        number = UNKNOWN - 1
    if number is not None and number < 0:
        sheet.remarks.add(
            "error",
            "not_a_number",
            f"Школа {school:06d}: вместо целого числа стоит «{shown(cell)}», ответ не взят.",
            "Уточните ответ у школы и впишите целое число.",
            cell=(row, column),
            school=school,
        )
        return UNKNOWN
    return UNKNOWN if number is None else number


def _check_numbers(sheet: AnswerSheet, school: int, row: int, numbers: dict[str, int]) -> None:
    """A part of a whole larger than the whole is reported and becomes unknown."""
    for part, whole in _NOT_MORE:
        if part in numbers and numbers[part] > numbers.get(whole, UNKNOWN) >= 0:
            column = sheet.columns(partial(_is_number_asked, part))[0]
            sheet.remarks.add(
                "warning",
                "part_above_whole",
                f"Школа {school:06d}: {numbers[part]} — больше, чем всего ({numbers[whole]}), ответ не взят.",
                "Уточните оба числа у школы.",
                cell=(row, column),
                school=school,
            )
            numbers[part] = UNKNOWN


def _settlement(sheet: AnswerSheet, school: int, row: int, column: int) -> str:
    answer = plain(sheet.cell(row, column))
    if "сельск" in answer:
        return "rural"
    if "город" in answer or "центр" in answer:
        return "urban"
    if answer:
        _report_answer(sheet, school, row, column)
    return ""


def _yes(sheet: AnswerSheet, school: int, row: int, column: int) -> bool:
    answer = plain(sheet.cell(row, column))
    if answer not in _YES_OR_NO:
        _report_answer(sheet, school, row, column)
    return _YES_OR_NO.get(answer, False)


def _report_answer(sheet: AnswerSheet, school: int, row: int, column: int) -> None:
    sheet.remarks.add(
        "warning",
        "unknown_answer",
        f"Школа {school:06d}: ответ «{shown(sheet.cell(row, column))}» не из списка ответов анкеты, он не взят.",
        "Уточните ответ у школы и впишите его так, как в анкете.",
        cell=(row, column),
        school=school,
    )


def _finished(answers: dict[str, object]) -> dict[str, object]:
    """Kind of a school from its answers; empty when the sheet with those questions is not there."""
    is_special = bool(answers.get("is_special", False))
    is_advanced = bool(answers.get("primary", False)) or bool(answers.get("basic", False))
    is_asked = any(name in answers for name in ("is_special", "primary", "basic"))
    kind = "special" if is_special else "advanced" if is_advanced else "ordinary" if is_asked else ""
    unknown = dict.fromkeys(_NUMBERS, UNKNOWN)
    return {
        "settlement": "",
        **unknown,
        **answers,
        "kind": kind,
        "is_special": is_special,
        "is_advanced": is_advanced,
    }


def _table(rows: Sequence[dict[str, object]]) -> Table:
    return Table(
        {
            name: np.array([row[name] for row in rows], dtype=_TYPES.get(name, object))
            for name in EXTRA_SCHEMAS["context"]
        }
    )


READER = Reader(
    code="context",
    title="Контекстная анкета ОО (выгрузка ФИС ОКО)",
    kind="context",
    recognises=_recognises,
    read=_read,
    source="METHODS §3.0",
)
