"""What is known of one responsible."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a responsible is."""

    PERSON = "person"
    POST = "post"
    GROUP = "group"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Responsible:
    """One of those named. ``text``: the document's words; ``title``: the usual name («Мухин А. Б.», «методист»);
    ``roles``: codes of the product's roles, empty when none fits; ``remark``: what a person should look at."""

    kind: Kind
    text: str
    title: str = ""
    roles: tuple[str, ...] = ()
    remark: str = ""
