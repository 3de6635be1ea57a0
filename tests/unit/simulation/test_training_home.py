"""The folder of a training office: claimed, finished, cleared; never mixed with a real one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from objektiv.model.errors import UsageError
from objektiv.simulation.plan import TrainingYears
from objektiv.simulation.training_home import (
    MARK,
    claim,
    clear,
    finish,
    is_ready,
    is_training,
    latest_springs,
    refuse_training,
    unfinish,
)

WANTED = TrainingYears(1, 60, 3, (2024, 2025, 2026))


@pytest.mark.parametrize(
    ("today", "springs"),
    [
        (date(2026, 11, 22), (2024, 2025, 2026)),
        (date(2026, 6, 1), (2024, 2025, 2026)),
        (date(2026, 5, 31), (2023, 2024, 2025)),
    ],
)
def test_the_springs_are_the_latest_whose_results_are_known(today, springs):
    assert latest_springs(today) == springs


def test_a_territory_is_ready_only_when_it_was_finished_with_these_parameters(tmp_path):
    home = tmp_path / "demo"
    assert (is_ready(home, WANTED), is_training(home)) == (False, False)
    claim(home)
    assert (is_ready(home, WANTED), is_training(home)) == (False, True)
    finish(home, WANTED)
    assert is_ready(home, WANTED)
    for other in (replace(WANTED, seed=2), replace(WANTED, schools=61), replace(WANTED, years=(2026,))):
        assert not is_ready(home, other)
    unfinish(home)
    assert (is_ready(home, WANTED), is_training(home)) == (False, True)


def test_a_territory_made_by_other_code_is_made_again(tmp_path):
    finish(tmp_path, WANTED)
    mark = tmp_path / MARK
    text = mark.read_text(encoding="utf-8")
    mark.write_text(text.replace('"code": "', '"code": "0'), encoding="utf-8")
    assert not is_ready(tmp_path, WANTED)


def test_a_mark_cut_in_the_middle_is_not_ready(tmp_path):
    finish(tmp_path, WANTED)
    mark = tmp_path / MARK
    mark.write_bytes(mark.read_bytes()[:40])
    assert (is_ready(tmp_path, WANTED), is_training(tmp_path)) == (False, True)


@pytest.mark.parametrize("what", ["objektiv.sqlite3", "lake/pieces.json", "files/a", "runs/000001/run.json"])
def test_a_real_office_is_never_claimed(tmp_path, what):
    (tmp_path / what).parent.mkdir(exist_ok=True, parents=True)
    (tmp_path / what).write_text("настоящее", encoding="utf-8")
    with pytest.raises(UsageError, match="данные настоящего кабинета"):
        claim(tmp_path)
    with pytest.raises(UsageError, match="занята другими файлами"):
        clear(tmp_path)
    assert (tmp_path / what).read_text(encoding="utf-8") == "настоящее"
    assert not (tmp_path / MARK).exists()


def test_a_real_office_does_not_open_a_training_folder(tmp_path):
    refuse_training(tmp_path)
    claim(tmp_path)
    with pytest.raises(UsageError, match="настоящие данные в нём не ведут"):
        refuse_training(tmp_path)


def test_clearing_removes_the_whole_folder(tmp_path):
    home = tmp_path / "demo"
    claim(home)
    (home / "lake").mkdir()
    (home / "lake" / "piece").write_text("1", encoding="utf-8")
    clear(home)
    assert not home.exists()
    clear(home)


def test_the_folder_of_the_demo_before_the_office_may_be_cleared(tmp_path):
    (tmp_path / "demo" / "report").mkdir(parents=True)
    (tmp_path / "demo" / "учебный-район.txt").write_text("Учебные данные", encoding="utf-8")
    clear(tmp_path / "demo")
    assert not (tmp_path / "demo").exists()
