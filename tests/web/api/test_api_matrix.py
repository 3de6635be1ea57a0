"""Every operation × every role × own and foreign part of the territory, with tokens; and without a scope."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cast import Cast, make_cast
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import reverse
from matrix import Example, examples_of
from ninja.operation import Operation
from programs import ALL_SCOPES, BASE, Program, program_of
from pytest_django import DjangoDbBlocker
from stage import Stage, browser

from objektiv.web.access.models import User
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may
from objektiv.web.access.scopes import Scope
from objektiv.web.api.interface import operations_by_name
from objektiv.web.api.rules import ByToken

pytestmark = pytest.mark.django_db
OPERATIONS = operations_by_name()
# What is done, or refused for the state of the object: the door was open.
INSIDE = frozenset({200, 422})
EVERY = pytest.mark.parametrize("name", OPERATIONS)


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """In place of pytest-django's own: it closes the connection after every test, and the stage with it."""


@pytest.fixture(autouse=True)
def home() -> None:
    """The stage has its own."""


@pytest.fixture(scope="module")
def stage(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """The cast and the objects of these addresses alone; made once, undone in the end."""
    folder = tmp_path_factory.mktemp("matrix")
    (folder / "home").mkdir()
    with django_db_blocker.unblock(), override_settings(OBJEKTIV_HOME=folder / "home"), transaction.atomic():
        cast = make_cast()
        users: dict[str, User | None] = {"stranger": cast.stranger, **cast.roles}
        browsers = {name: browser(user) for name, user in users.items()}
        yield Stage(cast, examples_of("api", cast, folder), users, browsers)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def programs(stage: Stage) -> dict[str, Program]:
    """Everybody's program, with all scopes."""
    return {name: program_of(user, *ALL_SCOPES) for name, user in stage.users.items() if user}


def ask(program: Program, name: str, example: Example) -> HttpResponse:
    """Call an operation; what it does is undone."""
    address = reverse(name, kwargs=dict(example.kwargs)).removeprefix(BASE)
    with transaction.atomic():
        is_read = "GET" in OPERATIONS[name].methods
        answer = program.get(address) if is_read else program.post(address, dict(example.data))
        transaction.set_rollback(True)
    return answer


def rule_of(operation: Operation) -> ByToken:
    (rule,) = operation.auth_callbacks
    assert isinstance(rule, ByToken)
    return rule


def expected(rule: ByToken, example: Example, user: User, *, has_object: bool) -> frozenset[int]:
    special = example.answer(user) if example.answer else None
    if special is not None:
        return frozenset({special})
    held = [one for one in rule.permissions if any(one in role.permissions for role in roles_of(user))]
    if rule.permissions and not held:
        return frozenset({403})
    if has_object and rule.permissions and not any(may(user, one, example.path) for one in rule.permissions):
        return frozenset({404})
    return INSIDE


def roles_of(user: User) -> list[type]:
    return [one.role_class for one in user.assignments.all()]


@EVERY
def test_every_operation_has_a_rule(name: str) -> None:
    rule = rule_of(OPERATIONS[name])
    assert (rule.scope is not None and rule.permissions) or rule.reason, f"{name}: say why no right is asked"


def test_the_scope_of_an_operation_says_whether_it_writes() -> None:
    wrong = [
        name
        for name, one in OPERATIONS.items()
        if (scope := rule_of(one).scope) and scope.value.endswith(":write") == ("GET" in one.methods)
    ]
    assert wrong == []


@EVERY
def test_everybody_gets_what_the_rule_says(stage: Stage, programs: dict[str, Program], name: str) -> None:
    rule, wrong = rule_of(OPERATIONS[name]), []
    has_object = name in stage.examples
    for example in filter(None, stage.examples.get(name, (Example(), None))):
        cache.clear()
        for who, program in programs.items():
            answer = ask(program, name, example)
            if answer.status_code not in expected(rule, example, stage.users[who], has_object=has_object):
                wrong.append(
                    f"{who}: {example.kwargs} → {answer.status_code} {answer.content.decode()[:200]}"
                )
    assert wrong == []


@EVERY
def test_a_token_without_the_scope_opens_nothing(stage: Stage, name: str) -> None:
    rule = rule_of(OPERATIONS[name])
    if rule.scope is None:
        return
    others = [one.value for one in Scope if one != rule.scope]
    with transaction.atomic():
        answer = ask(
            program_of(holder(stage.cast, rule), *others), name, stage.examples.get(name, (Example(),))[0]
        )
        transaction.set_rollback(True)
    assert (answer.status_code, answer.json()["error"]) == (403, "scope")


def holder(cast: Cast, rule: ByToken) -> User:
    """Somebody with the right."""
    for code, user in cast.roles.items():
        if not rule.permissions or any(one.permissions & rule.permissions for one in roles_of(user)):
            return cast.roles[code]
    raise AssertionError


@EVERY
def test_who_is_signed_in_in_a_browser_gets_nothing(stage: Stage, name: str) -> None:
    example, _ = stage.examples.get(name, (Example(), None))
    address = reverse(name, kwargs=dict(example.kwargs))
    page = stage.browsers["municipal_coordinator"]
    is_read = "GET" in OPERATIONS[name].methods
    answer = page.get(address) if is_read else page.post(address, dict(example.data), "application/json")
    assert (answer.status_code, answer.json()["error"]) == (401, "no_token")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_matrix_would_notice_an_operation_without_a_filter(
    stage: Stage, programs: dict[str, Program]
) -> None:
    rule = rule_of(OPERATIONS["api_school_one"])
    moved = Example({"code": stage.cast.school.code}, path=stage.cast.other_school.path)
    answers = {
        who: (
            ask(program, "api_school_one", moved).status_code,
            expected(rule, moved, stage.users[who], has_object=True),
        )
        for who, program in programs.items()
    }
    assert sum(status not in wanted for status, wanted in answers.values()) > 5
    assert Permission.TERRITORY_VIEW in rule.permissions
