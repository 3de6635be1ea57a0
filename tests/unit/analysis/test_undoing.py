"""Undoing a load: what it brought is gone, what it replaced is back, and a later load stands in the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from result_books import book

from objektiv.analysis.contents import counted_rows
from objektiv.analysis.importing import LoadReport, load
from objektiv.analysis.undoing import takers, undo_load
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import LakeError, UsageError

MA4 = AssessmentId.parse("vpr-2021-ma4")
Key = tuple[str, int]


class Office:
    """A lake and its loads, each in a folder of its own as the office keeps them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.lake, self.count = folder, folder / "lake", 0

    def load(self, *classes: tuple[int, str, range], forced: str = "", score: int = 1) -> set[Key]:
        self.count += 1
        path = book(self.folder / f"l{self.count}/2021/4/Математика.xlsx", *classes, score=score)
        return self.brought(
            load([path], self.lake, processes=1, forced=AssessmentId.parse(forced) if forced else None)
        )

    def brought(self, report: LoadReport) -> set[Key]:
        files = Lake.open(self.lake).generation.files
        return {(file.sha256, file.generation) for file in files if file.generation == report.generation}

    def works(self, *schools: int) -> dict[tuple[int, str], int]:
        opened = Lake.open(self.lake)
        found = counted_rows(opened, MA4, schools) if MA4 in opened.generation.assessments() else {}
        return {
            (one.school, one.class_groups[0]): one.present
            for rows in found.values()
            for one in rows
            if one.present
        }


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_what_a_load_brought_is_gone_and_stays_readable_as_it_was(office: Office) -> None:
    first = office.load((990001, "А", range(1, 9)))
    office.load((990002, "А", range(1, 5)))
    assert undo_load(office.lake, first) == 3
    assert office.works(990001, 990002) == {(990002, "А"): 4}
    assert len(Lake.open(office.lake, number=2).generation.active()) == 2


def test_the_rows_that_were_replaced_count_again(office: Office) -> None:
    office.load((990001, "А", range(1, 9)), (990001, "Б", range(11, 15)))
    correction = office.load((990001, "А", range(1, 7)))
    assert office.works(990001) == {(990001, "Б"): 4, (990001, "А"): 6}
    undo_load(office.lake, correction)
    rows = next(iter(counted_rows(Lake.open(office.lake), MA4, [990001]).values()))[0]
    assert (rows.present, rows.class_groups) == (12, ("А", "Б"))
    assert all(file.excluded == () for file in Lake.open(office.lake).generation.files)


def test_a_later_correction_stands_in_the_way_until_it_is_undone(office: Office) -> None:
    first = office.load((990001, "А", range(1, 9)))
    later = office.load((990001, "А", range(1, 7)))
    assert [file.sha256 for file in takers(Lake.open(office.lake), first)] == [key[0] for key in later]
    with pytest.raises(UsageError, match="Сначала отмените более позднюю загрузку"):
        undo_load(office.lake, first)
    assert Lake.open(office.lake).generation.number == 2
    undo_load(office.lake, later)
    undo_load(office.lake, first)
    assert office.works(990001) == {}


def test_a_later_load_of_another_class_of_the_replaced_file_keeps_its_place(office: Office) -> None:
    office.load((990001, "А", range(1, 9)), (990001, "Б", range(11, 15)))
    correction = office.load((990001, "А", range(1, 7)))
    office.load((990001, "Б", range(11, 14)))
    undo_load(office.lake, correction)
    assert office.works(990001) == {(990001, "А"): 8, (990001, "Б"): 3}


def test_the_same_bytes_read_as_another_work_give_their_first_reading_back(office: Office) -> None:
    first = office.load((990001, "А", range(1, 9)))
    path = office.folder / "l1/2021/4/Математика.xlsx"
    report = load([path], office.lake, processes=1, forced=AssessmentId.parse("vpr-2022-ma4"))
    assert [str(one) for one in Lake.open(office.lake).generation.assessments()] == ["vpr-2022-ma4"]
    undo_load(office.lake, office.brought(report))
    assert office.works(990001) == {(990001, "А"): 8}
    assert {(file.sha256, file.generation) for file in Lake.open(office.lake).generation.active()} == first


def test_loading_again_after_undoing_is_a_load_like_any_other(office: Office) -> None:
    office.load((990001, "А", range(1, 9)))
    correction = office.load((990001, "А", range(1, 7)))
    undo_load(office.lake, correction)
    again = office.load((990001, "А", range(1, 7)))
    assert office.works(990001) == {(990001, "А"): 6}
    undo_load(office.lake, again)
    assert office.works(990001) == {(990001, "А"): 8}


def test_undoing_twice_changes_nothing_the_second_time(office: Office) -> None:
    first = office.load((990001, "А", range(1, 9)))
    assert undo_load(office.lake, first) == 2
    assert undo_load(office.lake, first) == 2


def test_two_at_once_do_not_lose_one_another(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    first = office.load((990001, "А", range(1, 9)))
    stale = Lake.open(office.lake)
    office.load((990002, "А", range(1, 9)))
    monkeypatch.setattr(Lake, "open", lambda *_, **__: stale)
    with pytest.raises(LakeError, match="Повторите"):
        undo_load(office.lake, first)
