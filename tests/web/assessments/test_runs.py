"""Runs: a folder of their own that is written once, one active run for every school, downloads for who may see all."""

from __future__ import annotations

import json
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from objektiv.model.errors import UsageError
from objektiv.web.assessments.domain.runs import activate, compute, loaded_years, start_run
from objektiv.web.assessments.models import Run
from objektiv.web.assessments.signals import run_activated

pytestmark = pytest.mark.django_db


@pytest.fixture
def start(cast, make, load_in, run_jobs):
    """Results of three schools in two municipalities are there; start a run and have it computed."""
    load_in(
        make((990001, "А", range(1, 13)), (990002, "А", range(1, 13))),
        make(
            (990003, "А", range(1, 13)),
            municipality=970002,
            name="Школа №3 математика, 4 класс. ВПР 2021.xlsx",
        ),
        by=cast.analyst,
    )

    def started(unit=None, by=None, kind: str = "final", **known) -> Run:
        with run_jobs():
            run = start_run(
                unit=unit or cast.region, school_year="2020/21", kind=kind, by=by or cast.analyst, **known
            )
        return Run.objects.get(pk=run.pk)

    return started


def test_a_run_has_its_files_counts_and_fingerprint(start, home) -> None:
    run = start()
    assert (run.state, run.lake_generation, sum(run.zones.values())) == ("done", 1, 3)
    names = {path.name for path in run.files}
    assert names >= {
        "run.json",
        "report.html",
        "report.xlsx",
        "report.docx",
        "schools.csv",
        "estimates.parquet",
    }
    assert run.folder == home / "runs" / f"{run.pk:06d}"
    assert [path.name for path in (home / "runs").iterdir()] == [run.folder.name]
    assert len(run.sha256) == 64


def test_the_same_run_again_stands_beside_and_is_the_same(start) -> None:
    one, two = start(), start()
    assert one.folder != two.folder
    assert one.sha256 == two.sha256


def test_no_folder_is_written_twice(start, cast) -> None:
    run = start()
    before = (run.folder / "run.json").read_bytes()
    Run.objects.update(state="started")
    run.refresh_from_db()
    with pytest.raises(UsageError, match="не переписывается"):
        compute(run, lambda *_: None)
    assert (run.folder / "run.json").read_bytes() == before


def test_a_run_of_a_municipality_speaks_of_its_schools_alone(start, cast) -> None:
    run = start(unit=cast.municipality, by=cast.coordinator)
    assert sum(run.zones.values()) == 2
    with ZipFile(run.folder / "office-pictures.zip") as archive:
        assert [
            name for name in archive.namelist() if b"990003" in archive.read(name) or "990003" in name
        ] == []
    for name in ("report.html", "schools.csv", "run.json", "estimates.csv", "office.json"):
        assert "990003" not in (run.folder / name).read_text(encoding="utf-8")
    inputs = json.loads((run.folder / "run.json").read_text(encoding="utf-8"))["inputs"]
    assert sorted(one["name"] for one in inputs) == [
        "Математика, 4 класс. ВПР 2021.xlsx",
        "файл другой территории",
    ]
    assert all(len(one["sha256"]) == 64 for one in inputs)


def test_a_municipality_does_not_say_that_the_region_is_complete(start, cast) -> None:
    assert not start(unit=cast.municipality, by=cast.coordinator, is_whole_region=True).is_whole_region
    assert start(is_whole_region=True).is_whole_region


def test_runs_are_started_where_one_has_the_right(start, cast) -> None:
    for by, unit in (
        (cast.coordinator, cast.region), (cast.coordinator, cast.other_municipality), (cast.deputy, cast.school),
        (cast.analyst, cast.school), (cast.stranger, cast.region),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            start_run(unit=unit, school_year="2020/21", kind="final", by=by)
    with pytest.raises(ValidationError, match="считать нечего"):
        start_run(unit=cast.region, school_year="2019/20", kind="final", by=cast.analyst)


def test_years_are_those_of_the_lake(start) -> None:
    assert loaded_years() == ("2020/21",)


def test_an_empty_lake_has_no_years(db) -> None:
    assert loaded_years() == ()


def test_of_a_year_and_a_pass_one_run_is_active(start, cast) -> None:
    first, second, other_pass = start(), start(), start(kind="operative")
    for run in (first, other_pass, second):
        activate(run, by=cast.analyst)
    assert list(Run.objects.filter(is_active=True).order_by("pk")) == [second, other_pass]


def test_a_run_of_the_region_takes_the_place_of_those_of_its_municipalities_and_not_the_other_way(
    start, cast
) -> None:
    ours = start(unit=cast.municipality, by=cast.coordinator)
    activate(ours, by=cast.coordinator)
    region = start()
    activate(region, by=cast.analyst)
    assert list(Run.objects.filter(is_active=True)) == [region]
    again = start(unit=cast.municipality, by=cast.coordinator)
    with pytest.raises(ValidationError, match=f"расчёт № {region.pk} всего региона"):
        activate(again, by=cast.coordinator)
    with pytest.raises(PermissionDenied):
        activate(region, by=cast.coordinator)


def test_upper_floors_hear_of_it_inside_the_transaction(start, cast) -> None:
    first, second = start(), start()
    heard = []

    def hear(**said: object) -> None:
        heard.append((said["run"], said["replaced"], said["by"]))

    def refuse(**_: object) -> None:
        raise ZeroDivisionError

    run_activated.connect(hear)
    try:
        activate(first, by=cast.analyst)
        activate(second, by=cast.analyst)
        assert heard == [(first, (), cast.analyst), (second, (first,), cast.analyst)]
        run_activated.connect(refuse)
        with pytest.raises(ZeroDivisionError):
            activate(start(), by=cast.analyst)
    finally:
        run_activated.disconnect(hear)
        run_activated.disconnect(refuse)
    assert list(Run.objects.filter(is_active=True)) == [second]


def test_the_acting_run_leads_to_the_findings(start, cast, as_, settings) -> None:
    settings.IS_DEMO = True  # people of the region would be led to one-time codes first
    run, browser = start(), as_(cast.analyst)
    link = 'href="/findings/">Какие это школы'
    assert link not in browser.get(f"/runs/{run.pk}/").content.decode()
    activate(run, by=cast.analyst)
    assert link in browser.get(f"/runs/{run.pk}/").content.decode()
