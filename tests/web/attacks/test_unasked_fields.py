"""Mass assignment: what a form does not ask for is not taken from what is sent with it."""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from case_results import TEXT, make_result
from django.apps import apps
from django.forms import BaseModelForm
from django.forms.models import model_to_dict
from signing_in import set_password

import objektiv.web
from objektiv.web.access.models import User
from objektiv.web.assessments.domain.procedures import add_procedure
from objektiv.web.cases.domain import ask_school, open_case
from objektiv.web.cases.models import Case, Reply
from objektiv.web.territory.models import Unit

pytestmark = pytest.mark.django_db
# What the program alone decides, whatever the form.
NEVER = {
    "id", "password", "last_login", "is_active", "path", "level", "version", "by", "owner", "opened_by", "decided_by",
    "asked_at", "replied_at", "decided_at", "reply_due_on", "sha256", "hash", "order_key", "token_sha256", "state",
}  # fmt: skip


def model_forms() -> list[type[BaseModelForm]]:
    """Every model form of the office."""
    root = Path(objektiv.web.__file__).parent
    modules = [
        import_module(f"objektiv.web.{one.parent.name}.forms") for one in sorted(root.glob("*/forms.py"))
    ]
    found = {
        one for module in modules for _, one in inspect.getmembers(module, inspect.isclass)
        if issubclass(one, BaseModelForm) and one.__module__.startswith("objektiv.web.")
    }  # fmt: skip
    return sorted(found, key=lambda one: one.__qualname__)


def test_no_form_of_a_model_asks_for_everything() -> None:
    asked = {
        one: set(one.base_fields) for one in model_forms() if getattr(one, "_meta", None) and one._meta.model
    }
    assert asked
    for form, fields in asked.items():
        assert form._meta.fields not in (None, "__all__"), form
        assert not (fields & NEVER) - {"version"}, form


def all_fields_of(model: type[Any], **values: Any) -> dict[str, Any]:
    """A value for every column of a model, as an attacker would send it."""
    named = {field.name: "1" for field in model._meta.concrete_fields}
    return {**named, **{f"{name}_id": "1" for name in named}, **values}


def test_a_person_is_changed_in_the_asked_fields_alone(cast, as_) -> None:
    set_password(cast.deputy)
    before = User.objects.filter(pk=cast.deputy.pk).values().get()
    sent = all_fields_of(
        User, last_name="Новая", first_name="Вера", patronymic="", email="", seen=before["version"], is_active="",
        password="взлом", login="hacked", roles="administrator",
    )  # fmt: skip
    assert as_(cast.coordinator).post(f"/people/{cast.deputy.pk}/edit/", sent).status_code == 302
    after = User.objects.filter(pk=cast.deputy.pk).values().get()
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"last_name", "first_name", "patronymic", "email", "version", "login"}
    assert after["password"] == before["password"]
    assert after["is_active"]
    assert [one.role for one in cast.deputy.assignments.all()] == ["deputy_head"]


def test_a_school_stays_where_it_is(cast, as_) -> None:
    before = model_to_dict(cast.school)
    sent = all_fields_of(
        Unit, title="Школа № 1", kind="лицей", settlement="", opened_on="", seen=1, code="777777", path="97/1/",
        level="region", parent=cast.other_municipality.pk, closed_on="2020-01-01",
    )  # fmt: skip
    assert as_(cast.coordinator).post(f"/territory/{cast.school.pk}/edit/", sent).status_code == 302
    now = Unit.objects.get(pk=cast.school.pk)
    changed = {name for name, value in model_to_dict(now).items() if value != before[name]}
    assert changed == {"kind", "version"}
    assert (now.path, now.level) == (cast.school.path, "school")


def test_a_reply_is_of_who_sent_it_and_decides_nothing(cast, as_) -> None:
    case = ask_school(open_case(make_result(cast, cast.school), [], by=cast.coordinator), by=cast.coordinator)
    sent = all_fields_of(
        Case, version=case.version, text=TEXT, state="not_confirmed", outcome="not_confirmed", ground="Да.", number=7,
        by=cast.coordinator.pk, at="2001-01-01", school=cast.other_school.pk, papers="", answer_1="",
    )  # fmt: skip
    assert as_(cast.deputy).post(f"/cases/{case.pk}/reply/", sent).status_code == 302
    now, given = Case.objects.get(pk=case.pk), Reply.objects.get()
    assert (now.state, now.outcome, now.ground, now.school) == ("replied", "", "", cast.school)
    assert (given.by, given.number, given.at.year > 2001) == (cast.deputy, 1, True)


def test_a_procedure_stays_of_its_place(cast, as_) -> None:
    made = add_procedure(
        unit=cast.municipality, by=None, kind="vpr", school_year="2024/25", grade=4, subject="ma"
    )
    model = apps.get_model("assessments", "Procedure")
    before = model.objects.filter(pk=made.pk).values().get()
    sent = all_fields_of(
        model, **{**{name: value or "" for name, value in before.items() if not name.endswith("_at")},
                  "unit": cast.other_municipality.pk, "state": "archived", "assessment": "hacked", "frozen": "1"},
    )  # fmt: skip
    as_(cast.coordinator).post(f"/procedures/{made.pk}/edit/", sent)
    after = model.objects.filter(pk=made.pk).values().get()
    assert {name: after[name] for name in ("id", "unit_id", "state", "assessment")} == {
        name: before[name] for name in ("id", "unit_id", "state", "assessment")
    }
