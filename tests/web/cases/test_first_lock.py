"""Every verb takes the head of the journal before it writes anything else: no two verbs wait for each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from case_results import GROUND, TEXT, make_result
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from objektiv.web.cases import domain
from objektiv.web.cases.models import Case
from objektiv.web.findings.models import SchoolResult

pytestmark = pytest.mark.django_db
WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
LATER = date(2099, 1, 1)


def locked(act: Callable[[], object]) -> list[str]:
    """What an act locks, in order: the head of the journal by reading it, any other table by writing to it."""
    with CaptureQueriesContext(connection) as seen:
        act()
    found = []
    for one in seen:
        if "audit_chainhead" in one["sql"]:
            found.append("audit_chainhead")
        elif written := WRITES.match(one["sql"]):
            found.append(written[1])
    return found


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path) -> None:
    settings.OBJEKTIV_HOME = tmp_path / "home"


def result_beside(case: Case) -> SchoolResult:
    return SchoolResult.objects.exclude(pk=case.result_id).get()


def terms(cast, case: Case) -> object:
    empty = {"reply_days": 5, "works_kept_until": LATER, "signer_post": "", "signer_name": ""}
    return domain.set_terms(cast.municipality, by=cast.coordinator, version=0, **empty)


def answer(cast, case: Case) -> None:
    domain.reply(case, text=TEXT, by=cast.deputy)


def decide(cast, case: Case) -> None:
    domain.decide(case, outcome="insufficient", ground=GROUND, by=cast.coordinator)


def close(cast, case: Case) -> None:
    domain.close_case(case, by=cast.coordinator)


WAY: dict[str, Callable[..., object]] = {
    "open_case": lambda cast, case: domain.open_case(result_beside(case), [], by=cast.coordinator),
    "ask_school": lambda cast, case: domain.ask_school(case, by=cast.coordinator),
    "remind": lambda cast, case: domain.remind(case, by=cast.coordinator),
    "move_term": lambda cast, case: domain.move_term(case, until=LATER, by=cast.coordinator),
    "give_to": lambda cast, case: domain.give_to(case, responsible=cast.coordinator, by=cast.coordinator),
    "keep_works": lambda cast, case: domain.keep_works(
        case, until=LATER, by=cast.coordinator, ground="анализ"
    ),
    "attach": lambda cast, case: domain.attach(
        case, SimpleUploadedFile("а.pdf", b"%PDF-1.7"), by=cast.coordinator
    ),
    "set_terms": terms,
    "reply": answer,
    "enter_reply": lambda cast, case: domain.enter_reply(case, text=TEXT, by=cast.coordinator),
    "decide": decide,
    "send_to_recheck": lambda cast, case: domain.send_to_recheck(case, by=cast.coordinator),
    "destroy_works": lambda cast, case: domain.destroy_works(
        case, on=timezone.localdate(), by=cast.coordinator, ground="акт 7"
    ),
    "decide again": decide,
    "close_case": close,
    "reopen": lambda cast, case: domain.reopen(case, by=cast.coordinator, reason="новые данные"),
}


def test_every_verb_takes_the_journal_first(cast, case) -> None:
    make_result(cast, cast.neighbour)
    first = {name: locked(partial(act, cast, case))[0] for name, act in WAY.items()}
    assert first == dict.fromkeys(WAY, "audit_chainhead")
