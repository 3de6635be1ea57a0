"""Reference packs: region in, region out, nothing of a school or a small cell, nothing of another region."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from objektiv.analysis.comparison import Compared, compare
from objektiv.analysis.outputs import describe
from objektiv.analysis.pack_privacy import coarse, merge_small, spread_small
from objektiv.analysis.packs import adopt_pack, check_region, read_pack, write_pack
from objektiv.analysis.reduction import Reduced
from objektiv.analysis.references import build_reference
from objektiv.analysis.request import AnalysisRequest
from objektiv.analysis.result import AnalysisResult
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import UsageError
from objektiv.model.indicator import Cells, Estimates, Reference
from objektiv.model.scale import Part, Scale
from objektiv.model.tables import Array, Table

MA4 = AssessmentId.parse("vpr-2021-ma4")
COUNTS = np.array([3.0, 50.0, 4.0, 100.0, 9.0])
SCALE = Scale(MA4, (Part("1", 2), Part("2", 2)), 4, (1, 2, 4))
NONE = np.empty(0, dtype=np.int64)
CELLS = Cells(MA4, SCALE, NONE, NONE, NONE, ("все",), NONE, NONE)


def said(details: Mapping[str, Array]) -> tuple[Estimates, ...]:
    """What an indicator says of a region, of no school at all."""
    empty = np.empty(0)
    figures = (empty,) * 7
    return (Estimates("higher", NONE, *figures, empty.astype(bool), empty, 0.2, details),)


def compared(reference: Reference | None = None, **details: Mapping[str, Array]) -> Compared:
    known = reference or Reference(
        "loaded", "все ОО региона", 400, 166, True, 2.3733, 1.0234, 0.1, True,
        score_counts=COUNTS, part_facility=np.array([0.512345, 0.654321]),
        mark_shares=np.array([3, 50, 104, 9]) / 166, region=20,
    )  # fmt: skip
    estimates = {code: said(each) for code, each in details.items()}
    return Compared(Reduced(CELLS, Table({}), Table({}), ()), known, estimates, ())


def packed(one: Compared, tmp_path: Path) -> Reference:
    write_pack(tmp_path / "region.json", {MA4: one})
    return read_pack(tmp_path / "region.json")["vpr-2021-ma4"]


def test_a_pack_reads_back_as_the_region_it_was_made_of(tmp_path: Path) -> None:
    details = {"region_pooled_tau2": np.array([1.25]), "mean": np.empty(0)}
    pack = packed(compared(school_mean=details), tmp_path)
    assert (pack.kind, pack.title, pack.schools, pack.works, pack.region) == (
        "pack",
        "пакет региона: все ОО региона",
        400,
        166,
        20,
    )
    assert {key: value.tolist() for key, value in pack.parameters.items()} == {
        "school_mean:region_pooled_tau2": [1.25]
    }
    assert pack.score_counts is not None
    assert pack.score_counts.tolist() == [0.0, 53.0, 0.0, 113.0, 0.0]
    assert pack.mean == pytest.approx((53 + 3 * 113) / 166)


@given(st.lists(st.integers(0, 40), min_size=2, max_size=40))
@example([1] * 12)
@example([9, 9])
def test_no_small_cell_is_left_and_no_work_is_lost(counts: list[int]) -> None:
    merged = merge_small(np.array(counts))
    assert merged.sum() == sum(counts)
    assert not ((merged > 0) & (merged < 10)).any() or sum(counts) < 10


def test_a_small_cell_cannot_be_recovered_from_a_pack(tmp_path: Path) -> None:
    """Every figure of the pack is the same for regions that differ only in works that merging hides."""
    texts = set()
    for tail in ([3, 4, 2], [0, 9, 0], [8, 0, 1], [1, 1, 7]):
        counts = np.array([*tail, 200, 900, 1500, 1300, 700, 100], dtype=float)
        shares, works = counts / counts.sum(), counts.sum()
        reference = Reference(
            "loaded", "регион", 50, int(works), True, float(shares @ np.arange(9)),
            float(shares @ np.arange(9) ** 2), score_counts=counts, journal_shares=np.array([0.2, 0.7, 0.1]),
            mark_shares=np.add.reduceat(shares, [0, 3, 5, 7]), part_facility=np.array([0.5, 0.25]),
        )  # fmt: skip
        details = {
            "region_observed_curve": shares,
            "region_works": np.array([works]),
            "region_municipalities": np.array([7]),
            "region_municipality_works": np.array([works]),
            "region_municipality_moved_share": np.array([[0.01]]),
            "region_honest_curve": shares,
            "region_pooled_mean": np.array([shares @ np.arange(9)]),
            "region_mean": np.array([shares @ np.arange(9)]),
        }
        one = compared(reference, boundary_bunching=details, school_mean=details)
        packed(one, tmp_path)
        texts.add((tmp_path / "region.json").read_text(encoding="utf-8"))
    assert len(texts) == 1


def test_marks_of_a_pack_follow_from_its_merged_scores(tmp_path: Path) -> None:
    shares = packed(compared(), tmp_path).mark_shares
    assert shares is not None
    assert shares.tolist() == [0, 53 / 166, 113 / 166, 0]


def test_marks_without_scores_are_merged_themselves(tmp_path: Path) -> None:
    reference = Reference("report", "строка", 0, 100, True, mark_shares=np.array([0.04, 0.3, 0.6, 0.06]))
    shares = packed(compared(reference), tmp_path).mark_shares
    assert shares is not None
    assert shares.tolist() == [0, 0.34, 0.66, 0]


def test_rare_answers_to_journal_marks_and_parts_are_not_told_exactly(tmp_path: Path) -> None:
    reference = replace(
        compared().reference,
        works=1000,
        journal_shares=np.array([0.3, 0.697, 0.003]),
        part_facility=np.array([0.997, 0.5]),
    )
    pack = packed(compared(reference), tmp_path)
    assert pack.journal_shares is not None
    assert pack.part_facility is not None
    assert pack.journal_shares.tolist() == [0.3, 0.7, 0]
    assert pack.part_facility.tolist() == [0.99, 0.5]


@pytest.mark.parametrize(("schools", "works"), [(2, 100), (1, 15), (50, 9)])
def test_one_or_two_schools_are_no_region(tmp_path: Path, schools: int, works: int) -> None:
    few = replace(compared().reference, schools=schools, works=works)
    ru4 = AssessmentId.parse("vpr-2021-ru4")
    left_out = write_pack(tmp_path / "region.json", {MA4: compared(), ru4: compared(few)})
    assert left_out == (ru4,)
    assert set(read_pack(tmp_path / "region.json")) == {"vpr-2021-ma4"}
    with pytest.raises(UsageError, match="мало данных"):
        write_pack(tmp_path / "nothing.json", {ru4: compared(few)})
    assert not (tmp_path / "nothing.json").exists()


@given(st.lists(st.floats(0.001, 1), min_size=2, max_size=30), st.integers(10, 5000))
def test_a_spread_curve_stays_a_positive_distribution_without_small_groups(
    curve: list[float], works: int
) -> None:
    spread = spread_small(np.array(curve), works)
    assert spread.sum() == pytest.approx(1)
    assert (spread > 0).all()


def test_only_parameters_that_indicators_read_back_leave_the_region(tmp_path: Path) -> None:
    rest = {"region_p": np.array([0.5]), "region_hard": np.array([1.0]), "region_works": np.array([166])}
    pack = packed(compared(school_mean={"region_null": np.array([0.0, 1.0]), **rest}), tmp_path)
    assert set(pack.parameters) == {"school_mean:region_null"}


def test_a_mean_is_told_in_steps_of_ten_works_over_the_scale() -> None:
    assert coarse(12.3456, 0.05).item() == 12.35


@pytest.mark.parametrize(
    "text", ["", "{}", '{"format": "другой", "references": {}}', "[1]", "null", "[" * 9999]
)
def test_a_file_that_is_no_pack_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"x\.json — не пакет сравнения"):
        read_pack(tmp_path / "x.json")


WRONG: dict[str, Any] = {
    "references as a list": ("references", [1]),
    "a reference that is a number": ("references", {"vpr-2021-ma4": 1}),
    "region": ("region", "двадцать"),
    "region out of range": ("region", 777),
    "negative counts": ("score_counts", [10, -1, 20, 30, 40]),
    "counts of nothing": ("score_counts", [0, 0, 0, 0, 0]),
    "infinite counts": ("score_counts", [10, float("inf"), 20, 30, 40]),
    "counts in two dimensions": ("score_counts", [[10, 20], [30, 40]]),
    "ragged counts": ("score_counts", [[10], 20]),
    "counts as text": ("score_counts", "12345"),
    "three marks": ("mark_shares", [0.2, 0.3, 0.5]),
    "marks that do not sum to one": ("mark_shares", [0.2, 0.2, 0.2, 0.2]),
    "four answers to journal marks": ("journal_shares", [0.1, 0.2, 0.3, 0.4]),
    "completion above one": ("part_facility", [0.5, 1.5]),
    "parts against parts": ("parameters", {"item_profile:region_control": [0.5, 0.5, 0.5]}),
    "correlations of another size": ("parameters", {"item_profile:region_correlation": [1.0, 0.0, 1.0]}),
    "curve of another scale": ("parameters", {"boundary_bunching:region_honest_curve": [0.5, 0.5]}),
    "null of one figure": ("parameters", {"school_mean:region_null": [0.0]}),
    "empty parameter": ("parameters", {"boundary_bunching:region_rho": []}),
    "negative variance": ("parameters", {"school_mean:region_pooled_tau2": [-1.0]}),
    "parameters as a list": ("parameters", [1]),
    "mean as text": ("mean", "12"),
    "variance below zero": ("variance", -1),
    "works below zero": ("works", -5),
    "schools as a share": ("schools", 0.5),
    "title as a number": ("title", 5),
}


@pytest.mark.parametrize("case", sorted(WRONG))
def test_wrong_shapes_and_figures_are_refused_with_one_sentence(tmp_path: Path, case: str) -> None:
    path = tmp_path / "x.json"
    packed(compared(), tmp_path)
    data = json.loads((tmp_path / "region.json").read_text(encoding="utf-8"))
    name, value = WRONG[case]
    place = data if name in data else data["references"]["vpr-2021-ma4"]
    assert name in place
    place[name] = value
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(UsageError, match=r"x\.json — не пакет сравнения"):
        read_pack(path)


def test_a_missing_pack_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="не читается"):
        read_pack(tmp_path / "нет.json")


def test_a_pack_of_another_region_is_refused(tmp_path: Path) -> None:
    packs = {"vpr-2021-ma4": packed(compared(), tmp_path)}
    check_region(packs, [20])
    check_region(packs, [20, 77])
    check_region({"vpr-2021-ma4": replace(packs["vpr-2021-ma4"], region=0)}, [77])
    with pytest.raises(UsageError, match="сделан в регионе 20, а в данных школы региона 77"):
        check_region(packs, [77])


def test_a_pack_serves_the_schools_of_its_own_region_only(tmp_path: Path) -> None:
    pack = packed(compared(), tmp_path)
    assert build_reference(CELLS, (), pack, region=20).kind == "pack"
    assert build_reference(CELLS, (), pack, region=77).kind == "loaded"
    assert build_reference(CELLS, (), pack).kind == "pack"


def test_a_pack_of_another_scale_is_passed_over(tmp_path: Path) -> None:
    pack = packed(compared(), tmp_path)
    longer = replace(CELLS, score_counts=np.zeros((0, 9), dtype=np.int64))
    assert build_reference(longer, (), pack, region=20).kind == "loaded"
    fewer_parts = replace(CELLS, scale=replace(SCALE, parts=(Part("1", 4),)))
    assert build_reference(fewer_parts, (), pack, region=20).part_facility is None


def test_a_comparison_knows_its_region(tmp_path: Path) -> None:
    reduced = {MA4: Reduced(CELLS, Table({}), Table({}), ())}
    pack = {"vpr-2021-ma4": packed(compared(), tmp_path)}
    found = compare(reduced, pack, is_whole_region=False, say=lambda _: None, region=77)
    assert (found[MA4].region, found[MA4].reference.kind, found[MA4].reference.region) == (77, "loaded", 77)


def test_a_pack_is_adopted_whole_and_twice(tmp_path: Path) -> None:
    lake = Lake.open_or_create(tmp_path / "lake")
    write_pack(tmp_path / "region.json", {MA4: compared()})
    adopt_pack(tmp_path / "region.json", lake)
    kept = lake.folder / "reference.json"
    assert kept.read_bytes() == (tmp_path / "region.json").read_bytes()
    assert set(adopt_pack(kept, lake)) == {"vpr-2021-ma4"}
    assert kept.read_bytes() == (tmp_path / "region.json").read_bytes()


def test_a_run_names_the_pack_and_the_scales_by_their_content(tmp_path: Path) -> None:
    (tmp_path / "region.json").write_bytes(b"pack")
    (tmp_path / "scales.toml").write_bytes(b"scales")
    request = AnalysisRequest(pack=tmp_path / "region.json")
    result = AnalysisResult("", (), {}, {}, (), (), request.parameters(tmp_path), "1")
    said = describe(result)["parameters"]
    assert said["reference_pack_sha256"] == hashlib.sha256(b"pack").hexdigest()
    assert said["scales_sha256"] == hashlib.sha256(b"scales").hexdigest()
    assert str(tmp_path) not in json.dumps(said)


def test_without_pack_and_scales_no_hash_is_told(tmp_path: Path) -> None:
    assert not [key for key in AnalysisRequest().parameters(tmp_path) if key.endswith("sha256")]
