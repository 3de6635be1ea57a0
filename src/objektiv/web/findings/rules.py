"""Who is shown what of a school's result: one rule for every page, export, search and picture."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live_assignments, may
from objektiv.web.findings.enums import Disclosure
from objektiv.web.findings.models import SchoolResult

# Of some results (their keys), those whose school was heard: it replied, its term passed, or a person decided.
Heard = Callable[[Collection[int]], Collection[int]]

_heard: dict[str, Heard] = {}


def add_heard(name: str, source: Heard) -> None:
    """Called by an app that knows of replies when it is ready; the same name twice is one. One query a call."""
    _heard[name] = source


def disclosure(user: Any, result: SchoolResult) -> Disclosure:
    """How much of one school's result a person is shown; ``result`` comes with its school."""
    return disclosures(user, [result])[result.pk]


def disclosures(user: Any, results: Sequence[SchoolResult]) -> dict[int, Disclosure]:
    """Result → how much of it a person is shown, for a whole page with the queries of one.

    Without signs there is nothing to be heard about. Before the school was heard, its signs are for the school itself
    and for those who work on it; others know only that it is looked into.
    """
    with_signs = [one.pk for one in results if one.has_signs]
    heard = {key for source in _heard.values() for key in source(with_signs)} if with_signs else set()
    return {one.pk: _disclose(user, one, is_open=not one.has_signs or one.pk in heard) for one in results}


def _disclose(user: Any, result: SchoolResult, *, is_open: bool) -> Disclosure:
    path = result.school.path
    works_on_it = may(user, Permission.FINDINGS_PRELIMINARY, path)
    if is_open and (works_on_it or may(user, Permission.FINDINGS_VIEW, path)):
        return Disclosure.FULL
    return Disclosure.PRELIMINARY if works_on_it or _is_own(user, result) else Disclosure.HIDDEN


def _is_own(user: Any, result: SchoolResult) -> bool:
    """The person sees findings as somebody of this very school, not from above."""
    return any(
        held.unit_id == result.school_id and Permission.FINDINGS_VIEW in held.role_class.permissions
        for held in live_assignments(user)
    )
