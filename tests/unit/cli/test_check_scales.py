from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer

from objektiv.cli.check_scales import check_scales
from objektiv.lake.lake import Lake
from objektiv.model.errors import LakeError, ScaleError, UsageError

GOOD = '[[scale]]\nassessment = "dkr-2024-ma6"\nmaximum = 6\nparts = "1:1 2:2 3:3"\nboundaries = [2, 3, 5]\n'
BAD = '[[scale]]\nassessment = "dkr-2024-ru6"\nmaximum = 7\nparts = "1:1 2:2 3:3"\n'


def lake_of(folder: Path) -> Path:
    return Lake.open_or_create(folder / "lake").folder


def file_of(folder: Path, text: str) -> Path:
    path = folder / "мои.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_scales_are_listed_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    check_scales()
    said = capsys.readouterr()
    assert "Описания контрольных измерительных материалов ВПР 2021 года (по документу)" in said.out
    assert "vpr-2021-gg8" in said.out
    assert "vpr-2026-ru4. 16 и 21 не наблюдались." in said.out
    assert said.err == ""


def test_refused_scale_is_named_with_its_reason_and_exit_code_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as stopped:
        check_scales(file_of(tmp_path, GOOD + BAD))
    assert stopped.value.exit_code == 3
    said = capsys.readouterr()
    assert said.err == (
        "Не принята шкала (мои.toml, dkr-2024-ru6): Сумма максимумов частей 6, а максимум работы 7.\n"
    )
    assert "dkr-2024-ma6" in said.out


def test_json_answers_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        check_scales(file_of(tmp_path, GOOD + BAD), as_json=True)
    answer = json.loads(capsys.readouterr().out)
    own = [scale for scale in answer["scales"] if scale["assessment"] == "dkr-2024-ma6"]
    assert own == [
        {
            "assessment": "dkr-2024-ma6",
            "form": "",
            "maximum": 6,
            "parts": {"1": 1, "2": 2, "3": 3},
            "boundaries": [2, 3, 5],
            "conditions": [],
            "trust": "user",
            "source": "",
            "notes": [],
        }
    ]
    assert [item["assessment"] for item in answer["refused"]] == ["dkr-2024-ru6"]
    assert "vpr-2026-ru4" in answer["unconfirmed"]


def test_confirmed_scale_leaves_the_waiting_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lake = lake_of(tmp_path)
    check_scales(lake=lake, confirm=["vpr-2026-ru4"], as_json=True)
    answer = json.loads(capsys.readouterr().out)
    assert answer["done"] == ["Подтверждена шкала vpr-2026-ru4."]
    assert "vpr-2026-ru4" not in answer["unconfirmed"]
    check_scales(lake=lake, as_json=True)
    after = json.loads(capsys.readouterr().out)
    assert [s["trust"] for s in after["scales"] if s["assessment"] == "vpr-2026-ru4"] == ["user"]


def test_accepted_scales_of_a_file_are_added_to_the_lake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lake = lake_of(tmp_path)
    with pytest.raises(typer.Exit):
        check_scales(file_of(tmp_path, GOOD + BAD), lake=lake, add=True, as_json=True)
    assert json.loads(capsys.readouterr().out)["done"] == ["Сохранена шкала dkr-2024-ma6."]
    check_scales(lake=lake, as_json=True)
    assert "dkr-2024-ma6" in {s["assessment"] for s in json.loads(capsys.readouterr().out)["scales"]}


def test_wrong_usage_is_said_in_words(tmp_path: Path) -> None:
    lake = lake_of(tmp_path)
    with pytest.raises(UsageError, match="Не указана папка данных"):
        check_scales(confirm=["vpr-2026-ru4"])
    with pytest.raises(UsageError, match="не похоже на код процедуры"):
        check_scales(lake=lake, confirm=["русский"])
    with pytest.raises(UsageError, match="Не указан файл шкал"):
        check_scales(lake=lake, add=True)
    with pytest.raises(ScaleError) as missing:
        check_scales(tmp_path / "нет.toml")
    assert str(missing.value) == f"файла шкал {tmp_path / 'нет.toml'} нет. Проверьте путь."


@pytest.mark.parametrize("name", ["нет", "чужая", "файл"])
@pytest.mark.parametrize("asked", [{}, {"confirm": ["vpr-2026-ru4"]}, {"add": True}])
def test_a_folder_without_data_is_left_alone(tmp_path: Path, name: str, asked: dict[str, Any]) -> None:
    (tmp_path / "чужая").mkdir()
    (tmp_path / "файл").touch()
    scales = file_of(tmp_path, GOOD) if "add" in asked else None
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(LakeError) as refused:
        check_scales(scales, lake=tmp_path / name, **asked)
    assert str(refused.value) == (
        f"в папке {tmp_path / name} нет загруженных данных. "
        "Сначала загрузите книги: objektiv load ПАПКА --lake ДАННЫЕ."
    )
    assert sorted(tmp_path.rglob("*")) == before


def test_nothing_is_changed_when_one_of_the_codes_is_wrong(tmp_path: Path) -> None:
    lake = lake_of(tmp_path)
    with pytest.raises(UsageError, match="Шкала vpr-2021-ma4 не ждёт подтверждения"):
        check_scales(lake=lake, confirm=["vpr-2026-ru4", "vpr-2021-ma4"])
    assert not (lake / "scales.toml").exists()
