"""What this app adds to the frame: its section, search, words of the journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from objektiv.web.access.permissions import Permission
from objektiv.web.access.queries import permissions_of, said
from objektiv.web.audit.verbs import add_fields, add_verbs
from objektiv.web.shell.navigation import Section, add_section
from objektiv.web.shell.search import Hit, Source, add_source
from objektiv.web.territory.phrases import FIELDS, VERBS
from objektiv.web.territory.queries import visible_to


def add() -> None:
    """Called when the app is ready."""
    sentence = "Школы и муниципалитеты, сведения по годам, классы, переименования и присоединения."
    add_section(
        Section(
            75,
            "Территория",
            "territory",
            lambda user: Permission.TERRITORY_VIEW in permissions_of(user),
            sentence,
        )
    )
    add_source(Source("Территория", find_units))
    add_verbs(VERBS)
    add_fields(FIELDS)


def find_units(user: Any, words: str, limit: int) -> Iterable[Hit]:
    """Parts of one's territory by name or code."""
    found = (
        visible_to(user).filter(said(words, "title", "code")).select_related("parent").order_by("order_key")
    )
    for one in found[:limit]:
        note = f"{one.code}, {one.parent.title}" if one.parent else one.code
        yield Hit(one.title, note, reverse("unit", args=[one.pk]))
