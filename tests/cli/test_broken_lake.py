"""Files of a lake that a person or another version of the program changed: named in one sentence, with the remedy."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from objektiv.cli.failures import guard
from objektiv.cli.main import app

Run = Callable[..., Any]

GOOD = '[[scale]]\nassessment = "dkr-2024-ma6"\nmaximum = 6\nparts = "1:1 2:2 3:3"\nboundaries = [2, 3, 5]\n'


@pytest.fixture(scope="module")
def loaded(district: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of one grade."""
    lake = tmp_path_factory.mktemp("data") / "lake"
    arguments = ["load", str(district / "2021" / "5"), "--lake", str(lake), "--json"]
    assert guard(lambda: app(arguments, standalone_mode=False)) == 0
    return lake


@pytest.fixture
def lake(loaded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(loaded, tmp_path / "lake"))


@pytest.fixture
def objektiv(capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command line here, in this process: the exit code and what stands on the error stream."""

    def run(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        code = guard(lambda: app([*map(str, arguments)], standalone_mode=False))
        return code, capsys.readouterr().err

    return run


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["scales.toml", "inferred-scales.toml"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[scale]\n", "файл не читается: строка 1, знак 8: раздел не закрыт квадратными скобками."),
        (GOOD + "maxima = 6\n", "шкала dkr-2024-ma6 не принята: неизвестные поля: maxima."),
        (
            GOOD + 'form = "2"\nmaximum2 = 1\n',
            "шкала dkr-2024-ma6, вариант 2 не принята: неизвестные поля: maximum2.",
        ),
        (
            GOOD.replace("[[scale]]", "[[scales]]"),
            "неизвестные поля: scales. Шкалы записывают разделами [[scale]].",
        ),
        ("scale = 5\n", "поле scale: нужен список шкал, в TOML — разделы [[scale]]."),
    ],
)
@pytest.mark.parametrize("command", ["analyse", "load", "reference"])
def test_a_wrong_file_of_scales_stops_the_work_with_its_place(
    objektiv: Run, lake: Path, district: Path, tmp_path: Path, name: str, text: str, said: str, command: str
) -> None:
    (lake / name).write_text(text, encoding="utf-8")
    before = files(lake)
    answer = objektiv(*{
        "analyse": ("analyse", "--lake", lake, "--out", tmp_path / "out"),
        "load": ("load", district, "--lake", lake),
        "reference": ("reference", "export", "--lake", lake, "--file", tmp_path / "out"),
    }[command])  # fmt: skip
    assert answer == (
        3,
        f"{lake / name}: {said} Исправьте файл; все замечания: objektiv check-scales --lake {lake}.\n",
    )
    assert files(lake) == before
    assert not (tmp_path / "out").exists()


def test_a_sound_file_of_scales_is_used(objektiv: Run, lake: Path, tmp_path: Path) -> None:
    (lake / "scales.toml").write_text(f'source = "приказ"\n{GOOD}', encoding="utf-8")
    answer = objektiv("analyse", "--lake", lake, "--out", tmp_path / "out", "--no-reports")
    assert answer == (0, "")


NEWER = "данные записаны в формате {}, а эта версия программы читает формат 1."
REMEDY = "Обновите программу или загрузите исходные книги в новую папку данных."


@pytest.mark.parametrize("command", ["analyse", "load", "reference", "check-scales"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"format": 2}', f"{NEWER.format(2)} {REMEDY}"),
        ('{"format": "один"}', f"{NEWER.format('один')} {REMEDY}"),
        ("{}", "файл повреждён: в нём нет номера формата. Загрузите исходные книги в новую папку данных."),
        ("[1]", "файл повреждён: в нём нет номера формата. Загрузите исходные книги в новую папку данных."),
        ("", "файл повреждён: в нём нет номера формата. Загрузите исходные книги в новую папку данных."),
    ],
)
def test_another_format_of_the_data_is_named(
    objektiv: Run, lake: Path, district: Path, tmp_path: Path, command: str, text: str, said: str
) -> None:
    marker = lake / "objektiv-lake.json"
    marker.write_text(text, encoding="utf-8")
    before = files(lake)
    answer = objektiv(*{
        "analyse": ("analyse", "--lake", lake, "--out", tmp_path / "out"),
        "load": ("load", district, "--lake", lake),
        "reference": ("reference", "export", "--lake", lake, "--file", tmp_path / "out"),
        "check-scales": ("check-scales", "--lake", lake, "--confirm", "vpr-2026-ru4"),
    }[command])  # fmt: skip
    assert answer == (4, f"{marker}: {said}\n")
    assert files(lake) == before


def test_a_state_of_another_format_is_no_damage(objektiv: Run, lake: Path, tmp_path: Path) -> None:
    state = lake / "generations" / "000001.json"
    state.write_text(
        json.dumps({**json.loads(state.read_text(encoding="utf-8")), "format": 7}), encoding="utf-8"
    )
    answer = objektiv("analyse", "--lake", lake, "--out", tmp_path / "out")
    assert answer == (4, f"{state}: {NEWER.format(7)} {REMEDY}\n")
