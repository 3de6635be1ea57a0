"""The catalogue out of its data files; settings may be replaced by those of a territory."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from objektiv.plans.catalogue.entries import ActionEntry, Cause, Direction, EntryField, Setting

_LISTS = ("deadlines", "owners", "roles", "evidence", "fields", "causes", "indicators", "conditions", "words")


@dataclass(frozen=True)
class Catalogue:
    """Everything the catalogue holds, each by its code; ``later``: indicators that the product does not have yet;
    ``wordings``: what to write instead of a legal risk."""

    actions: Mapping[int, ActionEntry]
    causes: Mapping[str, Cause]
    settings: Mapping[str, Setting]
    fields: Mapping[str, EntryField]
    kinds: Mapping[str, str]
    directions: Mapping[str, str]
    conditions: Mapping[str, str]
    later: frozenset[str]
    wordings: Mapping[str, str]

    def deadlines(self, entry: ActionEntry) -> tuple[str, ...]:
        """The usual deadlines of an action in words, with the settings put in."""
        return tuple(self._filled(text) for text in entry.deadlines)

    def note(self, entry: ActionEntry) -> str:
        """The remark to an action, with the settings put in."""
        return self._filled(entry.note)

    def with_settings(self, values: Mapping[str, float]) -> Catalogue:
        """The catalogue with other numbers; KeyError for a setting that there is not."""
        changed = {code: replace(self.settings[code], value=value) for code, value in values.items()}
        return replace(self, settings={**self.settings, **changed})

    def _filled(self, text: str) -> str:
        return text.format_map(
            {code: f"{one.value:g}".replace(".", ",") for code, one in self.settings.items()}
        )


@cache
def load_catalogue() -> Catalogue:
    """The catalogue of the product."""
    settings, causes, actions = (_document(name) for name in ("settings", "causes", "actions"))
    return Catalogue(
        actions={row["number"]: _action(row) for row in actions["action"]},
        causes={row["code"]: Cause(**row) for row in causes["cause"]},
        settings={code: Setting(code, **row) for code, row in settings["setting"].items()},
        fields={code: EntryField(code, **row) for code, row in settings["field"].items()},
        kinds=settings["kind"],
        directions=settings["direction"],
        conditions=settings["condition"],
        later=frozenset(settings["later"]["indicators"]),
        wordings=settings["wording"],
    )


def _document(name: str) -> dict[str, Any]:
    return tomllib.loads(
        files("objektiv.plans.catalogue").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    )


def _action(row: Mapping[str, Any]) -> ActionEntry:
    values: dict[str, Any] = {key: tuple(value) if key in _LISTS else value for key, value in row.items()}
    values["direction"] = Direction(row["direction"])
    return ActionEntry(**values)
