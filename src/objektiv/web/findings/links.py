"""What else may be done from a school's page; apps above add theirs, this one knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from objektiv.web.findings.models import SchoolResult


@dataclass(frozen=True, slots=True)
class SchoolLink:
    """A button: «Открыть карточку анализа признаков»."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far people have come with a result: «Карточка № 5: признаки не подтверждены», what was decided and why.

    ``words``: the same for a line of a list; ``is_decided``: a person decided; ``is_settled``: and did not confirm the
    signs, so the priority that the analysis gave no longer calls for anything.
    """

    title: str
    url: str
    sentence: str = ""
    words: str = ""
    is_decided: bool = False
    is_settled: bool = False


MakeLink = Callable[[Any, SchoolResult], SchoolLink | None]

TellStandings = Callable[[Any, Sequence[SchoolResult]], Mapping[int, Standing]]

_makers: dict[str, MakeLink] = {}
_standings: dict[str, TellStandings] = {}


def add_school_link(name: str, make: MakeLink) -> None:
    """Called by an app when it is ready: ``make(user, result)`` gives a button or None; the same name twice is one."""
    _makers[name] = make


def links_for(user: Any, result: SchoolResult) -> list[SchoolLink]:
    """Buttons for this person at this result, which the person is shown."""
    made = (make(user, result) for make in _makers.values())
    return [link for link in made if link is not None]


def add_standing(name: str, tell: TellStandings) -> None:
    """The same: ``tell(user, results)`` says what is being done about results, by their keys. One query a call."""
    _standings[name] = tell


def standings_of(user: Any, results: Sequence[SchoolResult]) -> dict[int, Standing]:
    """What people have done about these results; the page of such a one no longer advises to begin."""
    found: dict[int, Standing] = {}
    for tell in _standings.values():
        found = {**tell(user, results), **found}
    return found
