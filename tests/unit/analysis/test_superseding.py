"""A corrected file of an examination takes the place of the earlier one and gives it back when it is undone."""

from __future__ import annotations

from pathlib import Path

from exam_books import exam_book

from objektiv.analysis.importing import load
from objektiv.analysis.superseding import rivals, supersede
from objektiv.analysis.undoing import undo_load
from objektiv.lake.lake import Lake

Key = tuple[str, int]


def bring(folder: Path, name: str, *schools: tuple[int, int], score: int = 20) -> Key:
    path = exam_book(folder / name / "2024/9/ОГЭ Русский язык.csv", *schools, score=score)
    generation = load([path], folder / "lake", processes=1).generation
    return Lake.open(folder / "lake").generation.files[-1].sha256, generation


def works(folder: Path) -> int:
    return len(Lake.open(folder / "lake").extra("gia"))


def test_a_correction_of_all_schools_of_a_file_replaces_it_and_can_be_undone(tmp_path: Path) -> None:
    bring(tmp_path, "a", (990001, 4), (990002, 3))
    newcomer = bring(tmp_path, "b", (990001, 4), (990002, 3), score=25)
    assert works(tmp_path) == 14
    assert supersede(tmp_path / "lake", [newcomer]) == 3
    assert works(tmp_path) == 7
    assert supersede(tmp_path / "lake", [newcomer]) == 3
    undo_load(tmp_path / "lake", [newcomer])
    assert works(tmp_path) == 7
    assert set(Lake.open(tmp_path / "lake").extra("gia")["raw_score"].tolist()) == {20}


def test_a_file_of_some_of_the_schools_is_named_and_replaces_nothing(tmp_path: Path) -> None:
    first = bring(tmp_path, "a", (990001, 4), (990002, 3))
    newcomer = bring(tmp_path, "b", (990001, 4), score=25)
    lake = Lake.open(tmp_path / "lake")
    found = rivals(lake, lake.generation.find(newcomer[0]))
    assert ([file.sha256 for file in found.partly], found.wholly) == ([first[0]], ())
    assert supersede(tmp_path / "lake", [newcomer]) == 2


def test_other_schools_are_no_rivals(tmp_path: Path) -> None:
    bring(tmp_path, "a", (990001, 4))
    newcomer = bring(tmp_path, "b", (990002, 4))
    lake = Lake.open(tmp_path / "lake")
    assert rivals(lake, lake.generation.find(newcomer[0])).wholly == ()
