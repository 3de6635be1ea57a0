from __future__ import annotations

from dataclasses import replace

import numpy as np

from objektiv.model.assessment import AssessmentId
from objektiv.model.indicator import Cells, Reference
from objektiv.model.scale import Part, Scale
from objektiv.statistics.control_sample import ALL, LISTED, OBSERVED, REGION_ROW
from objektiv.statistics.profile_comparison import compare_profiles, control_notes

MA4 = AssessmentId.parse("vpr-2021-ma4")
SCALE = Scale(MA4, tuple(Part(str(k), 1) for k in range(1, 9)), 8)
PARTS = len(SCALE.parts)
LOADED = Reference("loaded", "загруженные ОО", 0, 0, False)
ROW = Reference("report", "строка отчёта «регион»", 0, 9000, True, part_facility=np.linspace(0.9, 0.2, PARTS))


def cells_of(schools: int, works: int = 30, seed: int = 1) -> Cells:
    rng = np.random.default_rng(seed)
    ability = rng.normal(0, 0.4, (schools, 1, 1)) + rng.normal(0, 0.9, (schools, works, 1))
    points = rng.binomial(1, 1 / (1 + np.exp(-(ability + np.linspace(1.5, -1.5, PARTS)))))
    raw = points.sum(axis=2)
    counts = np.stack([np.bincount(row, minlength=9) for row in raw])
    zeros = np.zeros((schools, PARTS), dtype=np.int64)
    return Cells(
        assessment=MA4,
        scale=SCALE,
        schools=990001 + np.arange(schools),
        municipalities=np.ones(schools, dtype=np.int64),
        strata=np.zeros(schools, dtype=np.int64),
        stratum_titles=("все",),
        present=np.full(schools, works),
        absent=np.zeros(schools, dtype=np.int64),
        score_counts=counts,
        part_n=zeros + works,
        part_sum=points.sum(axis=1).astype(float),
        part_sum2=points.sum(axis=1).astype(float),
        part_cross=(points * raw[..., None]).sum(axis=1).astype(float),
        part_not_taught=zeros,
    )


def compare(cells: Cells, reference: Reference = LOADED):
    found = compare_profiles(cells, reference)
    assert not isinstance(found, str)
    return found


def test_without_scale_or_parts_there_is_a_reason_for_all() -> None:
    cells = cells_of(3)
    assert compare_profiles(replace(cells, scale=None), LOADED) == "нет шкалы"
    assert compare_profiles(replace(cells, part_sum=None), LOADED) == "нет данных"


def test_each_school_gets_the_first_reason_that_applies() -> None:
    cells = cells_of(40)
    part_n, part_sum = cells.part_n.copy(), cells.part_sum.copy()
    counts, not_taught = cells.score_counts.copy(), cells.part_not_taught.copy()
    strata = cells.strata.copy()
    strata[0] = -1
    counts[1] = [0, 1, 1, 1, 1, 0, 0, 0, 0]
    part_n[1] = 4
    part_sum[1] = 2
    not_taught[2, 0] = 30
    part_n[2, 0] = part_sum[2, 0] = 0
    part_sum[3] = 30
    part_sum[4] = 0
    part_n[5, :4] = part_sum[5, :4] = 0
    part_n[6] = part_sum[6] = 0
    found = compare(
        replace(
            cells,
            strata=strata,
            score_counts=counts,
            part_n=part_n,
            part_sum=part_sum,
            part_not_taught=not_taught,
        )
    )
    assert found.reason[:8].tolist() == [
        "специальная школа не сравнивается",
        "мало участников",
        "неполная работа",
        "потолок",
        "почти все баллы нулевые",
        "мало заданий",
        "нет данных",
        "",
    ]
    assert found.applicable.sum() == 33
    assert not found.control.members[:5].any()


def test_a_tenth_of_parts_not_taught_is_still_judged() -> None:
    cells = cells_of(40)
    not_taught = cells.part_not_taught.copy()
    not_taught[2, 0] = 24
    assert compare(replace(cells, part_not_taught=not_taught)).reason[2] == ""
    not_taught[2, 0] = 25
    assert compare(replace(cells, part_not_taught=not_taught)).reason[2] == "неполная работа"


def test_thirty_schools_are_a_control_sample_and_twenty_nine_are_not() -> None:
    assert compare(cells_of(30)).control.kind == ALL
    found = compare(cells_of(29))
    assert set(found.reason.tolist()) == {"мало контрольной выборки"}
    assert found.fit is None
    assert control_notes(found, LOADED) == ("Контрольная выборка меньше 30 школ, строки региона нет.",)


def test_few_loaded_schools_are_judged_by_the_printed_row_of_the_region() -> None:
    found = compare(cells_of(12), ROW)
    assert found.control.kind == REGION_ROW
    assert found.applicable.all()
    (note,) = control_notes(found, ROW)
    assert note == (
        "Контрольной выборки из 30 школ нет, взята строка отчёта «регион»; различия школ по отдельным заданиям не "
        "измерены и приняты по умолчанию: 0,25 логита²; рядом — p-значения при 0,125 и 0,500."
    )


def test_completion_of_the_few_loaded_schools_is_no_reference_for_themselves() -> None:
    own = replace(LOADED, part_facility=np.linspace(0.9, 0.2, PARTS))
    assert set(compare(cells_of(12), own).reason.tolist()) == {"мало контрольной выборки"}


def test_the_list_and_the_observed_schools_are_named_in_their_order() -> None:
    cells = cells_of(80)
    listed = {"control_sample": cells.schools[:35]}
    observed = {**listed, "observed_schools": cells.schools[40:75]}
    by_list = compare(cells, replace(LOADED, parameters=listed))
    assert by_list.control.kind == LISTED
    assert by_list.control.members.sum() == 35
    assert control_notes(by_list, LOADED)[0].startswith(
        "Контрольная выборка — список пользователя. Школ в ней 35, "
    )
    assert compare(cells, replace(LOADED, parameters=observed)).control.kind == OBSERVED
    short = replace(LOADED, parameters={"control_sample": cells.schools[:12]})
    found = compare(cells, short)
    assert found.control.kind == ALL
    assert control_notes(found, short)[0] == (
        "В выборке «список пользователя» школ только 12 из 30 нужных: она не взята."
    )
    assert control_notes(found, short)[1].startswith(
        "Контрольная выборка — все школы процедуры, кроме проверяемой. Школ в ней 80, "
    )
