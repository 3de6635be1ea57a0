"""One school year of one region: official signs, evidence, explanations, conclusions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from objektiv.analysis.comparison import Compared
from objektiv.analysis.conclusions import rows_that_decide, school_table
from objektiv.analysis.directory import Directory
from objektiv.analysis.evidence import Evidence, weigh
from objektiv.analysis.explanations import explain
from objektiv.analysis.findings import estimate_table
from objektiv.analysis.official import Sign, Wave, find_signs, index_table, sign_table, without_fences
from objektiv.analysis.posterior import expected_confirmed, posterior
from objektiv.analysis.references import widest_row
from objektiv.analysis.request import AnalysisRequest
from objektiv.analysis.result import AMBER, RED, AssessmentResult, YearResult
from objektiv.model.assessment import AssessmentId
from objektiv.model.tables import Array, IntArray, Table

EARLIER_YEARS = 2
SORTED_BY = ("level", "id", "school", "assessment", "sign", "indicator", "direction")
NOT_WHOLE_REGION = "по загруженной совокупности, не по субъекту РФ"
NO_FENCES = "признаки резкого роста и падения не применимы: школ с обеими работами меньше 30"


def one_year(
    school_year: str,
    compared: Mapping[AssessmentId, Compared],
    graduates: Mapping[AssessmentId, Wave],
    directory: Directory,
    region: int,
    request: AnalysisRequest,
) -> YearResult:
    """Everything that is said of one school year of one region; ``compared`` may hold earlier years too."""
    now = {assessment: one for assessment, one in compared.items() if assessment.school_year == school_year}
    judged = [one for each in now.values() for one in each.judged]
    schools, works = _works(now.values())
    keep = _chosen(schools, directory, request)
    waves = _waves(compared, graduates, directory, region)
    signs = find_signs(waves, school_year, is_whole_region=request.is_whole_region)
    official = sign_table(school_year, signs)
    index = index_table(
        school_year, official, {school: name.municipality for school, name in directory.names.items()}, region
    )
    pooled = years_until(school_year)
    earlier = [one for key, each in compared.items() for one in each.judged if key.school_year in pooled]
    evidence = weigh(earlier, school_year, schools, works)
    reduced = {assessment: one.reduced for assessment, one in now.items()}
    estimates = estimate_table(school_year, judged, keep)
    deciding = rows_that_decide(evidence, judged, estimates)
    return YearResult(
        school_year=school_year,
        official=official.filter(
            np.isin(official["school"], _chosen(official["school"], directory, request))
        ),
        official_index=_chosen_index(index, directory, request),
        official_notes=_official_notes(now, signs, request),
        estimates=estimates,
        schools=school_table(school_year, evidence, judged, deciding, directory, keep),
        assessments=tuple(
            AssessmentResult(one.reduced.cells, one.reference, one.estimates) for one in now.values()
        ),
        explanations=explain(reduced, judged, directory, keep, deciding),
        expected_confirmed=expected_confirmed(evidence.zone, posterior(evidence.combined_p)),
        notes=_notes(now.values()),
        combined_p=dict(zip(schools.tolist(), evidence.combined_p.tolist(), strict=True)),
        strong_works=_strong_works(evidence),
    )


def _strong_works(evidence: Evidence) -> dict[int, dict[str, int]]:
    """School with a priority → in how many works each family is very clear alone."""
    listed = np.isin(evidence.zone, (RED, AMBER))
    return {
        school: dict(zip(evidence.families, works, strict=True))
        for school, works in zip(
            evidence.schools[listed].tolist(), evidence.strong_works[listed].tolist(), strict=True
        )
    }


def years_until(school_year: str) -> set[str]:
    """The school year and the two before it: over so many small cells pool (METHODS §5.4)."""
    starts = (int(school_year[:4]) - back for back in range(EARLIER_YEARS + 1))
    return {f"{start}/{(start + 1) % 100:02d}" for start in starts}


def join_regions(parts: Sequence[YearResult]) -> YearResult:
    """One result of a year from the results of its regions; each region was computed alone."""
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    return YearResult(
        school_year=first.school_year,
        official=_concatenate([part.official for part in parts]),
        official_index=_concatenate([part.official_index for part in parts]),
        official_notes=tuple(dict.fromkeys(note for part in parts for note in part.official_notes)),
        estimates=_concatenate([part.estimates for part in parts]),
        schools=_concatenate([part.schools for part in parts]),
        assessments=tuple(one for part in parts for one in part.assessments),
        explanations=tuple(one for part in parts for one in part.explanations),
        expected_confirmed=first.expected_confirmed,
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
        combined_p={school: p for part in parts for school, p in part.combined_p.items()},
        strong_works={school: works for part in parts for school, works in part.strong_works.items()},
    )


def _concatenate(tables: Sequence[Table]) -> Table:
    """The rows of all regions, sorted by their key as in one region."""
    full = [table for table in tables if len(table)] or list(tables[:1])
    joined = Table({name: np.concatenate([table[name] for table in full]) for name in full[0].columns})
    keys = [joined[name] for name in SORTED_BY if name in joined]
    order = np.lexsort([key.astype(str) if key.dtype == object else key for key in reversed(keys)])
    return joined.filter(order)


def _works(compared: Iterable[Compared]) -> tuple[IntArray, IntArray]:
    """Schools of the year, ascending, and their works over all assessments."""
    cells = [one.reduced.cells for one in compared]
    if not cells:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    schools = np.unique(np.concatenate([one.schools for one in cells]))
    works = np.zeros(len(schools), dtype=np.int64)
    for one in cells:
        works[np.searchsorted(schools, one.schools)] += one.n
    return schools, works


def _waves(
    compared: Mapping[AssessmentId, Compared],
    graduates: Mapping[AssessmentId, Wave],
    directory: Directory,
    region: int,
) -> dict[AssessmentId, Wave]:
    waves = {
        assessment: Wave(cells.schools, cells.score_counts, cells.journal_scores, _region_counts(one))
        for assessment, one in compared.items()
        if (cells := one.reduced.cells).score_counts is not None
    }
    for assessment, wave in graduates.items():
        mine = np.array([directory.region(int(school)) == region for school in wave.schools], dtype=bool)
        waves[assessment] = Wave(wave.schools[mine], wave.score_counts[mine], None, wave.region)
    return waves


def _region_counts(one: Compared) -> Array | None:
    row = widest_row(one.reduced.reports, one.region)
    return row.score_counts if row and row.level == "region" else None


def _chosen(schools: Array, directory: Directory, request: AnalysisRequest) -> IntArray:
    """The schools that the user asked for: those of one municipality, else all."""
    if not request.municipality:
        return np.asarray(schools, dtype=np.int64)
    return np.array(
        [s for s in schools.tolist() if directory.names[s].municipality == request.municipality],
        dtype=np.int64,
    )


def _chosen_index(index: Table, directory: Directory, request: AnalysisRequest) -> Table:
    if not request.municipality:
        return index
    is_school = index["level"] == "school"
    schools = _chosen(index["id"][is_school], directory, request)
    return index.filter(
        (is_school & np.isin(index["id"], schools))
        | ((index["level"] == "municipality") & (index["id"] == request.municipality))
        | (index["level"] == "region")
    )


def _titles(works: Iterable[AssessmentId]) -> str:
    return ", ".join(one.short_title for one in works)


def _official_notes(
    now: Mapping[AssessmentId, Compared], signs: Iterable[Sign], request: AnalysisRequest
) -> tuple[str, ...]:
    if request.is_whole_region:
        return ()
    lacking = _titles(without_fences(signs))
    fences = (f"{NO_FENCES} ({lacking})",) if lacking else ()
    if any(_region_counts(one) is not None for one in now.values()):
        return f"{NOT_WHOLE_REGION}; граница «завышенного среднего» — из строки региона в отчёте", *fences
    return NOT_WHOLE_REGION, *fences


def _notes(compared: Iterable[Compared]) -> tuple[str, ...]:
    """What indicators say of their own run, once each, with the assessment named."""
    notes: dict[str, None] = {}
    for one in compared:
        title = one.reduced.cells.assessment.short_title
        for directions in one.estimates.values():
            for estimates in directions:
                notes.update(dict.fromkeys(f"{title}: {note}" for note in estimates.notes))
    return tuple(notes)
