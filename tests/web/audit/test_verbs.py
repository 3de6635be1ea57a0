"""The words of the journal: every verb that the code writes has a Russian title."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import transaction
from django.template import Context, Template

import objektiv.web
from objektiv.web.audit.domain import record
from objektiv.web.audit.models import Record
from objektiv.web.audit.verbs import add_fields, add_verbs, changes_of, known_verbs, title_of

CALL = re.compile(r"\b(?:record|write_\w+|_journal|_go|_writer|_bound)\(([^)]*)")
VERB = re.compile(r"""["']([a-z]+\.[a-z_]+)["']""")


def apps() -> list[str]:
    folder = Path(objektiv.web.__file__).parent
    return sorted(one.name for one in folder.iterdir() if (one / "apps.py").is_file())


def verbs_of(app: str) -> set[str]:
    """Verbs in calls that write the journal; in ``signals.py`` they stand in a table."""
    folder = Path(objektiv.web.__file__).parent / app
    found: set[str] = set()
    for file in folder.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        places = [text] if file.name == "signals.py" else CALL.findall(text)
        found |= {verb for place in places for verb in VERB.findall(place)}
    return {verb for verb in found if not verb.startswith(("allauth.", "django.")) and verb != "run.json"}


@pytest.mark.parametrize("app", apps())
def test_every_verb_has_a_title(app) -> None:
    assert verbs_of(app) <= known_verbs().keys()


def test_the_search_for_verbs_finds_them() -> None:
    assert {"user.added", "role.given", "user.sign_in_failed", "user.signed_in"} <= verbs_of("access")
    assert {"unit.added", "unit.moved"} <= verbs_of("territory")
    assert verbs_of("findings") == {"results.taken_in"}


def test_a_verb_without_a_title_shows_itself() -> None:
    assert title_of("odd.verb") == "odd.verb"


@pytest.mark.django_db
def test_the_words_of_a_record() -> None:
    add_verbs({"test.named": "Сделано"})
    add_fields({"when": "когда", "tone": "тон"}, tone={"loud": "громко"})
    with transaction.atomic():
        record(
            "test.named", by=None, old={"tone": "loud"},
            new={"when": "2026-09-01", "tone": "", "ready": True, "list": [1, 2], "nothing": None,
                 "at": "2026-11-22T08:25:17.915Z"},
        )  # fmt: skip
    one = Record.objects.get()
    lines = [(line.title, line.old, line.new) for line in changes_of(one)]
    assert lines == [
        ("когда", "—", "01.09.2026"), ("тон", "громко", "—"), ("at", "—", "22.11.2026 11:25"),
        ("list", "—", "1, 2"),
        ("ready", "—", "да"),
    ]  # fmt: skip
    shown = "{% load journal %}{{ one.verb|verb_title }}: {% for line in one|changes %}{{ line.title }} {% endfor %}"
    template = Template(shown)
    assert template.render(Context({"one": one})).startswith("Сделано: когда тон")


def test_what_was_nothing_and_stays_nothing_is_left_out() -> None:
    one = Record(old={"code": "1", "kind": None}, new={"title": "Школа № 1", "kind": "", "code": ""})
    told = [(line.title, line.old, line.new) for line in changes_of(one)]
    assert told == [("название", "—", "Школа № 1"), ("код", "1", "—")]
