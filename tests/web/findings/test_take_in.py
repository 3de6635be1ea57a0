"""Results of a run in the database."""

from __future__ import annotations

import pytest
from cast import Cast
from district import YEAR, District, make_run

from objektiv.model.errors import LakeError
from objektiv.web.assessments.domain.runs import activate
from objektiv.web.audit.models import Record
from objektiv.web.findings.domain import take_in
from objektiv.web.findings.models import (
    CheckedExplanation,
    IndicatorResult,
    OfficialSign,
    ResultSet,
    SchoolResult,
)
from objektiv.web.territory.models import Unit

pytestmark = pytest.mark.django_db


def test_taken_in_results_equal_those_of_the_analysis(district: District):
    (year,) = district.result.years
    stored = {
        one.school.school_code: (one.zone, one.works, ";".join(one.families), one.conclusion, one.q_value)
        for one in district.taken.schools.select_related("school")
    }
    said = {
        int(row["school"]): (
            row["zone"], row["works"], row["families"], row["conclusion"],
            pytest.approx(row["q_value"]) if row["q_value"] == row["q_value"] else None,
        )
        for row in year.schools.rows()
    }  # fmt: skip
    assert stored == said


def test_every_row_of_estimates_is_there(district: District):
    (year,) = district.result.years
    rows = IndicatorResult.objects.values_list(
        "result__school__code", "assessment__code", "indicator", "direction", "n", "is_finding", "applicable", "reason"
    )  # fmt: skip
    table = year.estimates
    columns = ("assessment", "indicator", "direction", "n", "is_finding", "applicable", "reason")
    said = zip(
        *([f"{code:06d}" for code in table["school"]], *(table[name] for name in columns)), strict=True
    )
    assert set(rows) == {tuple(getattr(v, "item", lambda v=v: v)() for v in row) for row in said}
    assert IndicatorResult.objects.count() == len(table)


def test_figures_survive_the_way(district: District):
    (year,) = district.result.years
    table = year.estimates.filter(year.estimates["is_finding"])
    row = next(iter(table.rows()))
    stored = IndicatorResult.objects.get(
        result__school__code=f"{row['school']:06d}",
        assessment__code=row["assessment"],
        indicator=row["indicator"],
        direction=row["direction"],
    )
    names = ("observed", "expected", "effect", "lower", "upper", "p_value")
    assert [getattr(stored, name) for name in names] == pytest.approx([row[name] for name in names])


def test_official_signs_are_there(district: District):
    (year,) = district.result.years
    assert OfficialSign.objects.count() == len(year.official)
    assert OfficialSign.objects.filter(flag=True).count() == int(year.official["flag"].sum())


def test_explanations_and_what_the_csv_lacks_come_from_the_office_pack(district: District):
    (year,) = district.result.years
    said = {
        (f"{one.school:06d}", one.assessment, one.code, one.status, one.sentence) for one in year.explanations
    }
    stored = CheckedExplanation.objects.values_list(
        "result__school__code", "assessment__code", "code", "status", "sentence"
    )
    assert set(stored) == said
    assert district.taken.expected_confirmed == dict(year.expected_confirmed)
    assert set(district.taken.passports) == set(district.result.passports)
    assert district.taken.is_training


def test_signs_are_a_priority_a_finding_or_an_official_sign(district: District):
    for one in district.taken.schools.all():
        official = one.official_signs.filter(flag=True).count()
        found = one.indicators.filter(is_finding=True, direction="higher").count()
        assert (one.findings, one.official_flags) == (found, official)
        assert one.has_signs == (one.zone in ("red", "amber") or found > 0 or official > 0)
    assert {one.has_signs for one in district.taken.schools.all()} == {True, False}


def test_procedures_carry_what_they_were_compared_with(district: District):
    (year,) = district.result.years
    said = {
        str(one.cells.assessment): (
            one.reference.kind,
            one.reference.title,
            one.reference.schools,
            one.reference.works,
        )
        for one in year.assessments
    }
    stored = {
        one.code: (one.reference_kind, one.reference_title, one.reference_schools, one.reference_works)
        for one in district.taken.assessments.all()
    }
    assert stored == said


def test_taking_in_twice_changes_nothing(district: District):
    before = (IndicatorResult.objects.count(), SchoolResult.objects.count(), Record.objects.count())
    assert take_in(district.taken.run, by=None) == district.taken
    assert (IndicatorResult.objects.count(), SchoolResult.objects.count(), Record.objects.count()) == before


def test_taking_in_is_written_in_the_journal(district: District):
    entry = Record.objects.get(verb="results.taken_in")
    assert entry.unit_path == district.cast.region.path
    assert entry.new == {"run": district.taken.run_id, "schools": 12, "unknown_schools": 0}


def test_schools_unknown_to_the_territory_are_named(cast: Cast, unloaded):
    run, ours, _ = unloaded
    gone = ours[0].code
    Unit.objects.filter(pk=ours[0].pk).update(code="999999")
    taken = take_in(run, by=None)
    assert taken.unknown_schools == [gone]
    assert taken.schools.count() == 11
    assert sum(taken.zone_counts.values()) == 11


def test_a_run_of_a_municipality_brings_only_its_schools(cast: Cast, unloaded, analysed):
    _, ours, _ = unloaded
    run = make_run(cast, analysed[1], unit=cast.municipality)
    taken = take_in(run, by=None)
    assert set(taken.schools.values_list("school", flat=True)) == {one.pk for one in ours}
    assert taken.unknown_schools == []


def test_a_run_without_the_office_pack_has_its_tables(cast: Cast, unloaded, analysed, tmp_path):
    for name in ("schools.csv", "official.csv", "estimates.parquet", "run.json"):
        (tmp_path / name).write_bytes((analysed[1] / name).read_bytes())
    taken = take_in(make_run(cast, tmp_path), by=None)
    assert taken.schools.count() == 12
    assert taken.expected_confirmed == {}
    assert taken.assessments.get(code="vpr-2021-ma4").reference_schools == 12


@pytest.mark.parametrize("damaged", ["schools.csv", "estimates.parquet", "run.json", "office.json"])
def test_damaged_files_are_told_in_words_and_nothing_is_left(
    cast: Cast, unloaded, analysed, tmp_path, damaged
):
    for file in analysed[1].iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / damaged).write_bytes(b"{\x00broken")
    with pytest.raises(LakeError, match="Запустите расчёт ещё раз"):
        take_in(make_run(cast, tmp_path), by=None)
    assert not ResultSet.objects.exists()


def test_missing_files_are_told_in_words(cast: Cast, unloaded, tmp_path):
    with pytest.raises(LakeError, match="не прочитаны"):
        take_in(make_run(cast, tmp_path / "nowhere"), by=None)


def test_a_year_without_rows_is_empty(cast: Cast, unloaded, analysed):
    taken = take_in(make_run(cast, analysed[1], school_year="2018/19"), by=None)
    assert (taken.schools.count(), taken.assessments.count()) == (0, 0)


def test_activating_a_run_takes_its_results_in(cast: Cast, unloaded):
    run, _, _ = unloaded
    run.is_active = False
    run.save()
    activate(run, by=cast.region_coordinator)
    taken = ResultSet.objects.get(run=run)
    assert taken.school_year == YEAR
    assert Record.objects.get(verb="results.taken_in").actor_id == cast.region_coordinator.pk


def test_a_run_whose_files_are_damaged_does_not_become_active(cast: Cast, unloaded, tmp_path):
    run = make_run(cast, tmp_path, kind="operative")
    with pytest.raises(LakeError):
        activate(run, by=cast.region_coordinator)
    run.refresh_from_db()
    assert not run.is_active
