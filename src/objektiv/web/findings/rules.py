"""Who is shown what of a school's result: one rule for every page, export, search and picture."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import live_assignments, may
from objektiv.web.findings.enums import MARKED_ZONES, Disclosure
from objektiv.web.findings.models import SchoolResult

# Of some results (their keys), those of which the app knows something.
Known = Callable[[Collection[int]], Collection[int]]

_heard: dict[str, Known] = {}
_opened: dict[str, Known] = {}


def add_heard(name: str, source: Known) -> None:
    """Called by an app that knows of replies when it is ready; the same name twice is one. One query a call.

    ``source`` tells the results whose school was heard: it replied, its term passed, or a person decided.
    """
    _heard[name] = source


def add_opened(name: str, source: Known) -> None:
    """The same for results that somebody looks into, whatever their priority."""
    _opened[name] = source


def disclosure(user: Any, result: SchoolResult) -> Disclosure:
    """How much of one school's result a person is shown; ``result`` comes with its school."""
    return disclosures(user, [result])[result.pk]


def disclosures(user: Any, results: Sequence[SchoolResult]) -> dict[int, Disclosure]:
    """Result → how much of it a person is shown, for a whole page with the queries of one.

    Without signs there is nothing to be heard about. Before the school was heard, its signs are for the school itself
    and for those who work on it. What others are told depends on whether anybody will ask the school:

    - a priority is always asked about, and so is a result about which a case is open: others know that it is looked
      into, and see it all once the school was heard;
    - one sign without a priority is not asked about, so «идёт анализ» would never end there and would be untrue. Nor
      may the sign be shown: the school has no way to explain it. Others know only that there is no priority.
    """
    with_signs = [one.pk for one in results if one.has_signs]
    heard, opened = _told(_heard, with_signs), _told(_opened, with_signs)
    return {
        one.pk: _disclose(
            user,
            one,
            is_open=not one.has_signs or one.pk in heard,
            is_looked_into=one.zone in MARKED_ZONES or one.pk in opened,
        )
        for one in results
    }


def _told(sources: Mapping[str, Known], keys: Collection[int]) -> set[int]:
    return {key for source in sources.values() for key in source(keys)} if keys else set()


def _disclose(user: Any, result: SchoolResult, *, is_open: bool, is_looked_into: bool) -> Disclosure:
    path = result.school.path
    works_on_it, sees_it = (
        may(user, Permission.FINDINGS_PRELIMINARY, path),
        may(user, Permission.FINDINGS_VIEW, path),
    )
    if is_open and (works_on_it or sees_it):
        return Disclosure.FULL
    if works_on_it or is_own(user, result):
        return Disclosure.PRELIMINARY
    return Disclosure.HIDDEN if is_looked_into or not sees_it else Disclosure.WITHHELD


def is_own(user: Any, result: SchoolResult) -> bool:
    """The person sees findings as somebody of this very school, not from above."""
    return any(
        held.unit_id == result.school_id and Permission.FINDINGS_VIEW in held.role_class.permissions
        for held in live_assignments(user)
    )


def reads_as_school(user: Any, result: SchoolResult) -> bool:
    """The person is asked, not asking: words meant for officials are said to such a person otherwise."""
    return is_own(user, result) and not may(user, Permission.FINDINGS_PRELIMINARY, result.school.path)
