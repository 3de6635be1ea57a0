"""The lake: whole or nothing, the first version stays readable, a foreign folder is left alone."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from objektiv.lake.lake import Lake, frame_to_table, table_to_frame
from objektiv.lake.state import (
    Exclusion,
    Generation,
    StoredFile,
    exclude_rows,
    replace_files,
    scale_from_data,
    scale_to_data,
)
from objektiv.lake.storage import create_text, write_text
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import LakeError
from objektiv.model.scale import MarkCondition, Part, Scale
from objektiv.model.tables import Table

MA4 = AssessmentId.parse("vpr-2021-ma4")


def stored(sha256: str, **changes: object) -> StoredFile:
    base: dict[str, object] = {
        "name": "a.xlsx", "path": f"/in/{sha256}.xlsx", "layout": "results_2021", "kind": "attempts",
        "assessment": "vpr-2021-ma4", "rows": 3, "present": 2, "absent": 1, "quarantined": 0, "one_sitting": 0,
        "generation": 1, "piece": f"attempts/{sha256}.parquet",
    }  # fmt: skip
    return StoredFile(sha256, **{**base, **changes})  # type: ignore[arg-type]


def test_a_new_folder_becomes_an_empty_lake(tmp_path: Path) -> None:
    lake = Lake.open_or_create(tmp_path / "lake")
    assert lake.generation == Generation()
    assert lake.generation.assessments() == ()
    assert Lake.open(tmp_path / "lake").generation == Generation()


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "письмо.txt").write_text("важное", encoding="utf-8")
    with pytest.raises(LakeError, match="занято другими файлами"):
        Lake.open_or_create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["письмо.txt"]


def test_no_lake_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="нет загруженных данных"):
        Lake.open(tmp_path)


def test_every_generation_stays_readable(tmp_path: Path) -> None:
    first = Lake.open_or_create(tmp_path / "lake").commit([stored("a")])
    newcomer = stored("b", path="/in/a.xlsx")
    first.commit((*replace_files(first.generation.files, newcomer, first.generation.files), newcomer))
    assert [file.sha256 for file in Lake.open(tmp_path / "lake").generation.active()] == ["b"]
    assert Lake.open(tmp_path / "lake").generation.number == 2
    assert [file.sha256 for file in Lake.open(tmp_path / "lake", number=1).generation.active()] == ["a"]
    with pytest.raises(LakeError, match="Есть состояния: 1, 2"):
        Lake.open(tmp_path / "lake", number=7)


def test_two_loads_at_once_do_not_lose_one_another(tmp_path: Path) -> None:
    one = Lake.open_or_create(tmp_path / "lake")
    other = Lake.open(tmp_path / "lake")
    one.commit([stored("a")])
    with pytest.raises(LakeError, match="Повторите загрузку"):
        other.commit([stored("b")])
    assert [file.sha256 for file in Lake.open(tmp_path / "lake").generation.active()] == ["a"]


def test_a_damaged_generation_is_said_in_words(tmp_path: Path) -> None:
    Lake.open_or_create(tmp_path / "lake").commit([stored("a")])
    (tmp_path / "lake" / "generations" / "000001.json").write_text('{"format": 1, "fil', encoding="utf-8")
    with pytest.raises(LakeError, match="повреждён"):
        Lake.open(tmp_path / "lake")


def test_a_newer_version_replaces_the_whole_file() -> None:
    old, other = stored("a"), stored("c")
    files = replace_files([old, other], stored("b"), [old])
    assert [(file.sha256, file.replaced_by) for file in files] == [("a", "b"), ("c", "")]


def test_classes_that_come_again_are_excluded_while_the_later_file_counts() -> None:
    first, second = stored("a"), stored("b")
    files = (*exclude_rows([first], second, {"a": [(990001, "4А")]}), second)
    assert Generation(1, files).excluded(files[0]) == ((990001, "4А"),)
    later = replace_files(files, stored("d"), [second])
    assert Generation(2, later).excluded(later[0]) == ()


def test_a_generation_reads_back_as_written() -> None:
    generation = Generation(
        4,
        (
            stored("a", excluded=(Exclusion("b", 1, "4А"),), extras={"context": "x"}),
            stored("b", replaced_by="a"),
        ),
    )
    assert Generation.from_json(generation.to_json()) == generation


def test_a_scale_reads_back_as_written() -> None:
    condition = MarkCondition(3, 2, ("15", "16"), 2, "геометрия")
    scale = Scale(
        MA4, (Part("1", 1, "Б"), Part("2", 2)), 3, (1, 2, 3), "1", (condition,), "приказ", minutes=45
    )
    assert scale_from_data(json.loads(json.dumps(scale_to_data(scale)))) == scale


def test_a_table_reads_back_as_written() -> None:
    table = Table({"school": np.array([1, 2], dtype=np.int32), "pupil": np.array(["=1+1", ""], dtype=object)})
    back = frame_to_table(table_to_frame(table))
    assert {name: back[name].tolist() for name in table.columns} == {"school": [1, 2], "pupil": ["=1+1", ""]}


def test_a_text_is_created_once_only(tmp_path: Path) -> None:
    assert create_text(tmp_path / "x.json", "первый")
    assert not create_text(tmp_path / "x.json", "второй")
    assert (tmp_path / "x.json").read_text(encoding="utf-8") == "первый"
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]


FULL_DISK = """
import sys, pathlib
from objektiv.lake.storage import write_text
from objektiv.model.errors import LakeError
try:
    write_text(pathlib.Path(sys.argv[1]), "я" * 100_000)
except LakeError as error:
    print(error); sys.exit(error.exit_code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="пределы процесса есть только в POSIX")
def test_a_disk_that_fills_leaves_the_old_file_and_says_so(tmp_path: Path) -> None:
    target = tmp_path / "state.json"
    write_text(target, "прежнее")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(target)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    assert run.returncode == 4
    assert "не удалось записать state.json" in run.stdout
    assert target.read_text(encoding="utf-8") == "прежнее"
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]
