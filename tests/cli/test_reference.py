"""``objektiv reference``: a region makes a pack, a district takes it into use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def lake(district: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from objektiv.analysis.importing import load

    folder = tmp_path_factory.mktemp("reference") / "lake"
    load([district], folder)
    return folder


@pytest.fixture
def pack(objektiv: Run, lake: Path, tmp_path: Path) -> Path:
    answer = objektiv("reference", "export", "--lake", lake, "--file", tmp_path / "region.json")
    assert answer.code == 0, answer.err
    return tmp_path / "region.json"


def test_an_exported_pack_is_used_and_named_by_its_content(
    objektiv: Run, pack: Path, lake: Path, tmp_path: Path
) -> None:
    data = json.loads(pack.read_text(encoding="utf-8"))
    assert data["region"] == 97
    assert not [key for one in data["references"].values() for key in one["parameters"] if "municipal" in key]
    out = tmp_path / "out"
    answer = objektiv("analyse", "--lake", lake, "--out", out, "--reference", pack, "--no-reports")
    assert answer.code == 0, answer.err
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert run["parameters"]["reference_pack_sha256"] == hashlib.sha256(pack.read_bytes()).hexdigest()
    assert {one["kind"] for one in run["references"]} == {"pack"}


def test_a_pack_can_be_used_again_from_the_folder_of_data_itself(
    objektiv: Run, pack: Path, tmp_path: Path
) -> None:
    lake = tmp_path / "new"
    first = objektiv("reference", "use", "--lake", lake, "--file", pack)
    assert first.code == 0, first.err
    content = (lake / "reference.json").read_bytes()
    again = objektiv("reference", "use", "--lake", lake, "--file", lake / "reference.json")
    assert (again.code, again.out) == (0, first.out)
    assert (lake / "reference.json").read_bytes() == content == pack.read_bytes()
    assert sorted(path.name for path in lake.iterdir()) == ["objektiv-lake.json", "reference.json"]


@pytest.mark.parametrize(
    "text",
    [
        '{"format": "objektiv-reference-1", "region": 20, "references": [1]}',
        '{"format": "objektiv-reference-1", "region": 20, "references": {"vpr-2021-ma4": [1]}}',
        '{"references": [1]}',
        "[1]",
    ],
)
def test_a_file_that_is_no_pack_changes_nothing(objektiv: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    answer = objektiv("reference", "use", "--lake", tmp_path / "new", "--file", tmp_path / "x.json")
    assert answer.code == 2
    assert "x.json — не пакет сравнения." in answer.err
    assert not (tmp_path / "new").exists()


def test_an_older_pack_stays_when_the_new_one_is_wrong(objektiv: Run, pack: Path, tmp_path: Path) -> None:
    lake = tmp_path / "new"
    objektiv("reference", "use", "--lake", lake, "--file", pack)
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    assert objektiv("reference", "use", "--lake", lake, "--file", tmp_path / "x.json").code == 2
    assert (lake / "reference.json").read_bytes() == pack.read_bytes()


def test_a_pack_of_another_region_is_refused(objektiv: Run, pack: Path, lake: Path, tmp_path: Path) -> None:
    data = json.loads(pack.read_text(encoding="utf-8"))
    pack.write_text(json.dumps({**data, "region": 20}), encoding="utf-8")
    answer = objektiv("analyse", "--lake", lake, "--out", tmp_path / "out", "--reference", pack)
    assert answer.code == 2
    assert "сделан в регионе 20, а в данных школы региона 97" in answer.err
    assert not (tmp_path / "out").exists()


def test_messages_speak_of_data(objektiv: Run, tmp_path: Path) -> None:
    answer = objektiv("reference", "export", "--lake", tmp_path / "nothing")
    assert answer.code == 4
    assert "ОЗЕРО" not in answer.err
    assert "ДАННЫЕ" in answer.err
