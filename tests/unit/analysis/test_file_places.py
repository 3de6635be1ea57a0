"""How reports name files: books of one name are told apart by their folders."""

from __future__ import annotations

from pathlib import Path

from objektiv.analysis.file_places import file_places, placed_problems
from objektiv.lake.lake import Lake
from objektiv.lake.state import StoredFile
from objektiv.model.tables import Problem


def stored(path: str, sha256: str, problems: str = "") -> StoredFile:
    name = path.rsplit("/", 1)[-1]
    return StoredFile(sha256, name, path, "results_2022", "attempts", "", 1, 1, 0, 0, 0, 1, problems=problems)


def test_files_are_named_from_the_folder_that_holds_them_all() -> None:
    files = (stored("/а/2022/4/Математика.xlsx", "x"), stored("/а/2022/5/Математика.xlsx", "y"))
    assert file_places(files) == {"x": "4/Математика.xlsx", "y": "5/Математика.xlsx"}


def test_one_file_is_its_name() -> None:
    assert file_places((stored("/а/2022/4/Математика.xlsx", "x"),)) == {"x": "Математика.xlsx"}
    assert file_places(()) == {}


def test_remarks_point_to_the_same_places(tmp_path: Path) -> None:
    lake = Lake.open_or_create(tmp_path)
    remarks = (
        Problem("warning", "sum", "Сумма.", "Проверьте.", "Математика.xlsx"),
        Problem("warning", "moved", "Другая работа.", "Проверьте.", "История.xlsx"),
    )
    written = lake.write_problems("x" * 64, remarks)
    lake = lake.commit(
        (stored("/а/4/Математика.xlsx", "x" * 64, written), stored("/а/5/Математика.xlsx", "y" * 64))
    )
    places = file_places(lake.generation.active())
    assert [problem.file for problem in placed_problems(lake, places)] == [
        "4/Математика.xlsx",
        "История.xlsx",
    ]
