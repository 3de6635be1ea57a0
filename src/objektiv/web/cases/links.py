"""What else may be done from the page of a case; apps above add theirs, this one knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from objektiv.web.cases.models import Case


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A link: «Зона риска: предложено»; ``is_act``: a button that does something at once."""

    title: str
    url: str
    is_act: bool = False


MakeLink = Callable[[Any, Case], CaseLink | None]

_makers: dict[str, MakeLink] = {}


def add_case_link(name: str, make: MakeLink) -> None:
    """Called by an app when it is ready: ``make(user, case)`` gives a link or None; the same name twice is one."""
    _makers[name] = make


def links_for(user: Any, case: Case) -> list[CaseLink]:
    """Links for this person at this case, which the person sees."""
    made = (make(user, case) for make in _makers.values())
    return [link for link in made if link is not None]
