"""A program hands a workbook in: preview, confirm, protocol, undo; the same verbs as on the pages."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from programs import Program, refusal
from result_books import book

from objektiv.web.assessments.models import Import, Submission
from objektiv.web.audit.models import Record

pytestmark = pytest.mark.django_db
NAME = "Математика, 4 класс. ВПР 2021.xlsx"


@pytest.fixture
def workbook(tmp_path) -> bytes:
    return book(
        tmp_path / NAME, (990001, "А", range(1, 9)), (990002, "А", range(1, 4)), municipality=970001
    ).read_bytes()


@pytest.fixture
def hand_in(django_capture_on_commit_callbacks):
    """Jobs that begin are done at once."""

    def handed(mine: Program, content: bytes, unit) -> dict:
        with django_capture_on_commit_callbacks(execute=True):
            answer = mine.post(
                "/imports", data={"unit": unit.pk, "uploads": SimpleUploadedFile(NAME, content)}
            )
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    return handed


def test_from_a_workbook_to_the_lake_and_back(
    cast, program, workbook, hand_in, django_capture_on_commit_callbacks
) -> None:
    mine = program(cast.coordinator)
    number = hand_in(mine, workbook, cast.municipality)["id"]
    preview = mine.read(f"/imports/{number}")
    (file,) = preview["files"]
    assert (preview["state"], preview["job"]["state"]) == ("recognised", "done")
    assert (file["is_ready"], file["assessment"], file["schools"], file["present"]) == (
        True,
        "vpr-2021-ma4",
        2,
        11,
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert mine.post(f"/imports/{number}/confirm").status_code == 200
    loaded = mine.read(f"/imports/{number}")
    assert (loaded["state"], loaded["may_undo"]) == ("loaded", True)
    assert [(one["schools"], one["works"], one["repeated"]) for one in loaded["brought"]] == [(2, 11, 0)]
    protocol = mine.read(f"/imports/{number}/protocol")
    assert protocol["rows"] == protocol["present"] + protocol["absent"] + protocol["quarantined"] == 11
    with django_capture_on_commit_callbacks(execute=True):
        assert mine.post(f"/imports/{number}/undo", {"reason": "не та версия"}).status_code == 200
    assert mine.read(f"/imports/{number}")["state"] == "undone"
    assert Submission.objects.filter(counted__gt=0).count() == 0
    used = Record.objects.filter(verb="token.used").order_by("number")
    assert [one.new["request"].rpartition("/")[2] for one in used] == ["imports", "confirm", "undo"]


def test_a_run_over_what_was_loaded(
    cast, program, workbook, hand_in, django_capture_on_commit_callbacks
) -> None:
    mine = program(cast.coordinator)
    number = hand_in(mine, workbook, cast.municipality)["id"]
    with django_capture_on_commit_callbacks(execute=True):
        mine.post(f"/imports/{number}/confirm")
    asked = {"unit": cast.municipality.pk, "school_year": "2020/21", "kind": "operative"}
    started = mine.post("/runs", asked).json()  # the job waits: the transaction of the test does not end
    assert (started["state"], started["job"]["state"], started["unit"]) == (
        "started",
        "waiting",
        cast.municipality.pk,
    )
    assert [one["id"] for one in mine.read("/runs", kind="operative")["items"]] == [started["id"]]
    assert refusal(mine.post("/runs", asked | {"unit": cast.region.pk})) == (422, "refused", "unit")
    assert refusal(mine.post("/runs", asked | {"school_year": "2030/31"})) == (422, "refused", "school_year")


def test_a_broken_workbook_is_refused_with_a_sentence(cast, program, hand_in) -> None:
    mine = program(cast.coordinator)
    number = hand_in(mine, b"PK\x03\x04 no workbook", cast.municipality)["id"]
    (file,) = mine.read(f"/imports/{number}")["files"]
    assert (file["state"], file["is_ready"]) == ("refused", False)
    assert file["obstacle"]
    assert refusal(mine.post(f"/imports/{number}/confirm"))[:2] == (422, "refused")


def test_nobody_loads_for_a_foreign_school(cast, program, workbook) -> None:
    upload = {"unit": cast.other_school.pk, "uploads": SimpleUploadedFile(NAME, workbook)}
    assert refusal(program(cast.deputy).post("/imports", data=upload)) == (422, "refused", "unit")
    assert Import.objects.count() == 0


def test_a_load_is_given_up_once(cast, program, workbook, hand_in) -> None:
    mine = program(cast.coordinator)
    number = hand_in(mine, workbook, cast.municipality)["id"]
    assert mine.post(f"/imports/{number}/abandon").json()["state"] == "abandoned"
    assert refusal(mine.post(f"/imports/{number}/abandon"))[:2] == (422, "refused")


def test_foreign_files_of_a_load_are_not_named(cast, program, workbook, hand_in) -> None:
    mine = program(cast.coordinator)
    number = hand_in(mine, workbook, cast.municipality)["id"]
    assert refusal(mine.post(f"/imports/{number}/confirm", {"excluded": [999]})) == (
        422,
        "refused",
        "excluded",
    )
