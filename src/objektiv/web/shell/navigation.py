"""The sections at the top of every page. Apps add theirs when they start; the frame knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

FITS = 10  # sections beside the search and the name of the person on one line of 1366 px
RARE_FROM = 75  # sections of this order and after it are set up once and looked up now and then


@dataclass(frozen=True, slots=True)
class Section:
    """A place in the navigation: its order, its title, its page, who sees it, and what it is for in one sentence."""

    order: int
    title: str
    url_name: str
    is_for: Callable[[Any], bool]
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section as the page shows it."""

    title: str
    url: str
    is_current: bool
    sentence: str = ""
    is_rare: bool = False


@dataclass(frozen=True, slots=True)
class Arranged:
    """Sections on the line at the top, and those behind its last word «Ещё»."""

    line: Sequence[ShownSection]
    more: Sequence[ShownSection] = ()

    @property
    def is_more_current(self) -> bool:
        """The page open now is one of those behind «Ещё»."""
        return any(one.is_current for one in self.more)


_sections: dict[str, Section] = {}


def add_section(section: Section) -> None:
    """Called by an app when it is ready; the same section twice is one."""
    _sections[section.url_name] = section


def address_of(user: Any, url_name: str) -> str:
    """Where a section is, empty where the person does not see it or no app has it."""
    section = _sections.get(url_name)
    return reverse(url_name) if section is not None and section.is_for(user) else ""


def sections_for(user: Any, path: str) -> tuple[ShownSection, ...]:
    """Sections that a person sees, in order."""
    ordered = sorted(_sections.values(), key=lambda one: one.order)
    shown = [(one, reverse(one.url_name)) for one in ordered if one.is_for(user)]
    return tuple(
        ShownSection(one.title, url, path.startswith(url), one.sentence, one.order >= RARE_FROM)
        for one, url in shown
    )


def arranged(sections: Sequence[ShownSection]) -> Arranged:
    """All on the line while they fit; else the rare ones go behind «Ещё», and before them what still does not fit."""
    if len(sections) <= FITS:
        return Arranged(sections)
    usual = [one for one in sections if not one.is_rare]
    rare = [one for one in sections if one.is_rare]
    return Arranged(usual[: FITS - 1], [*usual[FITS - 1 :], *rare])
