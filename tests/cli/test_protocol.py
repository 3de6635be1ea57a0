"""The protocol of a load: each file by its place in the folder, its kind in words, equal files told once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

Run = Callable[..., Any]

KIND_2021 = "Выгрузка результатов ВПР весны 2021 года"


@pytest.fixture
def book(district: Path) -> Path:
    """A workbook of the fifth grade."""
    return next(path for path in sorted((district / "2021" / "5").iterdir()) if "математике" in path.name)


def put(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(source, target))


def rows(lake: Path, sheet: str, number: int = 1) -> list[dict[str, Any]]:
    """Rows under the header that begins with «Файл»."""
    path = lake / "protocols" / f"{number:06d}.xlsx"
    table = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()
    start = next(place for place, row in enumerate(table) if row[0] == "Файл")
    return [dict(zip(table[start], row, strict=True)) for row in table[start + 1 :] if row[0]]


def test_files_are_named_by_their_place_and_kind(objektiv: Run, district: Path, tmp_path: Path) -> None:
    assert objektiv("load", district, "--lake", tmp_path / "lake").code == 0
    listed = [(row["Файл"], row["Вид файла"]) for row in rows(tmp_path / "lake", "Файлы")]
    assert listed == [
        ("2020/4/Математика.xlsx", "Выгрузка результатов ВПР осени 2020 года"),
        ("2020/4/Русский язык.xlsx", "Выгрузка результатов ВПР осени 2020 года"),
        ("2021/4/Проведение работы по математике, 4 класс. ВПР 2021.xlsx", KIND_2021),
        ("2021/4/Проведение работы по русскому языку, 4 класс. ВПР 2021.xlsx", KIND_2021),
        ("2021/5/Проведение работы по математике, 5 класс. ВПР 2021.xlsx", KIND_2021),
        ("2021/5/Проведение работы по русскому языку, 5 класс. ВПР 2021.xlsx", KIND_2021),
        ("2022/Контекстные данные об ОО.xlsx", "Контекстная анкета ОО (выгрузка ФИС ОКО)"),
        ("Всего", ""),
    ]
    remarks = {row["Файл"] for row in rows(tmp_path / "lake", "Замечания")}
    assert remarks == {name for name, _ in listed if name.startswith(("2020", "2021"))}


def test_several_folders_and_files_are_told_apart(objektiv: Run, book: Path, tmp_path: Path) -> None:
    named = put(book, tmp_path / "in" / "2021" / "5" / "Математика.xlsx")
    (tmp_path / "in" / "б" / "пусто").mkdir(parents=True)
    (tmp_path / "in" / "б" / "пусто" / "Математика.xlsx").touch()
    (tmp_path / "in" / "б" / "письмо.txt").touch()
    answer = objektiv("load", named, "in/б", "--lake", tmp_path / "lake")
    assert answer.code == 3
    found = [row["Файл"] for row in rows(tmp_path / "lake", "Файлы")]
    assert found == [
        "2021/5/Математика.xlsx",
        "б/пусто/Математика.xlsx",
        "Всего",
        "Оставлены в стороне (не книги)",
        "Файл",
        "б/письмо.txt",
    ]


def test_an_equal_file_says_which_file_it_equals_and_its_counts(
    objektiv: Run, book: Path, tmp_path: Path
) -> None:
    put(book, tmp_path / "in" / "2021" / "5" / "Математика.xlsx")
    put(book, tmp_path / "in" / "2021" / "5" / "копия" / "Математика.xlsx")
    first = objektiv("load", tmp_path / "in", "--lake", tmp_path / "lake", "--json").json
    original, copy, total = rows(tmp_path / "lake", "Файлы")
    assert (copy["Файл"], copy["Состояние"]) == ("2021/5/копия/Математика.xlsx", "повтор")
    assert (copy["Процедура"], copy["Вид файла"]) == (original["Процедура"], KIND_2021)
    assert copy["Пояснение"] == (
        "Тот же файл, что «2021/5/Математика.xlsx»: "
        f"строк {original['Строк']:.0f}, писали {original['Писали']:.0f}, "
        f"отсутствовали {original['Отсутствовали']:.0f}, "
        f"не приняты в расчёт {original['Не приняты в расчёт']:.0f}. Учтён один раз."
    )
    counts = ("Строк", "Писали", "Отсутствовали", "Не приняты в расчёт", "Писал одну часть", "Замечаний")
    assert [copy[name] for name in counts] == [""] * 6
    assert [total[name] for name in counts] == [original[name] for name in counts]
    again = objektiv("load", tmp_path / "in", "--lake", tmp_path / "lake", "--json").json
    assert again["totals"] == first["totals"]
    assert [file["message"] for file in again["files"]] == [file["message"] for file in first["files"]]


def test_an_equal_file_without_rows_names_the_other_alone(
    objektiv: Run, district: Path, tmp_path: Path
) -> None:
    for name in ("Анкета.xlsx", "Копия.xlsx"):
        put(district / "2022" / "Контекстные данные об ОО.xlsx", tmp_path / "in" / name)
    assert objektiv("load", tmp_path / "in", "--lake", tmp_path / "lake").code == 0
    assert [row["Пояснение"] for row in rows(tmp_path / "lake", "Файлы")] == [
        "",
        "Тот же файл, что «Анкета.xlsx». Учтён один раз.",
        "",
    ]


def test_an_equal_file_shares_the_refusal(objektiv: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("а.xlsx", "б.xlsx"):
        (folder / name).write_text("просто текст", encoding="utf-8")
    for name in ("в.csv", "г.csv"):
        (folder / name).write_text("a;b\n1;2\n", encoding="utf-8")
    answer = objektiv("load", folder, "--lake", tmp_path / "lake", "--json")
    assert (answer.code, answer.json["totals"]["refused"]) == (3, 2)
    assert [Path(path).name for path in answer.json["skipped"]] == ["в.csv", "г.csv"]
    first, second, *_ = rows(tmp_path / "lake", "Файлы")
    assert (first["Состояние"], second["Состояние"]) == ("не принят", "не принят")
    assert second["Пояснение"] == first["Пояснение"] != ""
