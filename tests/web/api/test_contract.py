"""The description is kept: whatever is sent, nothing fails and every answer has the shape that is described."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import schemathesis
from cast import make_cast
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from matrix import Pair, examples_of
from programs import ALL_SCOPES, BASE, Program, program_of
from pytest_django import DjangoDbBlocker
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from signing_in import add_codes

from objektiv.web.api import interface
from objektiv.web.api.interface import api, operations_by_name

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 6
SCHEMA = schemathesis.openapi.from_wsgi(f"{BASE}/openapi.json", app=get_wsgi_application())
OPERATIONS = {
    f"api_{one.ok().definition.raw['operationId']}": one.ok() for one in SCHEMA.get_all_operations()
}
WHO = ("regional_analyst", "deputy_head")


@dataclass
class Stage:
    """The objects that addresses name, and the programs."""

    examples: dict[str, Pair]
    programs: dict[str, Program]


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """In place of pytest-django's own: it closes the connection after every test, and the stage with it."""


@pytest.fixture(autouse=True)
def home() -> None:
    """The stage has its own."""


@pytest.fixture(scope="module", autouse=True)
def kept_connection() -> Iterator[None]:
    """A server ends a connection between requests; here the stage lives in it (Django's own client does the same)."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def stage(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("contract")
    (folder / "home").mkdir()
    with django_db_blocker.unblock(), override_settings(OBJEKTIV_HOME=folder / "home"), transaction.atomic():
        cast = make_cast()
        examples = examples_of("api", cast, folder)
        yield Stage(examples, {who: program_of(add_codes(cast.roles[who]), *ALL_SCOPES) for who in WHO})
        transaction.set_rollback(True)


def send(case: schemathesis.Case, program: Program) -> None:
    """What it does is undone; a limit on requests is no part of the description."""
    cache.clear()
    plain = {"Accept-Encoding": "identity"}  # the tool does not unpack what it gets in one process
    case.headers = {**(case.headers or {}), **plain, **program.headers}  # not the invented token
    with transaction.atomic():
        response = case.call()
        transaction.set_rollback(True)
    assert response.status_code != 401
    case.validate_response(response, checks=CHECKS)


def check(name: str, stage: Stage, who: str, mode: GenerationMode, **known: object) -> None:
    """Some requests of an operation, always the same ones."""

    @seed(20261122)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=OPERATIONS[name].as_strategy(generation_mode=mode, **known))
    def run(case: schemathesis.Case) -> None:
        send(case, stage.programs[who])

    run()


def test_every_operation_is_described() -> None:
    assert sorted(OPERATIONS) == sorted(operations_by_name())
    assert api.described["openapi"].startswith("3.")


def test_no_two_shapes_share_a_name() -> None:
    """The description knows shapes by name: of two of one name it would show one."""
    endpoints = Path(interface.__file__).parent / "endpoints"
    names = [
        name
        for file in endpoints.glob("*.py")
        for name in re.findall(r"^class (\w+)\(", file.read_text(), re.M)
    ]
    assert len(names) > 20
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_what_fits_the_description_is_answered_as_described(stage: Stage, name: str, who: str) -> None:
    check(name, stage, who, GenerationMode.POSITIVE)
    if example := stage.examples.get(name):
        check(name, stage, who, GenerationMode.POSITIVE, path_parameters=dict(example[0].kwargs))


NEGATIVE = sorted(name for name in OPERATIONS if name != "api_me")  # which takes nothing


@pytest.mark.parametrize("name", NEGATIVE)
def test_what_does_not_fit_is_refused_in_words(stage: Stage, name: str) -> None:
    check(name, stage, WHO[1], GenerationMode.NEGATIVE)


@given(words=st.text(max_size=20))
@settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@seed(20261122)
def test_any_words_may_be_looked_for(stage: Stage, words: str) -> None:
    cache.clear()
    for address in ("/schools", "/cases", "/findings", "/journal"):
        asked = {"who" if address == "/journal" else "q": words}
        assert stage.programs[WHO[1]].get(address, **asked).status_code in (200, 403, 422)
