from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.workbooks.privacy import (
    NAMED,
    WITHHELD,
    class_name,
    is_personal_class,
    is_personal_code,
    pupil_code,
    shown,
)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("3", "3"), (7.0, "7"), (2.5, "2.5"), ("-1", "-1"), ("0,5", "0,5"), ("X", "X"), (" Х ", "Х"), ("5б", "5б"),
        ("20.04.2026", "20.04.2026"), ("2026-04-20 10:15", "2026-04-20 10:15"), (date(2026, 4, 20), "20.04.2026"),
        (datetime(2026, 4, 20, 9, 30), "20.04.2026"), ("", ""), ("не пройд.", "не пройд."),
        ("отсутствовал", "отсутствовал"), ("нет отметки", "нет отметки"),
    ],
)  # fmt: skip
def test_digits_crosses_dates_and_short_tokens_are_shown(cell: object, text: str) -> None:
    assert shown(cell) == text


@pytest.mark.parametrize(
    "cell",
    ["Планинина Мария", "Планинина", "Ли Я.", "Li Wei", "абв", "112-233-445 95", "45 11 123456", 89261234567.0,
     "+7 926 123-45-67", "А1 2 3 4 5 6 7 8 9 10 11 12", "школа № 1"],
)  # fmt: skip
def test_anything_else_is_withheld(cell: object) -> None:
    assert shown(cell) == WITHHELD


@given(st.text())
def test_no_word_of_three_letters_comes_through(cell: str) -> None:
    own = {"нет", "нет отметки", "отсутствовал", "не пройд", "не пройд.", "не пройдено", WITHHELD}
    said = shown(cell)
    assert said == cell.strip() or said == WITHHELD
    assert (
        sum(map(str.isalpha, said)) < 3
        or " ".join(said.lower().split()) in own
        or said == WITHHELD
        or "T" in said
    )


@pytest.mark.parametrize(
    "code",
    ["40001", "4А-17", "К-12", "", "нет", "edu990001-17", "sch990001_17", "4класс-17", "ВПР-40001", "МА4-001",
     "7f3a-11bc", "№ 5", "уч. 12", "отсутствовал", "вариант 2", "1/2", "А"],
)  # fmt: skip
def test_codes_stay(code: str) -> None:
    assert not is_personal_code(code)
    assert pupil_code(code) == code


@pytest.mark.parametrize(
    "code",
    ["Планинина", "планинина", "ПЛАНИНИНА-4", "Планинина1", "Planinina", "Ким", "Иванов И.", "Ян Ли", "Ли Я.",
     "40001 Планинина Мария", "4А Мария", "112-233-445 95", "11223344595", "45 11 123456", "edu990001 Мария"],
)  # fmt: skip
def test_names_and_documents_are_no_codes(code: str) -> None:
    assert is_personal_code(code)
    assert pupil_code(code) == NAMED


@pytest.mark.parametrize(
    "name",
    ["а", "4А", "11а", "нет", "НЕТ", "Нет", "нет_С", '5"нет"', "5 нет", "филиал", "фку", "фкл", "ИСИСС-4", "А-4", "КА",
     '"Б"""', "наименование класса", "4 класс", "10 кадетский", "11 физмат", "ОВЗ", "ф 1", "5 K", "", "1"],
)  # fmt: skip
def test_classes_stay(name: str) -> None:
    assert not is_personal_class(name)
    assert class_name(name) == name


@pytest.mark.parametrize(
    "name", ["Планинина", "Планинина Мария", "планинина", "4А Планинина", "Ким", "Ли Я.", "112-233-445 95"]
)
def test_names_are_no_classes(name: str) -> None:
    assert is_personal_class(name)
    assert class_name(name) == NAMED
