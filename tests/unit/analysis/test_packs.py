"""Reference packs: region in, region out, nothing of a school or a small cell."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from objektiv.analysis.comparison import Compared
from objektiv.analysis.packs import merge_small, read_pack, write_pack
from objektiv.analysis.reduction import Reduced
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import UsageError
from objektiv.model.indicator import Cells, Estimates, Reference
from objektiv.model.tables import Table

MA4 = AssessmentId.parse("vpr-2021-ma4")


def compared() -> Compared:
    none = np.empty(0, dtype=np.int64)
    cells = Cells(MA4, None, none, none, none, ("все",), none, none)
    empty = np.empty(0)
    details = {"region_tau2": np.array([1.25]), "mean": empty}
    estimates = Estimates(
        "higher",
        none,
        empty,
        empty,
        empty,
        empty,
        empty,
        empty,
        empty,
        empty.astype(bool),
        empty,
        0.2,
        details,
    )
    reference = Reference(
        "loaded", "все ОО региона", 400, 9000, True, 12.5, 14.0, 0.1, True,
        score_counts=np.array([3.0, 50.0, 4.0, 100.0, 9.0]), mark_shares=np.array([0.1, 0.2, 0.5, 0.2]),
    )  # fmt: skip
    return Compared(Reduced(cells, Table({}), Table({}), ()), reference, {"school_mean": (estimates,)}, ())


def test_a_pack_reads_back_as_the_region_it_was_made_of(tmp_path: Path) -> None:
    write_pack(tmp_path / "region.json", {MA4: compared()})
    pack = read_pack(tmp_path / "region.json")["vpr-2021-ma4"]
    assert (pack.kind, pack.title, pack.schools, pack.works) == (
        "pack",
        "пакет региона: все ОО региона",
        400,
        9000,
    )
    assert (pack.mean, pack.variance, pack.part_facility) == (12.5, 14.0, None)
    assert pack.mark_shares is not None
    assert pack.mark_shares.tolist() == [0.1, 0.2, 0.5, 0.2]
    assert {key: value.tolist() for key, value in pack.parameters.items()} == {
        "school_mean:region_tau2": [1.25]
    }
    assert pack.score_counts is not None
    assert pack.score_counts.tolist() == [0.0, 53.0, 0.0, 113.0, 0.0]


@given(st.lists(st.integers(0, 40), min_size=2, max_size=40))
def test_no_small_cell_is_left_and_no_work_is_lost(counts: list[int]) -> None:
    merged = merge_small(np.array(counts))
    assert merged.sum() == sum(counts)
    assert not ((merged > 0) & (merged < 10)).any() or sum(counts) < 10


@pytest.mark.parametrize("text", ["", "{}", '{"format": "другой", "references": {}}'])
def test_a_file_that_is_no_pack_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"x\.json — не пакет сравнения"):
        read_pack(tmp_path / "x.json")


def test_a_missing_pack_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="не читается"):
        read_pack(tmp_path / "нет.json")
