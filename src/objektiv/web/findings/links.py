"""What else may be done from a school's page; apps above add theirs, this one knows none of them."""

from __future__ import annotations

from collections.abc import Callable
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
    """How far people have come with a result: «Карточка № 5: признаки не подтверждены», what was decided and why."""

    title: str
    url: str
    sentence: str = ""


MakeLink = Callable[[Any, SchoolResult], SchoolLink | None]

TellStanding = Callable[[Any, SchoolResult], Standing | None]

_makers: dict[str, MakeLink] = {}
_standings: dict[str, TellStanding] = {}


def add_school_link(name: str, make: MakeLink) -> None:
    """Called by an app when it is ready: ``make(user, result)`` gives a button or None; the same name twice is one."""
    _makers[name] = make


def links_for(user: Any, result: SchoolResult) -> list[SchoolLink]:
    """Buttons for this person at this result, which the person is shown."""
    made = (make(user, result) for make in _makers.values())
    return [link for link in made if link is not None]


def add_standing(name: str, tell: TellStanding) -> None:
    """The same: ``tell(user, result)`` says what is being done about a result, None while nothing is."""
    _standings[name] = tell


def standing_of(user: Any, result: SchoolResult) -> Standing | None:
    """What people have done about this result; then its page no longer advises to begin."""
    return next((said for tell in _standings.values() if (said := tell(user, result))), None)
