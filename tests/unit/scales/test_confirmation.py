from __future__ import annotations

from pathlib import Path

import pytest

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import UsageError
from objektiv.model.scale import Part, Scale
from objektiv.scales.confirmation import confirm_scale, store_inferred, waiting_scale
from objektiv.scales.loader import load_registry

MA6 = AssessmentId.parse("dkr-2024-ma6")
RU4 = AssessmentId.parse("vpr-2026-ru4")


def inferred(boundaries: tuple[int, int, int] = (2, 3, 5)) -> Scale:
    return Scale(MA6, (Part("1", 6),), 6, boundaries, source="выведена из файла «а.xlsx»", trust="inferred")


def test_inferred_scale_works_after_one_confirmation(tmp_path: Path) -> None:
    store_inferred(tmp_path, inferred((1, 2, 3)))
    store_inferred(tmp_path, inferred())
    before = load_registry(lake=tmp_path).scale(MA6)
    assert before is not None
    assert before.boundaries is None
    confirm_scale(tmp_path, waiting_scale(tmp_path, MA6))
    after = load_registry(lake=tmp_path).scale(MA6)
    assert after is not None
    assert (after.boundaries, after.trust) == ((2, 3, 5), "user")
    assert after.source == "выведена из файла «а.xlsx»; подтверждена"
    assert "dkr" not in (tmp_path / "inferred-scales.toml").read_text(encoding="utf-8")
    assert load_registry(lake=tmp_path).refused == ()


def test_inferred_scale_of_the_package_is_confirmed_for_the_lake(tmp_path: Path) -> None:
    confirm_scale(tmp_path, waiting_scale(tmp_path, RU4))
    scale = load_registry(lake=tmp_path).scale(RU4)
    assert scale is not None
    assert (scale.boundaries, len(scale.parts), scale.trust) == ((10, 17, 22), 15, "user")
    untouched = load_registry().scale(RU4)
    assert untouched is not None
    assert untouched.boundaries is None


def test_confirmed_file_alone_is_enough_to_know_the_scale(tmp_path: Path) -> None:
    confirm_scale(tmp_path, waiting_scale(tmp_path, RU4))
    scale = load_registry(tmp_path / "scales.toml").scale(RU4)
    assert scale is not None
    assert scale.boundaries == (10, 17, 22)


def test_scale_that_does_not_wait_cannot_be_confirmed(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="vpr-2021-ma4 не ждёт подтверждения"):
        waiting_scale(tmp_path, AssessmentId.parse("vpr-2021-ma4"))
    confirm_scale(tmp_path, waiting_scale(tmp_path, RU4))
    with pytest.raises(UsageError, match="не ждёт подтверждения"):
        waiting_scale(tmp_path, RU4)
