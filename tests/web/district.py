"""A small training district: its analysis in a folder, its schools in the territory of the cast, its results."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cast import Cast

from objektiv.analysis.importing import load
from objektiv.analysis.outputs import write_tables
from objektiv.analysis.request import AnalysisRequest
from objektiv.analysis.result import AnalysisResult
from objektiv.analysis.run import analyse
from objektiv.lake.lake import Lake
from objektiv.reports.office_pack import write_office_pack
from objektiv.simulation.simulate import simulate_district
from objektiv.web.assessments.models import Run
from objektiv.web.findings.models import ResultSet, SchoolResult
from objektiv.web.territory.domain import add_unit
from objektiv.web.territory.models import Unit

SCHOOLS = 12
YEAR = "2020/21"


def analyse_district(folder: Path) -> tuple[AnalysisResult, Path]:
    """Simulate, load, analyse, write; the folder of the run is returned too. About three seconds."""
    simulate_district(folder, seed=1, schools=SCHOOLS)
    load([folder / "workbooks"], folder / "lake")
    result = analyse(Lake.open(folder / "lake"), AnalysisRequest(is_whole_region=True))
    write_tables(result, folder / "run")
    write_office_pack(result, folder / "run")
    return result, folder / "run"


@dataclass
class District:
    """Schools of the run in our municipality (of the cast) and in the other; what was taken in."""

    cast: Cast
    result: AnalysisResult
    taken: ResultSet
    ours: list[Unit]
    others: list[Unit]

    def of_zone(self, *zones: str) -> SchoolResult:
        """A school of our municipality in one of the zones."""
        found = self.taken.schools.filter(zone__in=zones, school__in=self.ours).select_related(
            "school", "result_set__run"
        )
        return found.order_by("school__code")[0]

    @property
    def signed(self) -> SchoolResult:
        """A school of ours with signs."""
        return self.of_zone("red", "amber")

    @property
    def plain(self) -> SchoolResult:
        """A school of ours without signs."""
        found = self.taken.schools.filter(has_signs=False, school__in=self.ours)
        return found.select_related("school", "result_set__run").order_by("school__code")[0]


def make_run(cast: Cast, folder: Path, **known: object) -> Run:
    """A run that is done, with its files in place."""
    fields = {
        "unit": cast.region,
        "school_year": YEAR,
        "kind": "final",
        "lake_generation": 1,
        "state": "done",
    }
    run = Run.objects.create(**{**fields, **known})
    if run.folder.is_symlink():
        run.folder.unlink()
    run.folder.parent.mkdir(parents=True, exist_ok=True)
    run.folder.symlink_to(folder, target_is_directory=True)
    return run


def add_schools(cast: Cast, result: AnalysisResult) -> list[Unit]:
    """Schools of the district: two thirds in our municipality, the others in the other."""
    codes = sorted(result.names)
    places = [
        cast.municipality if i < SCHOOLS * 2 // 3 else cast.other_municipality for i in range(len(codes))
    ]
    return [
        add_unit(level="school", code=str(code), title=result.names[code].name, parent=place, by=None)
        for code, place in zip(codes, places, strict=True)
    ]
