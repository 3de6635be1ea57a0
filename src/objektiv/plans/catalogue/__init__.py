"""Typical actions and causes: what is usually planned, by whom, until when, and what asks for it."""

from objektiv.plans.catalogue.entries import ActionEntry, Cause, Direction, EntryField, Setting
from objektiv.plans.catalogue.loader import Catalogue, load_catalogue
from objektiv.plans.catalogue.matching import Match, matches
from objektiv.plans.catalogue.suggesting import Suggestion, suggest

__all__ = [
    "ActionEntry",
    "Catalogue",
    "Cause",
    "Direction",
    "EntryField",
    "Match",
    "Setting",
    "Suggestion",
    "load_catalogue",
    "matches",
    "suggest",
]
