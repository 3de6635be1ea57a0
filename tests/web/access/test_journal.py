"""Pages of the journal: whose records, narrowed by what, in which words; the proof of the chain."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from signing_in import add_codes, rows_of

from objektiv.web.access.domain import assign, edit_user, end_assignment
from objektiv.web.access.journal import visible_records
from objektiv.web.audit.domain import record
from objektiv.web.audit.models import Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(cast) -> None:
    """One record here, one in the neighbouring municipality, one of the whole region, one of nowhere."""
    places = (cast.school.path, cast.other_school.path, cast.region.path, "")
    with transaction.atomic():
        for k, path in enumerate(places):
            record("test.done", by=cast.deputy, unit_path=path, new={"k": k}, reason=f"причина {k}")


def told(user) -> list[int]:
    return [one.new["k"] for one in visible_records(user).filter(verb="test.done").order_by("number")]


def test_each_reads_of_the_own_subtree(cast, written) -> None:
    assert told(cast.roles["school_head"]) == [0]
    assert told(cast.coordinator) == [0]
    assert told(cast.other_coordinator) == [1]
    assert told(cast.region_coordinator) == [0, 1, 2, 3]
    assert told(cast.roles["administrator"]) == [0, 1, 2, 3]
    assert told(cast.deputy) == []


def test_a_foreign_record_is_not_found(cast, as_, written) -> None:
    numbers = list(
        Record.objects.filter(verb="test.done").order_by("number").values_list("number", flat=True)
    )
    browser = as_(cast.coordinator)
    assert [browser.get(f"/journal/{one}/").status_code for one in numbers] == [200, 404, 404, 404]
    foreign = f"/journal/of/territory.unit/{cast.other_school.pk}/"
    assert browser.get(foreign).status_code == 404
    assert browser.get(f"/journal/of/territory.unit/{cast.school.pk}/").status_code == 200


def test_verbs_and_values_are_in_russian(cast, as_) -> None:
    assign(cast.stranger, role="expert", unit=cast.municipality, by=cast.coordinator)
    end_assignment(cast.stranger.assignments.get(), by=cast.coordinator, reason="перевод")
    text = as_(cast.coordinator).get("/journal/").content.decode()
    for words in (
        "Роль назначена",
        "Роль завершена",
        "роль: Эксперт",
        "перевод",
        "Муниципальный координатор Анна",
    ):
        assert words in text
    for code in ("role.given", "valid_from", ">expert<"):
        assert code not in text.split("</form>", 3)[-1]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("who=завуч", ["Роль назначена"]), ("who=завуч&what=role.given", ["Роль назначена"]),
        ("what=role.ended", ["Роль завершена"]), ("about=Посторон", ["Роль назначена", "Роль завершена"]),
        ("what=role.given&who=никто", []), ("since=2099-01-01", []), ("until=2001-01-01", []),
        ("place=97/970001/990001/&about=посторонний", ["Роль назначена"]), ("what=нет&since=31.02.2024&page=x", None),
    ],
)  # fmt: skip
def test_the_journal_is_narrowed_and_goes_out_as_seen(cast, as_, asked, expected) -> None:
    edit_user(cast.deputy, version=1, by=cast.coordinator, last_name="Завуч")
    deputy = type(cast.deputy).objects.get(pk=cast.deputy.pk)
    assign(deputy, role="municipal_coordinator", unit=cast.municipality, by=None)
    deputy = type(cast.deputy).objects.get(pk=cast.deputy.pk)
    given = assign(cast.stranger, role="class_teacher", unit=cast.school, by=deputy)
    end_assignment(assign(cast.stranger, role="expert", unit=cast.municipality, by=None), by=cast.coordinator)
    browser = as_(cast.coordinator)
    assert given.pk
    answer = browser.get(f"/journal/?{asked}")
    assert answer.status_code == 200
    if expected is None:
        return
    text = answer.content.decode()
    rows = [
        row for row in rows_of(browser.get(f"/journal/?{asked}&format=xlsx")) if isinstance(row[0], float)
    ]
    found = [row[3] for row in rows]
    if "about" in asked:
        found = [one for one in found if one in expected]
        assert sorted(set(found)) == sorted(expected)
    else:
        assert sorted(set(found) & {"Роль назначена", "Роль завершена"}) == sorted(expected)
    assert ("Таких записей нет" in text) == (not rows)


def test_an_unknown_place_shows_nothing_foreign(cast, as_, written) -> None:
    text = as_(cast.coordinator).get(f"/journal/?place={cast.other_school.path}").content.decode()
    assert "Таких записей нет" in text


def test_the_list_asks_the_database_as_often_for_one_record_as_for_many(cast, as_) -> None:
    browser = as_(cast.coordinator)
    browser.get("/journal/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/journal/?what=role.ended")
    for role in ("expert", "observer", "council"):
        end_assignment(assign(cast.stranger, role=role, unit=cast.municipality, by=None), by=cast.coordinator)
    with CaptureQueriesContext(connection) as many:
        browser.get("/journal/?what=role.ended")
    assert len(many) <= len(few) + 1  # the page itself, when there is something on it


def check(browser, django_capture_on_commit_callbacks) -> str:
    with django_capture_on_commit_callbacks(execute=True):
        job = browser.post("/journal/check/").url
    link = browser.get(job).content.decode().split('href="/journal/')[-1].split('"')[0]
    return browser.get(f"/journal/{link}").content.decode()


def test_the_proof_of_a_whole_journal(cast, as_, django_capture_on_commit_callbacks) -> None:
    text = check(as_(cast.coordinator), django_capture_on_commit_callbacks)
    assert "Журнал цел." in text
    assert Record.objects.first().new["records"] == Record.objects.count() - 1


def test_the_proof_finds_what_was_changed(cast, as_, django_capture_on_commit_callbacks) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_record SET reason = 'другая' WHERE number = 3")
    text = check(as_(cast.coordinator), django_capture_on_commit_callbacks)
    assert "Журнал нарушен" in text
    assert "запись № 3 изменена" in text


def test_everybody_with_the_right_reads_the_history_at_the_object(cast, as_) -> None:
    assign(cast.stranger, role="class_teacher", unit=cast.school, by=cast.coordinator)
    for user, sees in ((cast.coordinator, True), (cast.deputy, False)):
        text = as_(user).get(f"/territory/{cast.school.pk}/").content.decode()
        assert ("<h2>История</h2>" in text) == sees


def test_the_journal_needs_its_right(cast, as_) -> None:
    assert as_(add_codes(cast.analyst)).get("/journal/").status_code == 403
