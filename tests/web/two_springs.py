"""The same forty training schools in two springs: a stored run of each, computed once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from cast import Cast
from district import make_run
from django.utils import timezone
from plan_words import scan

from objektiv.analysis.importing import load
from objektiv.analysis.outputs import write_tables
from objektiv.analysis.request import AnalysisRequest
from objektiv.analysis.run import analyse
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId
from objektiv.scales.loader import CONFIRMED_FILE
from objektiv.scales.scale_file import write_user_scale
from objektiv.simulation.plan import training_plan
from objektiv.simulation.simulate import WORKBOOKS
from objektiv.simulation.world import build_world
from objektiv.simulation.years import scales_of_years, simulate_years
from objektiv.web.assessments.models import Run
from objektiv.web.effects import domain
from objektiv.web.effects.models import Question
from objektiv.web.findings.domain import take_in
from objektiv.web.findings.models import ResultSet
from objektiv.web.plans import domain as plans
from objektiv.web.plans.models import Action, Plan
from objektiv.web.territory.domain import add_unit
from objektiv.web.territory.models import Unit

SCHOOLS = 40
FIRST, SECOND = "2020/21", "2021/22"
PLAN_YEAR = SECOND
BEFORE, AFTER, COHORT = map(AssessmentId.parse, ("vpr-2021-ma4", "vpr-2022-ma4", "vpr-2022-ma5"))


@dataclass
class Stored:
    """Folders of the two runs by school year, and the schools."""

    folders: dict[str, Path]
    names: dict[int, str]


def store(folder: Path) -> Stored:
    """Simulate, load, analyse, write."""
    known = scales_of_years((2021, 2022))
    scales = {work: known[work] for work in (BEFORE, AFTER, COHORT)}
    plan = replace(training_plan(SCHOOLS, 2), assessments=tuple(scales), kept_share=0.6)
    world = build_world(plan, 5, scales)
    simulate_years(folder, world, processes=1)
    lake = Lake.open_or_create(folder / "lake")
    for scale in scales.values():
        write_user_scale(lake.folder / CONFIRMED_FILE, scale)
    load([folder / WORKBOOKS], folder / "lake")
    names: dict[int, str] = {}
    folders = {}
    for year in (FIRST, SECOND):
        result = analyse(Lake.open(folder / "lake"), AnalysisRequest(school_year=year, is_whole_region=True))
        folders[year] = folder / f"run-{year[:4]}"
        write_tables(result, folders[year])
        names |= {code: one.name for code, one in result.names.items()}
    return Stored(folders, names)


@dataclass
class Springs:
    """The territory with both runs: thirty schools are ours, ten of the other municipality."""

    cast: Cast
    stored: Stored
    first: ResultSet
    ours: list[Unit]
    others: list[Unit]
    second: ResultSet | None = None

    def second_comes(self) -> Run:
        """The run of the later spring acts from now on."""
        run = make_run(self.cast, self.stored.folders[SECOND], school_year=SECOND, is_active=True)
        self.second = take_in(run, by=None)
        return run

    def codes(self, units: list[Unit]) -> frozenset[int]:
        return frozenset(one.school_code for one in units)


def add_springs(cast: Cast, stored: Stored) -> Springs:
    """Schools of the runs, and the first run acting."""
    units = [
        add_unit(
            level="school", code=f"{code:06d}", title=stored.names[code], by=None,
            parent=cast.municipality if number < 30 else cast.other_municipality,
        )
        for number, code in enumerate(sorted(stored.names))
    ]  # fmt: skip
    run = make_run(cast, stored.folders[FIRST], school_year=FIRST, is_active=True)
    return Springs(cast, stored, take_in(run, by=None), units[:30], units[30:])


def ask(action: Action, by, springs: Springs, **more) -> Question:
    """The six first schools of ours are treated, unless said otherwise."""
    known = {
        "indicator": "school_mean", "direction": "higher", "treated": springs.ours[:6], "before": BEFORE,
        "after": AFTER,
    }  # fmt: skip
    return domain.ask(action, by=by, **{**known, **more})


def approve(plan: Plan, head) -> Plan:
    """By an order of today."""
    return plans.approve_plan(
        Plan.objects.get(pk=plan.pk), by=head, document="приказ", document_number="15",
        document_date=timezone.localdate(), signed_by="начальник", scan=scan(),
    )  # fmt: skip
