"""What a kind of action is: its fields, its usual evidence, its checklist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class KindField:
    """A field of a kind; ``name`` is the key in ``Action.details``."""

    name: str
    label: str
    type: Literal["text", "date", "number"] = "text"
    help_text: str = ""


@dataclass(frozen=True, slots=True)
class ActionKind:
    """A kind of action. ``words``: beginnings of words by which the text of an action tells the kind.

    ``evidence``: documents that usually prove it; ``checklist``: steps that are easily forgotten; ``catalogue``: kinds
    of the catalogue of typical actions that this one stands for.
    """

    title: str
    sentence: str
    words: tuple[str, ...]
    fields: tuple[KindField, ...]
    evidence: tuple[str, ...]
    checklist: tuple[str, ...]
    catalogue: tuple[str, ...] = ()
