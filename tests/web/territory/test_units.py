"""What is done to parts of the territory: rights, paths, events, the journal, two editors."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may
from objektiv.web.audit.models import Record
from objektiv.web.territory.domain import (
    add_unit,
    close_unit,
    edit_unit,
    move_school,
    rename_unit,
    reopen_unit,
)
from objektiv.web.territory.models import Unit

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)


def last(**fields) -> tuple[str, str]:
    one = Record.objects.filter(**fields).order_by("-number").first()
    return one.verb, one.unit_path


def test_a_coordinator_adds_a_school_to_her_municipality(cast) -> None:
    made = add_unit(
        level="school", code="990009", title="Лицей", parent=cast.municipality, by=cast.coordinator
    )
    assert made.path == "97/970001/990009/"
    assert last() == ("unit.added", made.path)


@pytest.mark.parametrize("known", [
    {"level": "school", "code": "990001"}, {"level": "municipality", "code": "5"}, {"level": "region", "code": "9"},
    {"level": "school", "code": "12а"}, {"level": "school", "code": "1234567"},
])  # fmt: skip
def test_what_does_not_fit_is_refused(cast, known) -> None:
    with pytest.raises(ValidationError):
        add_unit(title="Новая", parent=cast.municipality, by=None, **known)


@pytest.mark.parametrize("role", ["deputy_head", "municipal_methodist", "regional_analyst"])
def test_nobody_edits_without_the_right(cast, role) -> None:
    with pytest.raises(PermissionDenied):
        edit_unit(cast.school, by=cast.roles[role], title="Другая")


def test_nobody_edits_a_foreign_part(cast) -> None:
    by = cast.coordinator
    for verb in (
        lambda: edit_unit(cast.other_school, by=by, title="Другая"),
        lambda: rename_unit(cast.other_school, title="Другая", on=DAY, by=by),
        lambda: close_unit(cast.other_school, on=DAY, by=by),
        lambda: move_school(cast.other_school, parent=cast.municipality, on=DAY, by=by),
        lambda: move_school(cast.school, parent=cast.other_municipality, on=DAY, by=by),
        lambda: add_unit(level="school", code="990009", title="Новая", parent=cast.other_municipality, by=by),
        lambda: add_unit(level="municipality", code="9", title="Новый", parent=cast.region, by=by),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def test_a_renaming_keeps_the_old_name(cast) -> None:
    renamed = rename_unit(
        cast.school, title="Лицей № 1", on=DAY, by=cast.coordinator, ground="постановление № 3"
    )
    event = renamed.events.get()
    assert (renamed.title, event.before, event.happened_on, event.ground) == (
        "Лицей № 1", "Школа № 1", DAY, "постановление № 3",
    )  # fmt: skip


def test_joining_names_the_successor_on_both_pages(cast, as_) -> None:
    close_unit(cast.school, on=DAY, by=cast.coordinator, successor=cast.neighbour, ground="реорганизация")
    browser = as_(cast.coordinator)
    assert "Школа № 2" in browser.get(f"/territory/{cast.school.pk}/").content.decode()
    assert "присоединена" in browser.get(f"/territory/{cast.neighbour.pk}/").content.decode()


def test_what_is_closed_does_not_close_twice_and_is_no_successor(cast) -> None:
    close_unit(cast.school, on=DAY, by=None)
    with pytest.raises(ValidationError):
        close_unit(cast.school, on=DAY, by=None)
    closed = Unit.objects.get(pk=cast.school.pk)
    with pytest.raises(ValidationError, match="Преемник"):
        close_unit(cast.neighbour, on=DAY, by=None, successor=closed)
    with pytest.raises(ValidationError, match="Преемник"):
        close_unit(cast.neighbour, on=DAY, by=None, successor=cast.municipality)


def test_a_municipality_closes_only_when_empty(cast) -> None:
    with pytest.raises(ValidationError):
        close_unit(cast.other_municipality, on=DAY, by=None)
    close_unit(cast.other_school, on=DAY, by=None)
    assert close_unit(cast.other_municipality, on=DAY, by=None).closed_on == DAY
    with pytest.raises(ValidationError, match="муниципалитет закрыт"):
        reopen_unit(cast.other_school, on=DAY, by=None)


def test_a_school_closed_by_mistake_works_again(cast) -> None:
    close_unit(cast.school, on=DAY, by=None)
    reopen_unit(cast.school, on=DAY, by=cast.coordinator, ground="ошибка")
    again = Unit.objects.get(pk=cast.school.pk)
    assert again.closed_on is None
    assert [one.change for one in again.events.order_by("pk")] == ["closed", "reopened"]


def test_a_moved_school_changes_rights_and_paths_below(cast) -> None:
    room = Unit.objects.create(
        level="school", code="990077", title="Филиал", parent=cast.school, path=f"{cast.school.path}990077/"
    )
    moved = move_school(cast.school, parent=cast.other_municipality, on=DAY, by=cast.region_coordinator)
    room.refresh_from_db()
    assert (moved.path, room.path) == ("97/970002/990001/", "97/970002/990001/990077/")
    assert may(cast.other_coordinator, Permission.CASES_VIEW, moved.path)
    assert not may(cast.coordinator, Permission.CASES_VIEW, moved.path)
    written = Record.objects.filter(verb="unit.moved").values_list("unit_path", flat=True)
    assert set(written) == {"97/970001/990001/", "97/970002/990001/"}


def test_the_second_editor_is_told(cast) -> None:
    edit_unit(cast.school, by=cast.coordinator, version=1, kind="гимназия")
    for verb in (
        lambda: edit_unit(cast.school, by=cast.coordinator, version=1, kind="лицей"),
        lambda: rename_unit(cast.school, title="Другая", on=DAY, by=cast.coordinator, version=1),
        lambda: close_unit(cast.school, on=DAY, by=cast.coordinator, version=1),
    ):
        with pytest.raises(ValidationError, match="только что изменил"):
            verb()
    assert Unit.objects.get(pk=cast.school.pk).kind == "гимназия"


def test_an_edit_that_changes_nothing_leaves_no_record(cast) -> None:
    count = Record.objects.count()
    edit_unit(cast.school, by=cast.coordinator, title="Школа № 1")
    assert Record.objects.count() == count
