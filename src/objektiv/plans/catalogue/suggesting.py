"""What to plan when signs were found or causes are known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from objektiv.plans.catalogue.entries import ActionEntry
from objektiv.plans.catalogue.loader import Catalogue, load_catalogue


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A typical action and why it is proposed, in Russian."""

    entry: ActionEntry
    reasons: tuple[str, ...]


def suggest(
    *,
    indicators: Collection[str] = (),
    causes: Collection[str] = (),
    conditions: Collection[str] = (),
    with_always: bool = False,
    catalogue: Catalogue | None = None,
) -> tuple[Suggestion, ...]:
    """Actions that the signs, the causes and the conditions ask for, those with most reasons first.

    ``indicators``: codes of indicators with a finding; ``causes``: «П1» …; ``conditions``: codes of the catalogue;
    ``with_always``: also what belongs to every plan. KeyError for a cause or a condition that there is not.
    """
    known = catalogue or load_catalogue()
    for code in causes:
        _ = known.causes[code]
    for code in conditions:
        _ = known.conditions[code]
    found = [
        Suggestion(entry, _reasons(entry, known, set(indicators), set(causes), set(conditions), with_always))
        for entry in known.actions.values()
    ]
    asked = [one for one in found if one.reasons]
    return tuple(sorted(asked, key=lambda one: (-len(one.reasons), one.entry.number)))


def _reasons(
    entry: ActionEntry,
    known: Catalogue,
    indicators: set[str],
    causes: set[str],
    conditions: set[str],
    with_always: bool,
) -> tuple[str, ...]:
    return (
        *(f"признак: {code}" for code in entry.indicators if code in indicators),
        *(f"причина {code}: {known.causes[code].title.lower()}" for code in entry.causes if code in causes),
        *(f"условие: {known.conditions[code]}" for code in entry.conditions if code in conditions),
        *(("обязательное для полноты плана",) if with_always and entry.always else ()),
    )
