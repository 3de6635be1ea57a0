"""Kinds of actions, one file each: what a module here holds is found by itself."""

from __future__ import annotations

import sys
from functools import cache

from objektiv.model.discovery import discover
from objektiv.plans.words import fold
from objektiv.web.plans.kind import ActionKind

OTHER = "other"


@cache
def kinds() -> dict[str, ActionKind]:
    """All kinds by code, which is the name of the module."""
    return discover(sys.modules[__name__], ActionKind)


def kind_choices() -> list[tuple[str, str]]:
    """For forms: by title, «другое» last."""
    titles = sorted(((code, one.title) for code, one in kinds().items()), key=lambda pair: pair[1])
    return [pair for pair in titles if pair[0] != OTHER] + [(OTHER, kinds()[OTHER].title)]


def kind_title(code: str) -> str:
    """The title of a kind; of one that is no more, «другое»."""
    return kinds().get(code, kinds()[OTHER]).title


def guess_kind(text: str) -> str:
    """The kind whose word stands first in the text of an action; ``other`` when none does."""
    folded = f" {fold(text)}"
    found = [
        (place, code)
        for code, one in kinds().items()
        for word in one.words
        if (place := folded.find(f" {word}")) >= 0
    ]
    return min(found)[1] if found else OTHER


def kind_of_catalogue(code: str, title: str) -> str:
    """The kind of a typical action: what its text says of parents, else what its kind of the catalogue stands for."""
    if (said := guess_kind(title)) == "parents":
        return said
    return next((own for own, one in kinds().items() if code in one.catalogue), OTHER)
