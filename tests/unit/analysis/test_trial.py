"""A load on trial: it tells what the load would do and leaves the lake as it was, until it is adopted as a whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from result_books import book

from objektiv.analysis.importing import load
from objektiv.analysis.trial import adopt_trial, open_trial
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import LakeError


def files_of(folder: Path) -> set[tuple[str, int]]:
    return {
        (str(path.relative_to(folder)), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_trial_load_says_what_the_load_would_say_and_touches_nothing(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    load([book(tmp_path / "a/2021/4/Математика.xlsx", (990001, "А", range(1, 9)))], lake, processes=1)
    newcomer = book(tmp_path / "b/2021/4/Математика.xlsx", (990001, "А", range(1, 7)))
    before = files_of(lake)
    trial = open_trial(Lake.open(lake), tmp_path / "trial")
    tried = load([newcomer], trial.folder, processes=1)
    assert files_of(lake) == before
    assert tried == load([newcomer], lake, processes=1)
    assert "заменены строками этого файла" in tried.files[0].problems[-1].message
    active = Lake.open(trial.folder)
    assert (
        sum(
            len(piece.excluded)
            for one in active.generation.assessments()
            for piece in active.attempt_pieces(one)
        )
        == 1
    )


def test_what_is_in_the_lake_is_unchanged_on_trial(tmp_path: Path) -> None:
    path = book(tmp_path / "a/2021/4/Математика.xlsx", (990001, "А", range(1, 9)))
    load([path], tmp_path / "lake", processes=1)
    trial = open_trial(Lake.open(tmp_path / "lake"), tmp_path / "trial")
    assert [file.status for file in load([path], trial.folder, processes=1).files] == ["unchanged"]


def test_an_empty_lake_gives_an_empty_trial(tmp_path: Path) -> None:
    trial = open_trial(Lake.open_or_create(tmp_path / "lake"), tmp_path / "trial")
    assert trial.generation.number == 0


def test_scales_confirmed_for_the_lake_hold_on_trial(tmp_path: Path) -> None:
    lake = Lake.open_or_create(tmp_path / "lake")
    (lake.folder / "scales.toml").write_text("# шкалы", encoding="utf-8")
    open_trial(lake, tmp_path / "trial")
    assert (tmp_path / "trial" / "scales.toml").read_text(encoding="utf-8") == "# шкалы"


def tried(tmp_path: Path) -> tuple[Lake, Path]:
    """A lake with one file and a trial with two loads, the second of a named work."""
    lake = tmp_path / "lake"
    load([book(tmp_path / "a/2021/4/Математика.xlsx", (990001, "А", range(1, 9)))], lake, processes=1)
    opened = Lake.open(lake)
    trial = open_trial(opened, tmp_path / "trial").folder
    load([book(tmp_path / "b/2021/4/Математика.xlsx", (990001, "А", range(1, 7)))], trial, processes=1)
    other = book(tmp_path / "c/книга.xlsx", (990002, "А", range(1, 5)))
    load([other], trial, processes=1, forced=AssessmentId.parse("vpr-2022-ma4"))
    return opened, trial


def test_what_was_tried_becomes_one_generation(tmp_path: Path) -> None:
    lake, trial = tried(tmp_path)
    adopted = adopt_trial(lake, trial)
    shutil.rmtree(trial)
    assert adopted.generation.number == 2
    now = Lake.open(lake.folder)
    assert [file.generation for file in now.generation.files] == [1, 2, 2]
    assert [str(one) for one in now.generation.assessments()] == ["vpr-2021-ma4", "vpr-2022-ma4"]
    assert all((now.folder / file.piece).is_file() for file in now.generation.files)
    assert not any(Path(file.piece).is_absolute() for file in now.generation.files)


def test_another_load_meanwhile_stops_the_adoption(tmp_path: Path) -> None:
    lake, trial = tried(tmp_path)
    load([book(tmp_path / "d/2021/4/Математика.xlsx", (990003, "А", range(1, 5)))], lake.folder, processes=1)
    before = files_of(lake.folder)
    with pytest.raises(LakeError, match="Повторите"):
        adopt_trial(lake, trial)
    assert files_of(lake.folder) == before


def test_a_trial_of_nothing_new_adopts_nothing(tmp_path: Path) -> None:
    path = book(tmp_path / "a/2021/4/Математика.xlsx", (990001, "А", range(1, 9)))
    load([path], tmp_path / "lake", processes=1)
    lake = Lake.open(tmp_path / "lake")
    trial = open_trial(lake, tmp_path / "trial")
    load([path], trial.folder, processes=1)
    assert adopt_trial(lake, trial.folder).generation.number == 1


def test_killed_while_pieces_are_copied_the_lake_is_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake, trial = tried(tmp_path)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Lake, "commit", killed)
        with pytest.raises(KeyboardInterrupt):
            adopt_trial(lake, trial)
    assert Lake.open(lake.folder).generation == lake.generation
    assert adopt_trial(lake, trial).generation.number == 2
