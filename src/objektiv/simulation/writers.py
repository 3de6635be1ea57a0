"""Attempts as workbooks in the layouts that regions got: the exports of autumn 2020, spring 2021, since 2022."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

from objektiv.documents.xlsx import new_workbook
from objektiv.model.assessment import SUBJECTS
from objektiv.model.scale import Scale
from objektiv.model.tables import (
    ABSENT,
    ABSENT_ONE_SITTING,
    EMPTY,
    NOT_ATTEMPTED,
    NOT_TAUGHT,
    Array,
    Attempts,
)
from objektiv.simulation.defects import Defects, spell_not_attempted

Row = Sequence[str | float]

ABSENT_WORD = "отсутствовал"
NOT_TAUGHT_WORD = "не пройд."
_WIDTH_2020 = 40

_HEAD_2021 = (
    *("логин школы", "регион", "номер обучающегося", "код обучающегося"),
    *("отметка за предыдущую четверть/триместр", "пол", "класс", "вариант", "всего баллов"),
)
_TAIL_2021 = ("Учебник", "Др.уч. автор", "Др.уч. название")
_KEYS_2022 = ("Пользователь", "Код региона", "Регион", "Муниципалитет", "Школа", "Дата загрузки")
_CLASSES_2022 = ("Буква (цифра) класса", "Основной учебник", "Другое автор/название")
_TAIL_2022 = (
    *("Наименование класса", "Пол"),
    *("Отметка за предыдущий триместр/четверть/полугодие", "Итого баллов"),
)
_HEAD_2020 = ("groups", "user", "id", "code", "otc", "gender", "klass", "var-1", "var-2", "sum")


def write_results_2021(
    path: Path, attempts: Attempts, scale: Scale, defects: Defects, rng: np.random.Generator
) -> None:
    """Write one workbook in the layout of spring 2021, every cell a text."""
    header = [*_HEAD_2021, *_part_headers("балл за {}", scale), *_TAIL_2021]
    cells = _part_texts(attempts, scale, defects, rng)
    table = attempts.table
    municipalities = [f"Муниципальное образование {code:02d}" for code in table["municipality"].tolist()]
    head = zip(
        *(_logins(table["school"]), municipalities),
        *(map(str, _pupil_numbers(table["pupil"]).tolist()), table["pupil"]),
        *(_journal(attempts, defects), table["gender"], table["class_group"]),
        *(_forms(attempts), _totals(attempts, defects)),
        strict=True,
    )
    books = _textbooks(attempts, scale)
    rows = [
        [*left, *parts, *tail]
        for left, parts, tail in zip(head, cells, _tails(books, defects, len(_TAIL_2021)), strict=True)
    ]
    write_book(path, {"Sheet": [header, *rows]})


def write_results_2020(
    path: Path, attempts: Attempts, scale: Scale, defects: Defects, rng: np.random.Generator
) -> None:
    """Write one workbook in the layout of autumn 2020: Latin headers, numbers, two columns of variants."""
    parts = len(scale.parts)
    numbers = [f"a-{number}-grade" for number in range(1, _WIDTH_2020 + 1)]
    header = [*_HEAD_2020, *numbers[:parts], "Учебник", *numbers[parts + 1 :]]
    table = attempts.table
    first, second = _two_forms(attempts, scale)
    head = zip(
        *(_groups(attempts), _logins(table["school"])),
        *(_pupil_numbers(table["pupil"]).tolist(), map(int, table["pupil"])),
        *(_journal(attempts, defects), table["gender"], table["class_group"], first, second),
        *([int(total) if total else "" for total in _totals(attempts, defects)],),
        strict=True,
    )
    cells = _part_texts(attempts, scale, defects, rng)
    tails = _tails([""] * len(table), defects, _WIDTH_2020 - parts)
    rows = [[*left, *points, *tail] for left, points, tail in zip(head, cells, tails, strict=True)]
    write_book(path, {"Sheet1": [header, *rows]})


def write_results_2022(
    path: Path, attempts: Attempts, scale: Scale, defects: Defects, rng: np.random.Generator
) -> None:
    """Write one workbook in the layout since 2022: a sheet of classes, maxima in the headers of the parts.

    This layout has no row shifted: ``defects.shifted`` must be empty.
    """
    parts = [f"{part.code} ({part.maximum}б)" for part in scale.parts]
    table = attempts.table
    schools, groups = table["school"].tolist(), table["class_group"].tolist()
    keys = {
        school: _keys_2022(school, municipality, scale.assessment.year)
        for school, municipality in zip(schools, table["municipality"].tolist(), strict=True)
    }
    cells = _part_texts(attempts, scale, defects, rng)
    totals = _totals(attempts, defects)
    tails = zip(groups, table["gender"], _journal(attempts, defects), totals, strict=True)
    protocol = [
        [*keys[school], code, form, *map(_number, points), *tail]
        for school, code, form, points, tail in zip(
            schools, table["pupil"].tolist(), _forms(attempts), cells, tails, strict=True
        )
    ]
    seen = sorted({(school, group) for school, group in zip(schools, groups, strict=True) if group})
    classes = [[*keys[school], group, "Учебный комплект", ""] for school, group in seen]
    sheets: dict[str, list[Row]] = {
        "Классы": [[*_KEYS_2022, *_CLASSES_2022], *classes],
        "Протокол": [[*_KEYS_2022, "Код", "Вариант", *parts, *_TAIL_2022], *protocol],
    }
    write_book(path, sheets)


def _keys_2022(school: int, municipality: int, year: int) -> Row:
    region, login = school // 10_000, f"edu{school:06d}"
    return (
        *(login, region, f"reg{region}0000 | Учебная область"),
        f"reg{region}_m{municipality:03d} | Муниципальное образование {municipality:02d}",
        *(f"{login} | Учебная ОО", f"20.04.{year} 10:00:00"),
    )


def _number(text: str) -> str | int:
    return int(text) if text.isdecimal() else text


def write_book(path: Path, sheets: Mapping[str, Iterable[Row]]) -> None:
    """Write sheets of texts and numbers; the same rows give the same bytes, nothing becomes a formula or a
    link.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with new_workbook(path, constant_memory=True) as book:
        book.set_properties({"created": datetime(2021, 6, 1), "author": "Объектив: учебный район"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def _part_headers(template: str, scale: Scale) -> list[str]:
    return [template.format(number) for number in range(1, len(scale.parts) + 1)]


def _part_texts(
    attempts: Attempts, scale: Scale, defects: Defects, rng: np.random.Generator
) -> list[list[str]]:
    """Part cells of every row as texts; shifted rows begin with a textbook's leftover «1» and are one cell
    longer.
    """
    codes = np.stack([attempts.parts[code] for code in scale.part_codes], axis=1)
    texts = codes.astype(np.int64).astype(str).astype(object)
    texts[codes == EMPTY] = ""
    texts[codes == NOT_TAUGHT] = NOT_TAUGHT_WORD
    is_left = codes == NOT_ATTEMPTED
    texts[is_left] = spell_not_attempted(is_left, rng)
    for row in defects.too_large.tolist():
        part = int(rng.integers(len(scale.parts)))
        texts[row, part] = str(scale.parts[part].maximum + 1)
    rows: list[list[str]] = texts.tolist()
    for row in defects.shifted.tolist():
        rows[row].insert(0, "1")
        # The cell that leaves the part columns must be a score, as in the exports this is taken from.
        rows[row][-1] = rows[row][-1] if rows[row][-1] != "" else "0"
    return rows


def _tails(books: list[str], defects: Defects, width: int) -> list[list[str]]:
    """Cells right of the parts; a shifted row has one cell fewer there."""
    tails = [[book, *[""] * (width - 1)] for book in books]
    for row in defects.shifted.tolist():
        tails[row].pop()
    return tails


def _logins(schools: Array) -> list[str]:
    return [f"sch{school:06d}" for school in schools.tolist()]


def _groups(attempts: Attempts) -> list[str]:
    pairs = zip(attempts.table["school"].tolist(), attempts.table["municipality"].tolist(), strict=True)
    return [
        f"{school // 10_000}-RU-UCH,VPR_{school // 10_000},reg{school // 10_000}_vpr_m{code:03d}"
        for school, code in pairs
    ]


def _pupil_numbers(codes: Array) -> Array:
    """Number in the school: what stands behind the grade in the pupil's code."""
    return np.array([int(code[-4:]) for code in codes.tolist()], dtype=np.int64)


def _journal(attempts: Attempts, defects: Defects) -> list[str]:
    marks = attempts.table["journal_mark"].copy()
    marks[defects.no_journal] = 0
    return [str(mark) if mark else "" for mark in marks.tolist()]


def _forms(attempts: Attempts) -> list[str]:
    is_absent = attempts.table["status"] == ABSENT
    return [
        ABSENT_WORD if away else form for away, form in zip(is_absent, attempts.table["form"], strict=True)
    ]


def _two_forms(attempts: Attempts, scale: Scale) -> tuple[list[str], list[str]]:
    """Variants of the two sittings; a work in one sitting has nothing in the second column."""
    table = attempts.table
    is_away = table["status"] == ABSENT
    one = table["absence"] == ABSENT_ONE_SITTING
    missed_first = is_away & (~one | (attempts.parts[scale.part_codes[0]] == EMPTY))
    missed_second = is_away & (~one | (attempts.parts[scale.part_codes[-1]] == EMPTY))
    first = np.where(missed_first, ABSENT_WORD, table["form"])
    second = np.where(missed_second, ABSENT_WORD, table["form"])
    return first.tolist(), second.tolist() if scale.is_in_two_sittings else [""] * len(table)


def _totals(attempts: Attempts, defects: Defects) -> list[str]:
    totals = attempts.table["printed_total"].astype(np.int64)
    totals[defects.wrong_total] += 1
    return [str(total) if total >= 0 else "" for total in totals.tolist()]


def _textbooks(attempts: Attempts, scale: Scale) -> list[str]:
    """An invented textbook a school; rows of absent pupils have none."""
    title = (
        f"{SUBJECTS[scale.assessment.subject].capitalize()}. {scale.assessment.grade} класс. Учебный комплект"
    )
    kits = "абв"
    pairs = zip(attempts.table["school"].tolist(), attempts.table["printed_total"].tolist(), strict=True)
    return [f"{title} «{kits[school % 3]}»" if total >= 0 else "" for school, total in pairs]
