"""What was really done in a training territory: the answers, kept apart from everything that is loaded."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from objektiv.model.assessment import AssessmentId
from objektiv.model.organisation import format_school
from objektiv.model.tables import Array, BoolArray, IntArray
from objektiv.simulation.territory import Territory

MECHANISM_TITLES: Mapping[str, str] = {
    "none": "без вмешательства",
    "M1": "баллы подняты до границы отметки",
    "M3": "подсказка на самых трудных заданиях",
    "M7": "отметки журнала подняты",
}


@dataclass(frozen=True)
class Truth:
    """One entry a school (S): its mechanism and dose («none» where nothing was done) and its accepted works.

    ``works`` maps every assessment to the number of present, not quarantined works, ``acts`` every school year
    to the schools that do their mechanism in it; each of shape (S,).
    """

    schools: IntArray
    municipalities: IntArray
    names: tuple[str, ...]
    kind: Array
    mechanism: Array
    dose: Array
    works: Mapping[AssessmentId, IntArray]
    acts: Mapping[str, BoolArray]

    def treated(self, mechanism: str, dose: str = "") -> IntArray:
        """Codes of the schools with a mechanism, at one dose or at any."""
        chosen = self.mechanism == mechanism
        if dose:
            chosen = chosen & (self.dose == dose)
        return np.asarray(self.schools[chosen])


def tell_truth(territory: Territory, works: Mapping[AssessmentId, IntArray]) -> Truth:
    """Truth of a territory with its numbers of works per assessment, each of shape (S,)."""
    return Truth(
        schools=territory.codes,
        municipalities=territory.municipalities,
        names=territory.names,
        kind=np.where(territory.is_lyceum, "lyceum", "ordinary"),
        mechanism=territory.mechanism,
        dose=territory.dose,
        works=dict(works),
        acts=territory.acts,
    )


def write_truth(truth: Truth, path: Path) -> None:
    """Write the truth as csv (UTF-8 with BOM), one row a school, ``works_…`` columns per assessment.

    A territory of several years also says year by year what was done: «what_2024/25».
    """
    heads = ["school", "municipality", "name", "kind", "mechanism", "dose", "what"]
    years = list(truth.acts) if len(truth.acts) > 1 else []
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        by_year = [f"what_{year}" for year in years]
        writer.writerow([*heads, *by_year, *(f"works_{assessment}" for assessment in truth.works)])
        for index, school in enumerate(truth.schools.tolist()):
            mechanism = str(truth.mechanism[index])
            writer.writerow(
                [
                    *(format_school(school), int(truth.municipalities[index]), truth.names[index]),
                    *(truth.kind[index], mechanism, truth.dose[index], MECHANISM_TITLES[mechanism]),
                    *(MECHANISM_TITLES[mechanism if truth.acts[year][index] else "none"] for year in years),
                    *(int(counts[index]) for counts in truth.works.values()),
                ]
            )
