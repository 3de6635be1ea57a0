"""The table of the official method: its signs as printed, never mixed with the calibrated ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from objektiv.reports.methods import SIGN_RULES
from objektiv.reports.phrases import SIGN_TITLES
from objektiv.web.findings.enums import Verdict
from objektiv.web.findings.queries.results import of_assessments, sign_cells, signs_of
from objektiv.web.findings.shown.cells import Cell, hidden_cells
from objektiv.web.findings.shown.matrix import Matrix, MatrixRow
from objektiv.web.findings.shown.schools import ShownSchool, open_keys

NOT_APPLICABLE = "не применим"
BETWEEN_WORKS = "от прошлой работы к этой"  # the report names the works themselves, a column stands over many
INDEX_NOTE = "Индекс = 100 − доля школ, у которых есть хотя бы один признак, %."


@dataclass(frozen=True, slots=True)
class SignColumn:
    """A sign of the official method."""

    key: str

    @property
    def title(self) -> str:
        """What it is called."""
        return SIGN_TITLES.get(self.key, self.key)

    @property
    def rule(self) -> str:
        """When it is triggered."""
        return SIGN_RULES.get(self.key, "").format(when=BETWEEN_WORKS)


SIGNS = tuple(SignColumn(key) for key in SIGN_TITLES)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """The index of a part of the territory."""

    title: str
    schools: int
    flagged: int

    @property
    def index(self) -> float:
        """As printed: 100 minus the share of schools with a sign among those where signs are applicable."""
        return 100.0 - 100.0 * self.flagged / self.schools


def make_official(
    shown: Sequence[ShownSchool], columns: Sequence[SignColumn], assessments: Collection[int] | None
) -> Matrix:
    """Cells of these schools over the chosen procedures (all: None)."""
    signs = of_assessments(signs_of(open_keys(shown)), assessments)
    counts = {(one["result"], one["sign"]): one for one in sign_cells(signs)}
    where: dict[tuple[int, str], list[str]] = defaultdict(list)
    named = signs.filter(flag=True).order_by("assessment__grade", "assessment__subject", "assessment__year")
    for result, sign, title in named.values_list("result", "sign", "assessment__short_title"):
        where[result, sign].append(title)
    return Matrix(columns, [MatrixRow(one, _cells(one, columns, counts, where)) for one in shown])


def _cells(
    school: ShownSchool,
    columns: Sequence[SignColumn],
    counts: Mapping[tuple[int, str], Mapping[str, Any]],
    where: Mapping[tuple[int, str], list[str]],
) -> Sequence[Cell]:
    if school.is_hidden:
        return hidden_cells(len(columns), is_in_analysis=school.is_in_analysis)
    return [_cell(counts.get((school.pk, one.key)), where.get((school.pk, one.key), ())) for one in columns]


def _cell(count: Mapping[str, Any] | None, where: Iterable[str]) -> Cell:
    if count is None:
        return Cell(Verdict.ABSENT, words=NOT_APPLICABLE)
    verdict = Verdict.FINDING if count["found"] else Verdict.NO
    return Cell(verdict, tuple(where), count["total"], count["total"])
