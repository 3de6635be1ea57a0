from __future__ import annotations

import pytest

from objektiv.workbooks.naming import (
    assessment_from_path,
    assessment_from_title,
    parts_from_path,
    subject_from_text,
)


@pytest.mark.parametrize(
    ("path", "assessment"),
    [
        ("2021/4/Проведение работы по математике, 4 класс. ВПР 2021.xlsx", "vpr-2021-ma4"),
        ("2021/4/Проведение работы по окружающему миру, 4 класс. ВПР 2021.xlsx", "vpr-2021-om4"),
        ("2021/5/Проведение работы по истории, 5 класс. ВПР 2021.xlsx", "vpr-2021-is5"),
        ("2020/5/Русский язык.xlsx", "vpr-2020-ru5"),
        ("2022/6/Русскому языку.xlsx", "vpr-2022-ru6"),
        ("2022/11/Английский язык.xlsx", "vpr-2022-en11"),
        ("2022/10/География.xlsx", "vpr-2022-gg10"),
        ("Форма сбора результатов Математика 4 класс ВПР 2026.xlsx", "vpr-2026-ma4"),
        (r"D:\Данные\2019\2021\8\Физикой.xlsx", "vpr-2021-fi8"),
        ("данные/vpr-2021-ma4.csv", "vpr-2021-ma4"),
        ("2024/ОГЭ по химии.xlsx", "oge-2024-hi9"),
        ("2024/ЕГЭ Математика базовая.xlsx", "ege-2024-ma11-base"),
        ("ДКР 2024/7 класс/Информатика.xlsx", "dkr-2024-inf7"),
        ("2020-2021 учебный год/4 класс/Литературное чтение.xlsx", "vpr-2021-li4"),
        ("ВПР 2023_5 кл_Обществознание.xlsx", "vpr-2023-ob5"),
        ("МА5 2021.xlsx", "vpr-2021-ma5"),
        ("MA5_2021.xlsx", "vpr-2021-ma5"),
        ("2021/4А класс/Математика.xlsx", "vpr-2021-ma4"),
        ("Физико-математический лицей/2022/7/Биологии.xlsx", "vpr-2022-bi7"),
    ],
)
def test_path_names_the_assessment(path: str, assessment: str) -> None:
    assert str(assessment_from_path(path)) == assessment


@pytest.mark.parametrize(
    "path",
    [
        "2022/Контекстные данные об ОО.xlsx",
        "4/Математика.xlsx",
        "2021/Математика.xlsx",
        "2021/4/результаты.xlsx",
        "2021/14/Математика.xlsx",
        "Русская гимназия/2021/4/результаты.xlsx",
        "",
    ],
)
def test_path_that_leaves_something_open_names_nothing(path: str) -> None:
    assert assessment_from_path(path) is None


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("2024/Русский язык.csv", ("", 2024, "ru", None, "")),
        ("2024/ЕГЭ/Математика базовая.csv", ("ege", 2024, "ma", None, "base")),
        ("4/Математика.xlsx", ("", None, "ma", 4, "")),
        ("архив/ege-2024-ma11-prof.csv", ("ege", 2024, "ma", 11, "prof")),
        ("2024/таблица.csv", ("", 2024, None, None, "")),
        ("", ("", None, None, None, "")),
    ],
)
def test_path_says_what_it_says(
    path: str, parts: tuple[str, int | None, str | None, int | None, str]
) -> None:
    assert parts_from_path(path) == parts


def test_file_name_goes_before_folders() -> None:
    assert str(assessment_from_path("2019/8/Математика 5 класс ВПР 2021.xlsx")) == "vpr-2021-ma5"


def test_title_names_the_assessment() -> None:
    assert str(assessment_from_title("ВПР 2026 Русский язык 4 класс")) == "vpr-2026-ru4"
    assert str(assessment_from_title("ОГЭ 2025. География")) == "oge-2025-gg9"
    assert assessment_from_title("Статистика по отметкам") is None


def test_sheet_name_needs_a_year() -> None:
    assert str(assessment_from_title("РУ 4 Статистика по отметкам", 2026)) == "vpr-2026-ru4"
    assert str(assessment_from_title("МА 4 Сравнение отметок с отметк", 2026)) == "vpr-2026-ma4"
    assert assessment_from_title("РУ 4 Статистика по отметкам") is None


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("по обществознанию", "ob"),
        ("Литературой", "li"),
        ("Немецкому языку", "de"),
        ("Иностранный язык", "fl"),
        ("иностранным языкам", "fl"),
        ("историей", "is"),
        ("Исторический факультет", None),
        ("химико-биологический класс", None),
        ("русская школа", None),
    ],
)
def test_subject_is_read_in_every_case_and_not_out_of_other_words(text: str, subject: str | None) -> None:
    assert subject_from_text(text) == subject
