"""Rows and reports of the lake become cells: the only place where the analysis touches rows of pupils."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from objektiv.aggregates import tables as aggregate
from objektiv.aggregates.cells import cells_from_rows
from objektiv.aggregates.report_cells import cells_from_reports, join_cells
from objektiv.aggregates.report_rows import ReportRow, report_rows
from objektiv.aggregates.strata import Strata
from objektiv.analysis.crosscheck import compare_sources
from objektiv.engines.polars import PolarsEngine
from objektiv.lake.lake import PART_PREFIX, Lake
from objektiv.lake.state import scale_from_data
from objektiv.model.assessment import AssessmentId
from objektiv.model.engine import Engine
from objektiv.model.errors import ScaleError
from objektiv.model.indicator import Cells
from objektiv.model.scale import Scale
from objektiv.model.tables import Array, Problem, Table
from objektiv.scales.headers import join_parts, scale_with_headers
from objektiv.scales.loader import Registry


@dataclass(frozen=True)
class Reduced:
    """One assessment as small tables: cells of schools, participation, forms, and what the reports say."""

    cells: Cells
    participation: Table
    forms: Table
    reports: tuple[ReportRow, ...]
    problems: tuple[Problem, ...] = ()


def reduce_assessment(engine: Engine, assessment: AssessmentId, scale: Scale, reports: Table) -> Reduced:
    """All aggregates of one assessment in one pass over its rows."""
    rows = engine.attempts(assessment)
    collected = engine.collect(
        {
            "participation": aggregate.participation(rows),
            "journal_scores": aggregate.journal_scores(rows),
            "part_scores": aggregate.part_scores(rows, scale),
            "forms": aggregate.form_scores(rows),
        }
    )
    check_scores(assessment, scale, collected["journal_scores"])
    cells = cells_from_rows(assessment, scale, collected, {}, ("все",))
    printed = report_rows(reports, str(assessment), scale)
    problems = compare_sources(cells, printed)
    cells = join_cells(cells, cells_from_reports(assessment, scale, printed))
    return Reduced(cells, collected["participation"], collected["forms"], printed, problems)


def check_scores(assessment: AssessmentId, scale: Scale, journal_scores: Table) -> None:
    """ScaleError when a work has more than the scale's maximum: the scale came after the file and is another work's."""
    top = int(max(journal_scores["raw_score"], default=0))
    if top > scale.maximum:
        raise ScaleError(
            f"{assessment.title}: в загруженных работах есть балл {top}, а наибольший по шкале — {scale.maximum} "
            f"(источник шкалы: {scale.source or 'не указан'}).",
            "Исправьте шкалу и сохраните её снова: objektiv check-scales ФАЙЛ --lake ПАПКА --add.",
        )


def reduce_lake(
    lake: Lake,
    registry: Registry,
    wanted: Callable[[AssessmentId], bool],
    progress: Callable[[str], None] | None = None,
) -> dict[AssessmentId, Reduced]:
    """Reduce every wanted assessment that has rows or reports, sorted by id."""
    engine, reports = PolarsEngine(lake), lake.extra("report")
    with_rows = set(lake.generation.assessments())
    reduced = {}
    for assessment in sorted(filter(wanted, with_rows | reported(reports)), key=str):
        if progress:
            progress(assessment.title)
        if assessment in with_rows:
            scale = scale_of_rows(lake, registry, assessment, engine.columns(assessment))
            reduced[assessment] = reduce_assessment(engine, assessment, scale, reports)
        else:
            reduced[assessment] = reduce_reports(assessment, registry.scale(assessment), reports)
    return reduced


def reported(reports: Table) -> set[AssessmentId]:
    """Assessments of which a report prints a school."""
    schools = reports.filter(reports["level"] == "school")
    return {AssessmentId.parse(text) for text in set(schools["assessment"].tolist()) if text}


def reduce_reports(assessment: AssessmentId, scale: Scale | None, reports: Table) -> Reduced:
    """An assessment known from report files alone."""
    known = scale or _printed_scale(assessment, reports)
    rows = report_rows(reports, str(assessment), known)
    empty = Table(
        {name: np.empty(0, dtype=np.int64) for name in ("school", "present", "quarantined", "n", "total")}
    )
    forms = Table({**empty.columns, "form": np.empty(0, dtype=object)})
    return Reduced(cells_from_reports(assessment, known, rows), empty, forms, rows)


def _printed_scale(assessment: AssessmentId, reports: Table) -> Scale:
    """Only the maximum: the largest score that the distribution of the report names."""
    mine = (reports["assessment"] == str(assessment)) & (reports["aggregate"] == "score_counts")
    scores = [int(key) for key in reports["key"][mine] if str(key).isdigit()]
    return Scale(assessment, (), max(scores, default=0), trust="headers", source="отчёт ФИС ОКО")


def scale_of_rows(lake: Lake, registry: Registry, assessment: AssessmentId, columns: Iterable[str]) -> Scale:
    """The registry's scale when the rows have all its parts, else the scale that the newest file brought along."""
    there = {name.removeprefix(PART_PREFIX) for name in columns if name.startswith(PART_PREFIX)}
    known = registry.scale(assessment)
    if known and known.parts and set(known.part_codes) <= there:
        return known
    own = [scale_from_data(file.scale) for file in lake.generation.of(assessment) if file.scale]
    brought = [scale for scale in own if set(scale.part_codes) <= there]
    if not brought:
        raise LookupError(f"no scale for the rows of {assessment}")
    return scale_with_headers(known, assessment, join_parts(brought))


def take(cells: Cells, keep: Array) -> Cells:
    """The schools chosen by a mask, in every array of the cells."""
    count = len(cells.schools)
    chosen: dict[str, Any] = {
        field.name: value[keep]
        for field in fields(cells)
        if isinstance(value := getattr(cells, field.name), np.ndarray) and len(value) == count
    }
    return replace(cells, **chosen)


def with_strata(cells: Cells, strata: Strata) -> Cells:
    """The same cells with strata."""
    codes = [int(school) for school in cells.schools]
    return replace(
        cells,
        strata=np.array([strata.of_school.get(code, 0) for code in codes], dtype=np.int64),
        stratum_titles=strata.titles,
        is_mixed=np.array([code in strata.mixed for code in codes], dtype=bool),
    )
