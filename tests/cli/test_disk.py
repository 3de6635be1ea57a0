"""What people read when the disk refuses: the place, the reason and the remedy in Russian, exit code 4."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from objektiv.cli.failures import guard
from objektiv.cli.main import app

Run = Callable[..., Any]

LONG = "я" * 200


@pytest.fixture(scope="module")
def lake(district: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of one grade."""
    lake = tmp_path_factory.mktemp("data") / "lake"
    assert guard(lambda: command("load", district / "2021" / "5", "--lake", lake, "--json")) == 0
    return lake


def command(*arguments: object) -> Any:
    return app([*map(str, arguments)], standalone_mode=False)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("report.html", "Не удалось записать report.html: это папка, а не файл. Укажите другую папку.\n"),
        ("report.xlsx", "Не удалось записать report.xlsx: это папка, а не файл. Укажите другую папку.\n"),
        ("report.docx", "Не удалось записать report.docx: это папка, а не файл. Укажите другую папку.\n"),
        ("schools.csv", "Не удалось записать schools.csv: это папка, а не файл. Укажите другую папку.\n"),
    ],
)
def test_a_result_file_that_cannot_be_put_in_place(
    objektiv: Run, lake: Path, tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "out" / name).mkdir(parents=True)
    answer = objektiv("analyse", "--lake", lake, "--out", tmp_path / "out")
    assert (answer.code, answer.err) == (4, said)
    assert [path.name for path in (tmp_path / "out").rglob("*.part")] == []


FILE_ON_THE_WAY = "на пути к нему стоит файл вместо папки."
TOO_LONG = "путь к файлу слишком длинный."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("simulate", "файл"), f"Не удалось записать учебный район в папку файл: {FILE_ON_THE_WAY}"),
        (("simulate", "район"), "Не удалось записать учебный район в папку район: это папка, а не файл."),
        (("simulate", LONG), f"Не удалось записать учебный район в папку {LONG}: {TOO_LONG}"),
        (("demo", "--no-serve", "--out", "файл"), f"Не получилось открыть «файл»: {FILE_ON_THE_WAY}"),
        (("demo", "--no-serve", "--out", LONG), f"Не получилось открыть «{LONG}»: {TOO_LONG}"),
        (("load", ".", "--lake", LONG), f"Не получилось открыть «{LONG}/objektiv-lake.json»: {TOO_LONG}"),
        (("template", "oge", "--out", LONG + ".xlsx"), f"Не получилось открыть «{LONG}.xlsx»: {TOO_LONG}"),
    ],
)
def test_a_place_that_cannot_be_written(
    objektiv: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "файл").touch()
    (tmp_path / "район" / "workbooks" / "2022" / "Контекстные данные об ОО.xlsx").mkdir(parents=True)
    answer = objektiv(*arguments)
    assert (answer.code, answer.err.partition(". ")[0] + ".") == (4, said.strip())
    assert not (tmp_path / "objektiv-error.log").exists()
