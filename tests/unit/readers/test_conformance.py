"""What every reader keeps, whoever wrote it: one constant, its own books and no others, words for every problem."""

from __future__ import annotations

import importlib
import pickle
import pkgutil
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

import objektiv.readers
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.reader import Reader, Reading, Request, Rows
from objektiv.model.tables import ABSENT, ATTEMPT_COLUMNS, EXTRA_SCHEMAS, PRESENT, QUARANTINED
from objektiv.workbooks.book import MemoryBook

Sheets = dict[str, Rows]
MODULES = {
    info.name: importlib.import_module(f"objektiv.readers.{info.name}")
    for info in pkgutil.iter_modules(objektiv.readers.__path__)
}
READERS = {
    name: next(value for value in vars(module).values() if isinstance(value, Reader))
    for name, module in MODULES.items()
}
WORK = AssessmentId.parse("vpr-2026-ru4")
REQUEST = Request(WORK, lambda _: None)
SEVERITIES = {"error", "warning", "note"}
KINDS = {"attempts", "report", "context", "template"}
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
CELL = re.compile(r"([A-Z]{1,3}[1-9]\d*)?")

PLACE = ["edu990001", 99, "reg990000 | Учебная область", "reg99_m019 | Муниципальное образование 19",
         "edu990001 | Школа № 990001", "04.03.2022 06:13:33"]  # fmt: skip
PLACE_HEADER = ["Пользователь", "Код региона", "Регион", "Муниципалитет", "Школа", "Дата загрузки"]
GROUPS = ["Вся выборка", "Учебная область", "Горный район(reg99_m012)", "МБОУ «СОШ № 1»(edu990001)"]
FLAT = ["Год", "Класс", "Предмет", "Муниципалитет", "Логин", "ОО", "Кол-во участников"]
FLAT_ROW = [2026, 4, "Русский язык", "Горный район", "edu990001", "МБОУ СОШ № 1", 20]


def report(
    title: str, header: Sequence[object], rows: Iterable[Sequence[object]], maximum: int = 3
) -> Sheets:
    head: list[Sequence[object]] = [[title], [], ["ВПР 2026 Русский язык 4 класс"], ["Предмет:", "Русский язык"],
                                    ["Максимальный первичный балл:", maximum], ["Дата:", "20.04.2026"], []]  # fmt: skip
    return {f"РУ 4 {title}"[:31]: [*head, header, *rows]}


# One sound book of every foreign layout; our own templates are drawn from their examples.
SAMPLES: dict[str, Sheets] = {
    "results_2020": {
        "Sheet1": [
            ["groups", "user", "id", "code", "otc", "gender", "klass", "var-1", "var-2", "sum", "a-1-grade", "Учебник"],
            ["99-RU-UCH,VPR_99,reg99_vpr_m068", "sch990001", 1.0, 50001.0, "4", "ж", "нет", "1", "", 1.0, "1", ""],
        ]
    },
    "results_2021": {
        "Sheet": [
            ["логин школы", "регион", "код обучающегося", "отметка за предыдущую четверть/триместр", "класс", "вариант",
             "всего баллов", "балл за 1", "Учебник"],
            ["sch990001", "Муниципальное образование 63", "40001", "4", "нет", "1", "1", "1", "Моро М.И."],
        ]
    },
    "results_2022": {
        "Классы": [[*PLACE_HEADER, "Буква (цифра) класса", "Основной учебник по предмету"], [*PLACE, "А", "ru4.1"]],
        "Протокол": [
            [*PLACE_HEADER, "Код", "Вариант", "1 (2б)", "Наименование класса", "Пол", "Итого баллов"],
            [*PLACE, 40001.0, "1", "2", "А", "ж", 2.0],
        ],
    },
    "collection_2026": {
        "Протокол": [
            ["Код участника", "Вариант", "1 (2б)", "Порядковый номер класса", "Итого баллов"],
            [40001.0, 1.0, 2.0, 1.0, 2.0],
        ],
        "Служебный": [["1"], ["2"], ["отсутствовал"]],
    },
    "report_individual": report(
        "Индивидуальные результаты",
        ["ОО", "Муниципалитет", "Название ОО", "Код участника", "Класс", "Вариант", "1 (2б)", "2 (1б)",
         "Первичный балл", "Отметка", "Отметка по журналу"],
        [["МБОУ «СОШ № 1»(edu990001) | Кол-во участников: 1"],
         ["edu990001", "reg99_m012", "МБОУ «СОШ № 1»", "40001", "4А", "1", "2", "X", "2", "4", "4"]],
    ),
    "report_marks": report(
        "Статистика по отметкам",
        ["Группы участников", "Кол-во ОО", "Кол-во участников", 2, 3, 4, 5],
        [[name, 1, 20, 5.0, 30.0, 40.0, 25.0] for name in GROUPS],
    ),
    "report_journal": report(
        "Сравнение отметок с отметками по журналу",
        ["Группы участников", "Кол-во участников(всего)", "Понизили (Отметка < Отметка по журналу) %",
         "Понизили (Отметка < Отметка по журналу) Кол-во участников", "Подтвердили (Отметка = Отметке по журналу) %",
         "Подтвердили (Отметка = Отметке по журналу) Кол-во участников", "Повысили (Отметка > Отметка по журналу) %",
         "Повысили (Отметка > Отметка по журналу) Кол-во участников"],
        [[name, 20, 20.0, 4, 70.0, 14, 10.0, 2] for name in GROUPS[1:]],
    ),
    "report_scores": report(
        "Распределение первичных баллов",
        ["Группы участников", "Кол-во ОО", "Кол-во участников", 0, 1, 2, 3, 4],
        [[name, 1, 20, 10.0, 20.0, 30.0, 35.0, 5.0] for name in GROUPS],
        maximum=4,
    ),
    "report_items": report(
        "Выполнение заданий",
        ["Группы участников", "Кол-во ОО", "Кол-во участников", "1", "2.1", "2.2"],
        [["Макс. балл", "", "", 1, 1, 1], *[[name, 1, 20, 90.0, 55.0, 30.0] for name in GROUPS]],
    ),
    "report_groups": report(
        "Выполнение заданий группами участников",
        ["Группы участников", "Кол-во участников", "1", "2.1", "2.2"],
        [["Макс. балл", "", 1, 1, 1],
         *[[name, 20, 90.0, 55.0, 30.0] for group in GROUPS for name in (group, "2", "3")]],
    ),
    "report_planned": report(
        "Достижение планируемых результатов",
        ["№ задания", "Проверяемые требования (умения)", "Макс. балл", *GROUPS[1:], "РФ"],
        [["", "", "", "200 уч.", "100 уч.", "20 уч.", "9000 уч."],
         ["1", "Писать под диктовку", 3, 60.0, 61.0, 70.0, 62.0]],
    ),
    "flat_marks": {"Лист1": [[*FLAT, 2, 3, 4, 5], [*FLAT_ROW, 5, 30, 40, 25]]},
    "flat_scores": {"Лист1": [[*FLAT, 0, 1, 2, 3, 4], [*FLAT_ROW, 10, 20, 30, 35, 5]]},
    "context": {
        "Общая информация об ОО": [
            [*PLACE_HEADER, "№", "14. Где расположена образовательная организация?"],
            [*PLACE, 1, "2) Город"],
        ],
        "ОБРАЗОВАТЕЛЬНАЯ ДЕЯТЕЛЬНОСТЬ ОО": [
            [*PLACE_HEADER, "№", "20. Укажите количество обучающихся в ОО в 2021/2022 учебном году",
             "25. Сколько всего в ОО учителей/преподавателей?"],
            [*PLACE, 1, 100, 9],
        ],
    },
}  # fmt: skip


def sheets_of(code: str) -> Sheets:
    reader = READERS[code]
    if code in SAMPLES:
        return SAMPLES[code]
    return {"Данные": [list(reader.examples), list(reader.examples.values())]}


def book(sheets: Sheets) -> MemoryBook:
    return MemoryBook("Русский язык.xlsx", "edu990001/2026/4/Русский язык.xlsx", sheets)


def content(reading: Reading) -> bytes:
    """Everything a reading holds, as bytes."""
    attempts = reading.attempts
    return pickle.dumps(
        (
            reading.assessment,
            reading.rows,
            list(attempts.table.rows()) if attempts else None,
            {code: scores.tolist() for code, scores in attempts.parts.items()} if attempts else None,
            reading.scale,
            [(extra.name, list(extra.table.rows())) for extra in reading.extras],
            reading.problems,
        )
    )


every_reader = pytest.mark.parametrize("code", sorted(MODULES))


def test_every_foreign_layout_has_a_sample_here() -> None:
    assert sorted(SAMPLES) == sorted(code for code, reader in READERS.items() if reader.template is None)


@every_reader
def test_module_holds_one_reader_of_its_own_name(code: str) -> None:
    constants = [value for value in vars(MODULES[code]).values() if isinstance(value, Reader)]
    assert [reader.code for reader in constants] == [code]
    assert MODULES[code].READER is constants[0]


@every_reader
def test_reader_describes_itself_in_russian(code: str) -> None:
    reader = READERS[code]
    assert CYRILLIC.search(reader.title)
    assert reader.source
    assert reader.kind in KINDS
    if reader.template is not None:
        assert all(CYRILLIC.search(text) for text in reader.template.values())
        assert list(reader.examples) == list(reader.template)
        assert set(reader.choices) <= set(reader.template)


@every_reader
def test_own_book_is_recognised_before_every_other_reader(code: str) -> None:
    drawn = book(sheets_of(code))
    confidence = {other: reader.recognises(drawn) for other, reader in READERS.items()}
    assert all(0 <= value <= 1 for value in confidence.values())
    assert [other for other, value in confidence.items() if value == max(confidence.values())] == [code]


@every_reader
@pytest.mark.parametrize(
    "sheets",
    [
        {"Лист1": [["Фамилия", "Рост", "Вес"], ["=1+1", 170, 60]]},
        {"Лист1": []},
        {"Лист1": [[], [""], [None]]},
        {"Протокол": [["Код", "Вариант"], [1.0, 2.0]], "Служебный": []},
        {"csv": [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]]},
    ],
)
def test_book_of_an_unknown_layout_is_not_recognised(code: str, sheets: Sheets) -> None:
    assert READERS[code].recognises(book(sheets)) == 0.0


@every_reader
def test_reading_twice_gives_the_same(code: str) -> None:
    reader, drawn = READERS[code], book(sheets_of(code))
    assert content(reader.read(drawn, REQUEST)) == content(reader.read(drawn, REQUEST))
    assert content(reader.read(drawn, REQUEST)) == content(reader.read(book(sheets_of(code)), REQUEST))


@every_reader
def test_no_row_is_lost(code: str) -> None:
    reading = READERS[code].read(book(sheets_of(code)), REQUEST)
    if READERS[code].kind != "attempts":
        assert reading.attempts is None
        assert reading.extras
        return
    assert reading.attempts is not None
    table = reading.attempts.table
    assert list(table.columns) == list(ATTEMPT_COLUMNS)
    assert reading.rows == len(table) == 1
    assert set(table["status"].tolist()) <= {PRESENT, ABSENT, QUARANTINED}
    assert reading.scale is not None
    assert list(reading.attempts.parts) == list(reading.scale.part_codes)


@every_reader
def test_extra_tables_have_the_columns_of_the_vocabulary(code: str) -> None:
    reading = READERS[code].read(book(sheets_of(code)), REQUEST)
    for extra in reading.extras:
        assert sorted(extra.table.columns) == sorted(EXTRA_SCHEMAS[extra.name])


def read_or_refuse(reader: Reader, drawn: MemoryBook) -> Reading | RefusedFileError:
    """A reading, or the refusal in words; anything else fails the test."""
    try:
        return reader.read(drawn, REQUEST)
    except RefusedFileError as refused:
        return refused


def spoil(sheets: Sheets, value: Any) -> Sheets:
    """Every cell of the last row of every sheet replaced."""
    return {name: [*rows[:-1], [value] * len(rows[-1])] if rows else rows for name, rows in sheets.items()}


@every_reader
@pytest.mark.parametrize(
    "value", ["", "=HYPERLINK(1)", "ж", -1.0, 99_999_999.0, 2.5, "X", "не пройд.", None, True]
)
def test_spoiled_rows_are_named_in_words_with_a_remedy(code: str, value: object) -> None:
    drawn = book(spoil(sheets_of(code), value))
    outcome = read_or_refuse(READERS[code], drawn)
    if isinstance(outcome, RefusedFileError):
        assert CYRILLIC.search(outcome.message)
        assert CYRILLIC.search(outcome.remedy)
        return
    for problem in outcome.problems:
        assert problem.severity in SEVERITIES
        assert problem.code
        assert CYRILLIC.search(problem.message)
        assert CYRILLIC.search(problem.remedy)
        assert CELL.fullmatch(problem.cell)
        assert problem.file == "Русский язык.xlsx"
        assert problem.sheet in drawn.sheet_names


@every_reader
def test_headers_alone_are_read_with_a_warning_or_refused(code: str) -> None:
    reader = READERS[code]
    sheets = {name: rows[:-1] if len(rows) > 1 else rows for name, rows in sheets_of(code).items()}
    if not reader.recognises(book(sheets)):
        return
    outcome = read_or_refuse(reader, book(sheets))
    if isinstance(outcome, RefusedFileError):
        assert outcome.remedy
    elif reader.kind == "attempts":
        assert outcome.rows == 0
        assert any(problem.severity == "warning" for problem in outcome.problems)
