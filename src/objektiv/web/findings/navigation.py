"""Sections of this app at the top of pages, and what of it the search finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from objektiv.analysis import catalogue
from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import may_above_school, permissions_of
from objektiv.web.audit.verbs import add_fields, add_verbs
from objektiv.web.findings.queries.results import named, visible_to
from objektiv.web.shell.navigation import Section, add_section
from objektiv.web.shell.search import Hit, Source, add_source

VERBS = {"results.taken_in": "Результаты расчёта приняты"}
FIELDS = {"run": "расчёт №", "schools": "школ", "unknown_schools": "школ нет на территории"}
FINDINGS = frozenset({Permission.FINDINGS_VIEW, Permission.FINDINGS_PRELIMINARY})


def _sees_findings(user: Any) -> bool:
    return bool(FINDINGS & permissions_of(user))


def _sees_municipalities(user: Any) -> bool:
    """The overview counts whole municipalities: at a single school it would be empty."""
    return may_above_school(user, Permission.SUMMARY_VIEW)


SECTIONS: tuple[tuple[int, str, str, Callable[[Any], bool], str], ...] = (
    (
        10,
        "Обзор",
        "overview",
        _sees_municipalities,
        "Сколько школ с каким приоритетом перепроверки, по муниципалитетам.",
    ),
    (
        50,
        "Признаки",
        "findings",
        _sees_findings,
        "Что показал расчёт: показатели по школам, две методики рядом.",
    ),
    (90, "Показатели", "indicators", _sees_findings, "Что измеряет каждый показатель и чего он не значит."),
)


def add() -> None:
    """Called when the app is ready."""
    add_verbs(VERBS)
    add_fields(FIELDS)
    for order, title, page, is_for, sentence in SECTIONS:
        add_section(Section(order, title, page, is_for, sentence))
    add_source(Source("Результаты школ", find_schools))
    add_source(Source("Показатели", find_indicators))


def find_schools(user: Any, words: str, limit: int) -> Iterable[Hit]:
    """Pages of results by the name or code of a school; what they say is told there."""
    found = named(visible_to(user), words).filter(result_set__run__is_active=True)
    for one in found.order_by("school__order_key", "-result_set__run__school_year")[:limit]:
        url = reverse("findings_school", args=[one.result_set_id, one.school.code])
        yield Hit(one.school.title, f"признаки, {one.school_year}", url)


def find_indicators(user: Any, words: str, limit: int) -> Iterable[Hit]:  # the same for all
    """Passports by title."""
    passports = (one.passport for one in catalogue.indicators().values())
    found = [one for one in passports if words.lower() in one.title.lower()]
    return [
        Hit(one.title, "паспорт показателя", reverse("indicator", args=[one.code])) for one in found[:limit]
    ]
