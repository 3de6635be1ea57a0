"""Nobody loads rows of other territories; unknown schools wait until they are added."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from region_reports import write

from objektiv.model.assessment import AssessmentId
from objektiv.scales.loader import load_registry
from objektiv.web.assessments.domain import imports as verbs
from objektiv.web.assessments.domain.placing import Map
from objektiv.web.assessments.models import Import, Submission
from objektiv.web.territory.models import Unit

pytestmark = pytest.mark.django_db


def region_report(folder: Path, school: int) -> Path:
    """A report of marks with a row of the region and one of the school."""
    head = ["Группы участников", "Кол-во ОО", "Кол-во участников", 2, 3, 4, 5]
    rows = [
        ["Учебная область(reg970000)", 2, 40, 10, 40, 40, 10],
        [f"Школа(edu{school})", "", 20, 10, 40, 40, 10],
    ]
    code = AssessmentId.parse("vpr-2021-ma4")
    scale = load_registry().scale(code)
    assert scale is not None
    write(folder / "отчёты", "Статистика по отметкам", code, scale, [head, *rows])
    return next((folder / "отчёты").glob("*.xlsx"))


def refusal(load: Import) -> str:
    return load.files.get().refusal


def test_a_school_may_not_load_rows_of_its_neighbour(cast, make, hand_in) -> None:
    load = hand_in(make((990001, "А", range(1, 9)), (990002, "А", range(1, 5))), by=cast.deputy)
    assert load.state == "refused"
    assert refusal(load) == (
        "В файле есть строки других территорий: 990002. Загружать можно только свои: «Школа № 1». "
        "Получите выгрузку только по своим школам или попросите загрузить книгу тех, кто работает за обе территории."
    )


def test_a_municipality_may_not_load_rows_of_another(cast, make, hand_in) -> None:
    load = hand_in(make((990001, "А", range(1, 9)), (990003, "А", range(1, 5))))
    assert "990003" in refusal(load)
    assert load.files.get().replaces == []


def test_the_region_loads_all_its_schools(cast, make, load_in) -> None:
    load = load_in(make((990001, "А", range(1, 9)), (990003, "А", range(1, 5))), by=cast.analyst)
    assert load.state == "loaded"
    assert Submission.objects.count() == 2


def test_below_the_region_nobody_moves_a_school_to_another_municipality(cast, make, hand_in) -> None:
    load = hand_in(make((990001, "А", range(1, 9)), municipality=970002), by=cast.deputy)
    assert "отнесены к другому муниципалитету" in refusal(load)


def test_a_school_does_not_load_how_its_region_did(cast, hand_in, tmp_path) -> None:
    load = hand_in(region_report(tmp_path, 990001), by=cast.deputy)
    assert "загружает муниципалитет или регион" in refusal(load)
    assert hand_in(region_report(tmp_path, 990001), by=cast.coordinator).state == "recognised"


@pytest.mark.parametrize("table", ["register", "control_sample"])
def test_tables_for_authorities_are_not_for_a_school(cast, table: str) -> None:
    data = {"rows": [[990001, 0, 0, 0, []]], "tables": [table]}
    assert "загружает муниципалитет" in Map().objection(cast.school, data)
    assert Map().objection(cast.municipality, data) == ""


def test_unknown_schools_wait_until_they_are_added(cast, make, hand_in, run_jobs) -> None:
    load = hand_in(make((990001, "А", range(1, 9)), (990077, "А", range(1, 5))))
    assert (load.state, load.files.get().state) == ("recognised", "ready")
    with pytest.raises(ValidationError, match="Загружать нечего"):
        verbs.confirm(load, by=cast.coordinator)
    with pytest.raises(PermissionDenied):
        verbs.add_schools(
            load, schools={"990077": ("Школа № 77", cast.other_municipality)}, by=cast.coordinator
        )
    verbs.add_schools(load, schools={"990077": ("Школа № 77", cast.municipality)}, by=cast.coordinator)
    assert Unit.objects.get(code="990077").path == "97/970001/990077/"
    with run_jobs():
        verbs.confirm(load, by=cast.coordinator)
    assert sorted(Submission.objects.values_list("unit__code", "counted")) == [("990001", 8), ("990077", 4)]
