"""What apps above show on the pages of plans: this one knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from objektiv.web.plans.models import Action, Plan


@dataclass(frozen=True, slots=True)
class PlanLink:
    """A link beside the buttons of a page: «Поручения школам»."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ActionPanel:
    """A small panel on the page of an action: a title, a sentence, links; ``is_urgent``: it asks for something now."""

    title: str
    sentence: str
    links: tuple[PlanLink, ...] = ()
    is_urgent: bool = False


MakePanel = Callable[[Any, Action], ActionPanel | None]
MakeNotes = Callable[[Sequence[Action]], Mapping[int, str]]
MakeSectionLink = Callable[[Any], PlanLink | None]
MakePlanLink = Callable[[Any, Plan], PlanLink | None]

_panels: dict[str, MakePanel] = {}
_notes: dict[str, MakeNotes] = {}
_section_links: dict[str, MakeSectionLink] = {}
_plan_links: dict[str, MakePlanLink] = {}


def add_action_panel(name: str, make: MakePanel) -> None:
    """``make(user, action)`` gives a panel or None; the same name twice is one."""
    _panels[name] = make


def add_row_notes(name: str, make: MakeNotes) -> None:
    """``make(actions)`` gives words by the key of an action, for the rows of a plan; it asks the database once."""
    _notes[name] = make


def add_section_link(name: str, make: MakeSectionLink) -> None:
    """``make(user)`` gives a link for the list of plans, or None."""
    _section_links[name] = make


def add_plan_link(name: str, make: MakePlanLink) -> None:
    """``make(user, plan)`` gives a link for the page of a plan, or None."""
    _plan_links[name] = make


def panels_for(user: Any, action: Action) -> list[ActionPanel]:
    """Panels for this person at an action that the person sees."""
    return [one for make in _panels.values() if (one := make(user, action)) is not None]


def notes_of(actions: Sequence[Action]) -> dict[int, list[str]]:
    """Words of all apps by the key of an action."""
    found: dict[int, list[str]] = {}
    for make in _notes.values():
        for key, words in make(actions).items():
            found.setdefault(key, []).append(words)
    return found


def section_links_for(user: Any) -> list[PlanLink]:
    """Links beside the list of plans."""
    return [one for make in _section_links.values() if (one := make(user)) is not None]


def plan_links_for(user: Any, plan: Plan) -> list[PlanLink]:
    """Links on the page of a plan."""
    return [one for make in _plan_links.values() if (one := make(user, plan)) is not None]
