"""Fill an empty office with a drawn region and write down who looks at what: runs inside the office's own settings.

``python -m benchmarks.office.region SCHOOLS YEARS FILE``: FILE gets the sessions with their addresses, as JSON.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import product
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "objektiv.web.settings")
django.setup()

from allauth.mfa.models import Authenticator
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from objektiv.analysis import catalogue
from objektiv.model.assessment import AssessmentId
from objektiv.web.access.domain import add_user, assign
from objektiv.web.access.models import User
from objektiv.web.assessments.models import Run
from objektiv.web.cases.domain import ask_school, open_case
from objektiv.web.findings.models import (
    ComparedAssessment,
    IndicatorResult,
    OfficialSign,
    ResultSet,
    SchoolResult,
)
from objektiv.web.territory.domain import add_unit
from objektiv.web.territory.models import Unit
from objektiv.web.territory.natural_order import order_key

SUBJECTS = {
    4: ("ru", "ma", "om"),
    5: ("ru", "ma", "is", "bi"),
    6: ("ru", "ma", "bi"),
    7: ("ru", "ma"),
    8: ("ru", "ma", "fi"),
}
MUNICIPALITIES = 25
ZONES = ("red", "amber", "insufficient", "none")
WEIGHTS = (4, 12, 3, 81)
BATCH = 5000
INDICATOR_COLUMNS = (
    "result_id", "assessment_id", "indicator", "direction", "n", "observed", "expected", "effect", "lower", "upper",
    "p_value", "is_finding", "applicable", "reason",
)  # fmt: skip
SIGN_COLUMNS = ("result_id", "assessment_id", "sign", "n", "value", "threshold", "flag")
NEWEST = 2026
SESSIONS = {"regional_analyst": 10, "municipal_coordinator": 40, "deputy_head": 50}


def main() -> None:
    schools, years, file = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    draw = random.Random(1)
    region, municipalities = make_territory(schools)
    people = make_people(region, municipalities)
    for year in range(NEWEST - years + 1, NEWEST + 1):
        taken = make_results(region, year, draw)
        open_cases(taken, people["regional_coordinator"][0], draw)
        print(f"  {taken.school_year}: {taken.schools.count()} школ")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    file.write_text(json.dumps(list(make_sessions(people))), encoding="utf-8")


def make_territory(count: int) -> tuple[Unit, list[Unit]]:
    region = add_unit(level="region", code="97", title="Проверочный регион", parent=None, by=None)
    municipalities = [
        add_unit(level="municipality", code=f"97{i:04d}", title=f"Район № {i}", parent=region, by=None)
        for i in range(1, MUNICIPALITIES + 1)
    ]
    units = []
    for i in range(count):
        parent, title = municipalities[i % MUNICIPALITIES], f"Средняя общеобразовательная школа № {i + 1}"
        code = f"{990000 + i:06d}"
        units.append(
            Unit(level="school", code=code, title=title, parent=parent, path=f"{parent.path}{code}/",
                 order_key=order_key(title), kind="средняя", settlement="город" if i % 3 else "село")
        )  # fmt: skip
    Unit.objects.bulk_create(units, batch_size=BATCH)
    return region, municipalities


def make_people(region: Unit, municipalities: list[Unit]) -> dict[str, list[User]]:
    schools = Unit.objects.filter(level="school")[: SESSIONS["deputy_head"]]
    places: dict[str, list[Unit]] = {
        "regional_coordinator": [region],
        "regional_analyst": [region] * SESSIONS["regional_analyst"],
        "municipal_coordinator": [
            municipalities[i % MUNICIPALITIES] for i in range(SESSIONS["municipal_coordinator"])
        ],
        "deputy_head": list(schools),
    }
    people: dict[str, list[User]] = {}
    for role, units in places.items():
        for number, unit in enumerate(units, 1):
            user = add_user(
                login=f"{role}-{number}", last_name="Проверочная", first_name="Анна", patronymic="", by=None
            )
            assign(user, role=role, unit=unit, by=None)
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
            people.setdefault(role, []).append(user)
    return people


def make_results(region: Unit, year: int, draw: random.Random) -> ResultSet:
    """What a final run of one spring says of all schools, in the amount that a real region gives."""
    school_year = f"{year - 1}/{year % 100:02d}"
    run = Run.objects.create(
        unit=region, school_year=school_year, kind="final", state="done", lake_generation=1, is_active=True
    )
    passports = {code: asdict(one.passport) for code, one in catalogue.indicators().items()}
    taken = ResultSet.objects.create(run=run, passports=passports)
    codes = [AssessmentId("vpr", year, s, grade) for grade, subjects in SUBJECTS.items() for s in subjects]
    ComparedAssessment.objects.bulk_create(
        ComparedAssessment(
            result_set=taken, code=str(one), kind="vpr", year=year, subject=one.subject, grade=one.grade,
            title=one.title, short_title=one.short_title, reference_kind="loaded", reference_title="все ОО региона",
        )
        for one in codes
    )  # fmt: skip
    SchoolResult.objects.bulk_create(
        (_school_result(taken, unit, draw) for unit in Unit.objects.filter(level="school")), batch_size=BATCH
    )
    results, works = list(taken.schools.all()), list(taken.assessments.all())
    copy(IndicatorResult, INDICATOR_COLUMNS, _indicators(results, works, passports, draw))
    copy(OfficialSign, SIGN_COLUMNS, _signs(results, works, draw))
    return taken


def _school_result(taken: ResultSet, unit: Unit, draw: random.Random) -> SchoolResult:
    zone = draw.choices(ZONES, WEIGHTS)[0]
    return SchoolResult(
        result_set=taken, school=unit, zone=zone, works=draw.randint(60, 900), families_applicable=4,
        families=["boundary"] if zone in {"red", "amber"} else [], q_value=draw.random(), posterior=draw.random(),
        conclusion="Признаков, требующих анализа, не найдено." if zone == "none" else "Требует анализа.",
        findings=int(zone == "red"), has_signs=zone in {"red", "amber"},
    )  # fmt: skip


def copy(model: Any, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Three quarters of a million rows: PostgreSQL's own way in."""
    table = f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN"
    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(table) as into:
        for row in rows:
            into.write_row(row)


def _indicators(
    results: list[SchoolResult], works: list[ComparedAssessment], passports: Any, draw: random.Random
) -> Iterator[tuple[Any, ...]]:
    for result, work in product(results, works):
        for code, told in passports.items():
            for direction in told["directions"]:
                p, n = draw.random(), draw.randint(8, 90)
                figures = (n, p, 0.5, p - 0.5, p - 0.6, p - 0.4, p)
                judged = (p < 0.002, p < 0.9, "" if p < 0.9 else "работ меньше 10")
                yield (result.pk, work.pk, code, direction, *figures, *judged)


def _signs(
    results: list[SchoolResult], works: list[ComparedAssessment], draw: random.Random
) -> Iterator[tuple[Any, ...]]:
    for result, work, sign in product(results, works[:4], ("inflated_mean", "mark_mismatch")):
        value = draw.random()
        yield (result.pk, work.pk, sign, 40, value, 0.9, value > 0.9)


def open_cases(taken: ResultSet, by: User, draw: random.Random) -> None:
    """A case for every school with a priority; of half of them explanations are asked."""
    for result in taken.schools.filter(has_signs=True).select_related("school", "result_set__run"):
        case = open_case(result, [], by=by)
        if draw.random() < 0.5:
            ask_school(case, by=by)


def make_sessions(people: dict[str, list[User]]) -> Iterator[dict[str, Any]]:
    """A signed-in browser of everyone with the lists, cards and forms that this person opens."""
    for role, users in people.items():
        for user in users if role in SESSIONS else ():
            store = SessionStore()
            store[SESSION_KEY] = str(user.pk)
            store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
            store[HASH_SESSION_KEY] = user.get_session_auth_hash()
            store.save()
            yield {"session": store.session_key, **_addresses(role, user)}


def _addresses(role: str, user: User) -> dict[str, list[str]]:
    place = user.assignments.get().unit
    results = SchoolResult.objects.filter(school__path__startswith=place.path, has_signs=True)
    newest = list(results.order_by("-pk")[:40].values_list("result_set", "school__code"))
    cases = list(results.exclude(cases=None).order_by("-pk")[:40].values_list("cases", flat=True))
    schools = list(Unit.objects.filter(path__startswith=place.path, level="school")[:40])
    lists = [
        "/",
        "/overview/",
        "/findings/",
        "/findings/?page=2",
        "/findings/official/",
        "/cases/",
        "/territory/",
        "/runs/",
    ]
    if role == "deputy_head":
        lists = ["/", "/cases/", "/procedures/", "/imports/", "/completeness/"]
    cards = [f"/findings/{taken}/schools/{code}/" for taken, code in newest]
    cards += [f"/cases/{case}/" for case in cases]
    cards += [f"/territory/{school.pk}/" for school in schools]
    forms = [f"/territory/{school.pk}/edit/" for school in schools] if role == "municipal_coordinator" else []
    return {"lists": lists, "cards": cards, "forms": forms}


if __name__ == "__main__":
    main()
