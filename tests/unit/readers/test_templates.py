from __future__ import annotations

import csv

import numpy as np
import pytest

from objektiv.documents.workbook_template import write_csv_template, write_template
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import RefusedFileError
from objektiv.model.scale import MarkCondition, Part, Scale
from objektiv.model.tables import EXTRA_SCHEMAS
from objektiv.readers import (
    control_sample_template,
    ege_template,
    journal_template,
    medals_template,
    oge_template,
    olympiad_template,
    register_template,
)
from objektiv.workbooks.book import MemoryBook, open_book

READERS = {
    "register": register_template.READER,
    "journal": journal_template.READER,
    "medals": medals_template.READER,
    "gia": oge_template.READER,
    "gia ": ege_template.READER,
    "control_sample": control_sample_template.READER,
    "olympiad": olympiad_template.READER,
}
WORK = {oge_template.READER.code: "oge-2024-ru9", ege_template.READER.code: "ege-2024-ma11"}


def book(reader, *rows, header=None, name="таблица.csv"):
    return MemoryBook(name, name, {"csv": [header or list(reader.template), *rows]})


def table(reading):
    return list(reading.extras[0].table.rows())


@pytest.mark.parametrize(("extra", "reader"), READERS.items(), ids=[r.code for r in READERS.values()])
class TestEveryTemplate:
    def test_its_examples_are_read_without_a_remark(self, extra, reader, request_of):
        example = book(reader, list(reader.examples.values()))
        reading = reader.read(example, request_of(WORK.get(reader.code, "vpr-2024-ru4"), said_by_user=True))
        assert reader.recognises(example) == 0.9
        assert reading.problems == ()
        assert reading.extras[0].name == extra.strip()
        assert tuple(reading.extras[0].table.columns) == EXTRA_SCHEMAS[extra.strip()]
        assert len(reading.extras[0].table) == 1

    def test_it_explains_every_column_and_its_choices_are_allowed(self, extra, reader, request_of):
        assert set(reader.examples) == set(reader.template)
        assert all(reader.template.values())
        for header, values in reader.choices.items():
            for value in values:
                row = list({**reader.examples, header: value}.values())
                request = request_of(WORK.get(reader.code, "vpr-2024-ru4"), said_by_user=True)
                assert reader.read(book(reader, row), request).problems == ()

    def test_what_it_writes_it_recognises_and_reads_as_empty(self, extra, reader, request_of, tmp_path):
        write_template(tmp_path / "t.xlsx", reader.title, reader.template, reader.examples, reader.choices)
        write_csv_template(tmp_path / "t.csv", reader.title, reader.template, reader.examples)
        for name in ("t.xlsx", "t.csv"):
            written = open_book(tmp_path / name)
            reading = reader.read(
                written, request_of(WORK.get(reader.code, "vpr-2024-ru4"), said_by_user=True)
            )
            assert [one.code for one in READERS.values() if one.recognises(written)] == [reader.code]
            assert (reading.rows, len(reading.extras[0].table)) == (0, 0)
            assert [(p.severity, p.code) for p in reading.problems] == [("warning", "no_rows")]

    def test_a_personal_column_is_not_stored(self, extra, reader, request_of):
        header = [*reader.template, "ФИО", "СНИЛС", "Дата рождения"]
        row = [*reader.examples.values(), "Иванов Иван", "112-233-445 95", "01.02.2008"]
        request = request_of(WORK.get(reader.code, "vpr-2024-ru4"), said_by_user=True)
        reading = reader.read(book(reader, row, header=header), request)
        assert [(p.severity, p.code) for p in reading.problems] == [("note", "personal_column")] * 3
        assert "Иванов" not in repr(table(reading))

    def test_a_row_without_a_school_is_reported_and_not_taken(self, extra, reader, request_of):
        row = list({**reader.examples, "Школа": "школа № 1"}.values())
        request = request_of(WORK.get(reader.code, "vpr-2024-ru4"), said_by_user=True)
        reading = reader.read(book(reader, row, list(reader.examples.values())), request)
        (problem,) = reading.problems
        assert len(reading.extras[0].table) == 1
        assert (problem.severity, problem.code, problem.sheet, problem.cell) == (
            "error",
            "bad_cell",
            "csv",
            "A2",
        )
        assert "нет шести цифр; строка не взята" in problem.message
        assert "Пример: sch990001" in problem.remedy

    def test_a_foreign_table_is_not_recognised(self, extra, reader, request_of):
        foreign = MemoryBook("чужая.csv", "чужая.csv", {"csv": [["Фамилия", "Рост"], ["А", "170"]]})
        assert reader.recognises(foreign) == 0
        with pytest.raises(RefusedFileError):
            reader.read(foreign, request_of(WORK.get(reader.code, "vpr-2024-ru4"), said_by_user=True))


def test_the_register_knows_codes_in_all_spellings(request_of):
    reader = register_template.READER
    reading = reader.read(
        book(
            reader,
            ["edu990002", "МБОУ СОШ № 2", "7", "Горный район", "", "Обычная", "СЕЛЬСКАЯ"],
            [
                990001,
                "Лицей № 1",
                "Муниципальное образование 07",
                "",
                99.0,
                "с углубленным изучением предметов",
                "",
            ],
        ),
        request_of(),
    )
    assert reading.problems == ()
    assert table(reading) == [
        {
            "school": 990002,
            "name": "МБОУ СОШ № 2",
            "municipality": 7,
            "municipality_name": "Горный район",
            "region": 0,
            "kind": "ordinary",
            "settlement": "rural",
        },
        {
            "school": 990001,
            "name": "Лицей № 1",
            "municipality": 7,
            "municipality_name": "",
            "region": 99,
            "kind": "advanced",
            "settlement": "",
        },
    ]


def test_of_repeated_rows_the_lower_one_is_taken(request_of):
    reader = register_template.READER
    rows = [["990001", name, "7", "", "", "", ""] for name in ("старое", "новое")]
    reading = reader.read(book(reader, *rows), request_of())
    assert [row["name"] for row in table(reading)] == ["новое"]
    assert [(p.severity, p.code, p.cell) for p in reading.problems] == [("warning", "repeated_row", "A2")]


def test_bad_optional_cells_are_reported_and_become_unknown(request_of):
    reader = medals_template.READER
    reading = reader.read(
        book(
            reader,
            ["sch990001", "11001", "2024", "I", "101", "семьдесят", "6", "7,5"],
            ["sch990001", "11002", "2024", "III", "80", "", "", ""],
        ),
        request_of(),
    )
    assert [(p.cell, p.severity) for p in reading.problems] == [
        ("E2", "error"),
        ("F2", "error"),
        ("G2", "error"),
        ("H2", "error"),
        ("D3", "error"),
    ]
    assert table(reading) == [
        {
            "school": 990001,
            "pupil": "11001",
            "year": 2024,
            "medal": "I",
            "ru": -1,
            "ma_profile": -1,
            "ma_base": 0,
            "best_other": -1,
        }
    ]


@pytest.mark.parametrize(
    "name", ["Иванов Иван", "Иванова А.", "Планинина", "112-233-445 95", "11223344595", "45 11 123456"]
)
def test_a_name_or_document_instead_of_a_code_is_neither_stored_nor_repeated(request_of, name):
    reader = oge_template.READER
    reading = reader.read(book(reader, ["sch990001", name, "9А", "24", "4"]), request_of("oge-2024-ru9"))
    assert len(reading.extras[0].table) == 0
    assert [p.code for p in reading.problems] == ["bad_cell", "no_rows"]
    assert name not in repr(reading)


def test_the_medals_template_takes_no_single_word_for_a_code(request_of):
    rows = [["sch990001", "Планинина", "2024", "I", "80", "", "", ""], ["sch990001", "К-12", "2024", "I"]]
    reading = medals_template.READER.read(book(medals_template.READER, *rows), request_of())
    assert [row["pupil"] for row in table(reading)] == ["К-12"]
    assert [(p.code, p.cell) for p in reading.problems] == [("bad_cell", "B2")]
    assert "Планинина" not in repr(reading)


def test_a_name_in_any_cell_of_a_template_is_not_repeated(request_of):
    reader = oge_template.READER
    rows = [["Планинина", "1", "", "24", "4"], ["sch990001", "2", "Планинина", "Мария", "Планинина Мария"]]
    reading = reader.read(book(reader, *rows), request_of("oge-2024-ru9"))
    assert [p.cell for p in reading.problems] == ["A2", "C3", "D3", "E3"]
    assert [row["class_group"] for row in table(reading)] == [""]
    assert "Планинина" not in repr(reading)
    assert "Мария" not in repr(reading)


def test_headers_may_stand_lower_and_in_another_order_and_surplus_columns_are_named(request_of, written):
    sheets = {
        "Титул": [["Школа"]],
        "Данные": [
            ["Журнал 4А"],
            [],
            ["Отметка по журналу ", "заметки", "код  участника", "Школа"],
            [4, "=1+1", 40001, "sch990001"],
            ["", "", "", ""],
            ["нет отметки", "", 40002, "sch990001"],
        ],
    }
    reading = journal_template.READER.read(written("журнал.xlsx", sheets), request_of("vpr-2024-ru4"))
    assert table(reading) == [
        {"school": 990001, "pupil": "40001", "class_group": "", "journal_mark": 4},
        {"school": 990001, "pupil": "40002", "class_group": "", "journal_mark": 0},
    ]
    assert [(p.severity, p.code, p.cell) for p in reading.problems] == [("note", "unknown_column", "B3")]


def test_a_missing_required_column_is_named(request_of):
    reader = olympiad_template.READER
    header = [title for title in reader.template if title != "Максимум"]
    with pytest.raises(RefusedFileError, match=r"«Максимум».*objektiv template olympiad"):
        reader.read(book(reader, header=header), request_of())


def test_marks_by_the_journal_need_an_assessment(request_of):
    with pytest.raises(RefusedFileError, match="год, предмет и класс"):
        journal_template.READER.read(book(journal_template.READER), request_of())


class TestExams:
    SCALE = Scale(
        AssessmentId.parse("oge-2024-ma9"),
        (Part("1", 31),),
        31,
        boundaries=(8, 15, 22),
        conditions=(MarkCondition(3, 2, ("1",), 2),),
    )

    def test_the_template_says_kind_and_grade_and_the_path_year_and_subject(self, request_of):
        reader = oge_template.READER
        reading = reader.read(book(reader, ["sch990001", "1", "", "24", ""]), request_of("vpr-2024-ma8"))
        assert str(reading.assessment) == "oge-2024-ma9"
        assert table(reading) == [
            {"school": 990001, "pupil": "1", "class_group": "", "raw_score": 24, "test_score": -1, "mark": 0}
        ]

    @pytest.mark.parametrize(
        ("reader", "path", "assessment"),
        [
            (oge_template.READER, "2024/Русский язык.csv", "oge-2024-ru9"),
            (ege_template.READER, "2024/Русский язык.csv", "ege-2024-ru11"),
            (ege_template.READER, "2024/Математика базовая.csv", "ege-2024-ma11-base"),
            (oge_template.READER, "2024/ЕГЭ/Математика.csv", "oge-2024-ma9"),
        ],
    )
    def test_a_path_of_year_and_subject_is_enough(self, reader, path, assessment, request_of):
        drawn = MemoryBook(path.rsplit("/", 1)[-1], path, {"csv": [list(reader.template)]})
        assert str(reader.read(drawn, request_of()).assessment) == assessment

    @pytest.mark.parametrize("path", ["2024/таблица.csv", "Русский язык.csv"])
    def test_a_path_of_one_of_them_is_not(self, path, request_of):
        drawn = MemoryBook("т.csv", path, {"csv": [list(oge_template.READER.template)]})
        with pytest.raises(RefusedFileError, match="предмету"):
            oge_template.READER.read(drawn, request_of())

    def test_another_kind_named_by_the_user_is_refused(self, request_of):
        with pytest.raises(RefusedFileError, match=r"шаблон ОГЭ.*vpr-2024-ma8"):
            oge_template.READER.read(book(oge_template.READER), request_of("vpr-2024-ma8", said_by_user=True))

    def test_no_assessment_is_refused_with_an_example(self, request_of):
        with pytest.raises(RefusedFileError, match=r"ЕГЭ.*--assessment ege-2024-ru11"):
            ege_template.READER.read(book(ege_template.READER), request_of())

    def test_scores_and_marks_are_checked_against_the_scale(self, request_of):
        reader = oge_template.READER
        rows = [
            ["sch990001", "1", "9А", "32", "5"],
            ["sch990001", "2", "9А", "16", "5"],
            ["sch990001", "3", "9А", "10", "2"],
            ["sch990001", "4", "9А", "22", "5"],
            ["sch990001", "5", "9А", "", ""],
        ]
        reading = reader.read(book(reader, *rows), request_of("oge-2024-ma9", scale=self.SCALE))
        assert [(p.severity, p.code, p.cell) for p in reading.problems] == [
            ("warning", "mark_differs", "E3"),
            ("error", "above_maximum", "D2"),
        ]
        assert reading.extras[0].table["raw_score"].tolist() == [-1, 16, 10, 22, -1]

    def test_ege_keeps_test_scores_and_base_marks(self, request_of):
        reader = ege_template.READER
        rows = [["sch990001", "1", "11А", "27", "78", ""], ["sch990001", "2", "11А", "17", "", "5"]]
        reading = reader.read(book(reader, *rows), request_of("ege-2024-ma11-base"))
        assert str(reading.assessment) == "ege-2024-ma11-base"
        assert [(r["raw_score"], r["test_score"], r["mark"]) for r in table(reading)] == [
            (27, 78, 0),
            (17, -1, 5),
        ]


def test_totals_of_the_olympiad(request_of):
    reader = olympiad_template.READER
    rows = [
        ["sch990001", "8001", "2024", "школьный", "Математике", "8", "31,5", "40"],
        ["sch990001", "8002", "2024", "региональный", "Экология", 8.0, 40, 40],
        ["sch990001", "8003", "2024", "школьный", "математика", "8", "41", "40"],
    ]
    reading = reader.read(book(reader, *rows), request_of())
    assert [(r["stage"], r["subject"], r["grade"], r["total"], r["maximum"]) for r in table(reading)] == [
        ("school", "ma", 8, 31.5, 40.0),
        ("regional", "экология", 8, 40.0, 40.0),
    ]
    assert [(p.code, p.cell, p.school) for p in reading.problems] == [("above_maximum", "G4", 990001)]


def test_the_control_sample_is_of_the_named_assessment_or_of_all(request_of):
    reader = control_sample_template.READER
    rows = [["sch990001", "наблюдатели"], ["sch990002", ""]]
    named = reader.read(book(reader, *rows), request_of("vpr-2024-ru4"))
    assert str(named.assessment) == "vpr-2024-ru4"
    assert table(named) == [{"school": 990001, "reason": "наблюдатели"}, {"school": 990002, "reason": ""}]
    assert reader.read(book(reader, *rows), request_of()).assessment is None


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1251", "utf-16"])
def test_a_csv_may_come_in_any_usual_spelling(request_of, tmp_path, delimiter, encoding):
    path = tmp_path / "реестр.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(register_template.READER.template)
        writer.writerow(register_template.READER.examples.values())
    reading = register_template.READER.read(open_book(path), request_of())
    assert reading.problems == ()
    assert [r["name"] for r in table(reading)] == ["МБОУ «СОШ № 1»"]


def test_columns_have_the_types_of_their_kind(request_of):
    empty = register_template.READER.read(book(register_template.READER), request_of()).extras[0].table
    assert [empty[name].dtype for name in ("school", "municipality", "region")] == [
        np.int32,
        np.int32,
        np.int16,
    ]
    assert empty["kind"].dtype == object
