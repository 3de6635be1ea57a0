"""The training district from nothing to a whole office, read as a table of contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from objektiv.model.errors import UsageError
from objektiv.simulation.municipal_sets import write_municipal_sets
from objektiv.simulation.plan import TrainingYears
from objektiv.simulation.simulate import WORKBOOKS
from objektiv.simulation.territory import Territory
from objektiv.simulation.training_home import finish
from objektiv.simulation.years import simulate_years, training_works, world_of_years
from objektiv.web.access.models import User
from objektiv.web.assessments.domain.procedures import add_procedure, move_procedure
from objektiv.web.assessments.enums import Kind, ProcedureState
from objektiv.web.findings.enums import MARKED_ZONES
from objektiv.web.findings.models import SchoolResult
from objektiv.web.territory.domain import add_unit
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit
from objektiv.web.training.domain.casework import make_cases
from objektiv.web.training.domain.planning import make_plans
from objektiv.web.training.domain.results import (
    activate_runs,
    compute_runs,
    load_year,
    start_runs,
    tell_scales,
)
from objektiv.web.training.domain.school_help import load_stable_codes, make_risk_entry
from objektiv.web.training.people import add_coordinator, add_people

Say = Callable[[int, int, str], None]

REGION = "97"  # no subject of the Federation has it
TITLES = (
    "Северный район", "Озёрный район", "Заречный район", "Лесной район", "Степной район", "Горный район",
    "Речной район", "Полевой район",
)  # fmt: skip
OVER = (
    ProcedureState.RUNNING,
    ProcedureState.RESULTS,
    ProcedureState.CLOSED,
)  # the steps of what was written
BOOKS, LOADING, RUNS, CASES, END = 0, 30, 45, 90, 100  # shares of the time that the stages take, percent


def make_training_district(wanted: TrainingYears, say: Say, processes: int | None = None) -> None:
    """Fill an empty office of training; UsageError when it is no office of training or not empty.

    ``processes``: how many work at once; 1: everything in this process.
    """
    if not settings.IS_DEMO:
        raise UsageError("учебный район делается только в учебном кабинете.", "Задайте OBJEKTIV_DEMO=1.")
    if Unit.objects.exists():
        raise UsageError("в этом кабинете уже есть территория.", "Укажите другую папку в OBJEKTIV_HOME.")
    home = Path(settings.OBJEKTIV_HOME)
    world = world_of_years(wanted)
    simulate_years(home / "training", world, _part(say, BOOKS, LOADING), processes)
    region, municipalities = _make_territory(world.territory)
    titles = {number: unit.title for number, unit in municipalities.items()}
    write_municipal_sets(home / "training", wanted, titles)
    _add_calendar(region, wanted.years)
    tell_scales((*wanted.years, wanted.years[-1] + 1))  # the municipal sets are of the next spring
    for number, year in enumerate(wanted.years):
        say(LOADING + number * (RUNS - LOADING) // len(wanted.years), END, f"загрузка книг {year} года")
        load_year(region, home / "training" / WORKBOOKS / str(year))
    started = start_runs(region)
    compute_runs(started, _part(say, RUNS, CASES), processes)
    say(CASES, END, "признаки, люди, карточки и планы")
    activate_runs(started)
    school = _school_to_ask(municipalities)
    people, coordinators = _make_people(region, municipalities, school)
    make_cases(coordinators)
    make_risk_entry(school, people["municipal_coordinator"], people["municipal_methodist"])
    load_stable_codes(school, people["deputy_head"])
    make_plans(school, people)
    finish(home, wanted)
    say(END, END, "готово")


def _part(say: Say, start: int, stop: int) -> Say:
    """The progress of one stage as a part of the whole."""

    def progress(done: int, total: int, stage: str) -> None:
        say(start + (stop - start) * done // max(total, 1), END, stage)

    return progress


@transaction.atomic
def _make_territory(drawn: Territory) -> tuple[Unit, dict[int, Unit]]:
    region = add_unit(level=Level.REGION, code=REGION, title="Учебный регион", parent=None, by=None)
    municipalities = {
        number: add_unit(
            level=Level.MUNICIPALITY,
            code=str(number),
            title=TITLES[(number - 1) % len(TITLES)],
            parent=region,
            by=None,
        )
        for number in sorted({int(one) for one in drawn.municipalities})
    }
    rows = zip(drawn.codes, drawn.municipalities, drawn.names, drawn.is_lyceum, drawn.is_rural, strict=True)
    for code, number, name, is_lyceum, is_rural in rows:
        add_unit(
            level=Level.SCHOOL, code=str(code), title=str(name), parent=municipalities[int(number)], by=None,
            kind="лицей" if is_lyceum else "средняя школа", settlement="село" if is_rural else "город",
        )  # fmt: skip
    return region, municipalities


@transaction.atomic
def _add_calendar(region: Unit, years: tuple[int, ...]) -> None:
    """What was written in the springs of ``years`` and is over, and what is planned for the next one."""
    for one in training_works((*years, years[-1] + 1)):
        start = date(one.year, 4, 12) + timedelta(days=7 * (one.grade - 4))
        added = add_procedure(
            unit=region, by=None, kind=Kind.VPR, school_year=one.school_year, grade=one.grade, subject=one.subject,
            starts_on=start, ends_on=start + timedelta(days=4), results_due_on=start + timedelta(days=21),
        )  # fmt: skip
        for state in OVER if one.year in years else ():
            added = move_procedure(added, state=state, by=None, version=added.version)


def _school_to_ask(municipalities: Mapping[int, Unit]) -> Unit:
    """The first school of the newest year that asks for a case, in the municipality with most of them."""
    marked = SchoolResult.objects.filter(zone__in=MARKED_ZONES, result_set__run__is_active=True)
    newest = marked.aggregate(year=Max("result_set__run__school_year"))["year"]
    found = marked.filter(result_set__run__school_year=newest).order_by("school__path")
    counted = Counter(found.values_list("school__parent", flat=True))
    if not counted:
        return Unit.objects.filter(parent__in=municipalities.values()).order_by("path")[0]
    busiest = counted.most_common(1)[0][0]  # of equal ones the first on the way through the territory
    return Unit.objects.get(pk=found.filter(school__parent=busiest).values_list("school", flat=True)[0])


@transaction.atomic
def _make_people(
    region: Unit, municipalities: Mapping[int, Unit], school: Unit
) -> tuple[dict[str, User], list[User]]:
    """Every role once, around ``school``; the coordinators of all municipalities, that of the school first."""
    own = next(unit for unit in municipalities.values() if unit.pk == school.parent_id)
    people = add_people(region, own, school)
    others = [add_coordinator(unit, number) for number, unit in municipalities.items() if unit.pk != own.pk]
    return people, [people["municipal_coordinator"], *others]
