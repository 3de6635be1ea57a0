"""A school's result as a person is shown it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from objektiv.web.findings.enums import ZONE_CLASSES, Disclosure, Zone
from objektiv.web.findings.links import Standing, standings_of
from objektiv.web.findings.models import SchoolResult
from objektiv.web.findings.phrases import (
    HIDDEN_LEGEND,
    IN_ANALYSIS,
    NO_PRIORITY,
    PRELIMINARY,
    WITHHELD_LEGEND,
)
from objektiv.web.findings.rules import disclosures

NOTES: dict[str, str] = {
    Disclosure.PRELIMINARY: PRELIMINARY,
    Disclosure.HIDDEN: HIDDEN_LEGEND,
    Disclosure.WITHHELD: WITHHELD_LEGEND,
}


@dataclass(frozen=True, slots=True)
class ShownSchool:
    """One line of a list. What is hidden from the person is not here at all: conclusion and priority are empty."""

    pk: int
    set_id: int
    year: str
    code: str
    title: str
    municipality: str
    works: int
    disclosure: Disclosure
    zone: str
    conclusion: str
    standing: str = ""  # «решено: признаки не подтверждены»
    is_decided: bool = False
    is_settled: bool = False

    @property
    def is_hidden(self) -> bool:
        """Neither cells nor a conclusion: looked into, or signs without a priority."""
        return not self.disclosure.has_numbers

    @property
    def is_in_analysis(self) -> bool:
        """Only known to be looked into."""
        return self.disclosure == Disclosure.HIDDEN

    @property
    def note(self) -> str:
        """What a list or a page says of lines like this one; empty where all is shown to all."""
        return NOTES.get(self.disclosure, "")

    @property
    def is_preliminary(self) -> bool:
        """Shown before the school was heard."""
        return self.disclosure == Disclosure.PRELIMINARY

    @property
    def zone_title(self) -> str:
        """The word of the zone."""
        if self.disclosure == Disclosure.WITHHELD and self.zone == Zone.NONE:
            return NO_PRIORITY
        return Zone(self.zone).label if self.zone else IN_ANALYSIS

    @property
    def zone_class(self) -> str:
        """Its sign; a priority that a person did not confirm calls for nothing any more."""
        return "sign-unknown" if self.is_settled else ZONE_CLASSES.get(self.zone, "sign-unknown")


def show(user: Any, results: Iterable[SchoolResult]) -> list[ShownSchool]:
    """The lines of a list, in its order; ``results`` come from ``queries.visible_to``."""
    listed = list(results)
    allowed = disclosures(user, listed)
    standings = standings_of(user, [one for one in listed if allowed[one.pk].has_numbers])
    return [_show(one, allowed[one.pk], standings.get(one.pk)) for one in listed]


def _show(result: SchoolResult, allowed: Disclosure, standing: Standing | None) -> ShownSchool:
    school = result.school
    return ShownSchool(
        pk=result.pk,
        set_id=result.result_set_id,
        year=str(result.result_set),
        code=school.code,
        title=school.title,
        municipality=school.parent.title if school.parent else "",
        works=result.works,
        disclosure=allowed,
        zone="" if allowed == Disclosure.HIDDEN else result.zone,
        conclusion=result.conclusion if allowed.has_numbers else "",
        standing=standing.words if standing else "",
        is_decided=standing is not None and standing.is_decided,
        is_settled=standing is not None and standing.is_settled,
    )


def open_keys(shown: Iterable[ShownSchool]) -> list[int]:
    """Results whose rows may be read for these lines."""
    return [one.pk for one in shown if not one.is_hidden]
