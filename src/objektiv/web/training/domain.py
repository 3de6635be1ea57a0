"""Making the training district: the same ways that people go, from workbooks to decided cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count

from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import UsageError
from objektiv.simulation.simulate import WORKBOOKS, simulate_district, training_world
from objektiv.simulation.territory import Territory
from objektiv.web.access.models import User
from objektiv.web.assessments.domain.imports import confirm, receive
from objektiv.web.assessments.domain.loading import load_confirmed
from objektiv.web.assessments.domain.procedures import add_procedure
from objektiv.web.assessments.domain.reading import recognise
from objektiv.web.assessments.domain.receiving import Incoming
from objektiv.web.assessments.domain.runs import activate, compute, loaded_years, start_run
from objektiv.web.assessments.enums import Kind, Pass
from objektiv.web.assessments.models import Import, Run, Submission
from objektiv.web.cases.domain import ask_school, decide, reply
from objektiv.web.cases.enums import CaseState
from objektiv.web.cases.models import Case
from objektiv.web.cases.opening import candidates, open_many
from objektiv.web.findings.enums import MARKED_ZONES
from objektiv.web.findings.models import SchoolResult
from objektiv.web.territory.domain import add_unit
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit
from objektiv.web.training.people import add_deputy, add_people

Say = Callable[[int, int, str], None]

SCHOOLS = 60
REGION = "97"  # no subject of the Federation has it
TITLES = (
    "Северный район", "Озёрный район", "Заречный район", "Лесной район", "Степной район", "Горный район",
    "Речной район", "Полевой район",
)  # fmt: skip
STEPS = 6
REPLY = (
    "Работу проводили два организатора из другой школы, проверяла комиссия из трёх человек по критериям. "
    "Протоколы и работы хранятся, готовы к перепроверке."
)
GROUND = (
    "Комиссия муниципалитета перепроверила все работы класса: расхождений в баллах больше допустимых нет."
)


def make_training_district(seed: int, say: Say, schools: int = SCHOOLS) -> None:
    """Fill an empty office of training; UsageError when it is no office of training or not empty."""
    if not settings.IS_DEMO:
        raise UsageError("учебный район делается только в учебном кабинете.", "Задайте OBJEKTIV_DEMO=1.")
    if Unit.objects.exists():
        raise UsageError("в этом кабинете уже есть территория.", "Укажите другую папку в OBJEKTIV_HOME.")
    folder = Path(settings.OBJEKTIV_HOME) / "training"
    say(0, STEPS, "книги результатов")
    simulate_district(folder, seed, schools)
    say(1, STEPS, "территория")
    region = _make_territory(training_world(seed, schools).territory)
    say(2, STEPS, "загрузка книг")
    _load(region, sorted((folder / WORKBOOKS).rglob("*.xlsx")))
    say(3, STEPS, "расчёт")
    for year in loaded_years():
        _run(region, year)
    _add_procedures(region)
    say(5, STEPS, "люди и карточки")
    _make_cases(_make_people(region)["municipal_coordinator"])
    say(STEPS, STEPS, "готово")


@transaction.atomic
def _make_territory(drawn: Territory) -> Unit:
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
    return region


def _make_people(region: Unit) -> dict[str, User]:
    """People of the municipality with most to look into, its school with a priority first."""
    marked = SchoolResult.objects.filter(zone__in=MARKED_ZONES, result_set__run__is_active=True)
    counted = marked.order_by().values_list("school__parent").annotate(count=Count("pk")).order_by("-count")
    chosen = Unit.objects.get(pk=counted[0][0])
    return add_people(
        region, chosen, marked.filter(school__parent=chosen).order_by("school__title")[0].school
    )


def _load(region: Unit, books: Sequence[Path]) -> Import:
    load = receive(unit=region, files=list(_incoming(books)), by=None)
    recognise(load, _quiet)
    load.refresh_from_db()
    load = confirm(load, by=None)
    load_confirmed(load, _quiet)
    return load


def _incoming(books: Iterable[Path]) -> Iterable[Incoming]:
    for book in books:
        yield Incoming(book.name, [book.read_bytes()], "/".join(book.parent.parts[-2:]))


def _run(region: Unit, year: str) -> Run:
    run = start_run(unit=region, school_year=year, kind=Pass.FINAL, by=None, is_whole_region=True)
    compute(run, _quiet)
    run.refresh_from_db()
    return activate(run, by=None)


def _add_procedures(region: Unit) -> None:
    """The calendar of what was loaded: the days are those of the real procedures, roughly."""
    codes = Submission.objects.order_by().values_list("assessment", flat=True).distinct()
    spring = (one for one in map(AssessmentId.parse, sorted(codes)) if not one.is_autumn)
    for one in spring:
        start = date(one.year, 4, 12)
        add_procedure(
            unit=region, by=None, kind=Kind.VPR, school_year=one.school_year, grade=one.grade, subject=one.subject,
            starts_on=start, ends_on=start + timedelta(days=4), results_due_on=start + timedelta(days=21),
        )  # fmt: skip


def _make_cases(coordinator: User) -> None:
    """Cases of one municipality in several states: opened, asked, replied, decided."""
    cases = open_many(candidates(coordinator), by=coordinator)
    for case in cases[1:]:
        ask_school(case, by=coordinator)
    for number, case in enumerate(cases[2:]):
        _answer(case, _deputy_of(case.school, number))
    for case in cases[3:4]:
        decide(case, outcome=CaseState.NOT_CONFIRMED, ground=GROUND, by=coordinator)


def _deputy_of(school: Unit, number: int) -> User:
    known = User.objects.filter(assignments__role="deputy_head", assignments__unit=school).first()
    return known or add_deputy(school, number)


def _answer(case: Case, deputy: User) -> None:
    questions = case.explanations.filter(status="ask")
    reply(
        case, text=REPLY, by=deputy, answers={one.pk: "Сведения приложены к протоколу." for one in questions}
    )


def _quiet(*_: Any) -> None:
    """Progress of one step is not told."""
