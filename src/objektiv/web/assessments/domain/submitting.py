"""Who submitted what: one row a school, an assessment and an import, and how much of it counts now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max

from objektiv.analysis.contents import SchoolRows, counted_rows
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId
from objektiv.web.assessments.domain.placing import SchoolRow, school_rows
from objektiv.web.assessments.enums import FileState, ImportState
from objektiv.web.assessments.models import Import, ImportFile, Submission
from objektiv.web.territory.enums import Level
from objektiv.web.territory.models import Unit

Key = tuple[str, int]  # assessment, school code
Share = tuple[int, int]  # import, school code


def submit(load: Import, files: Iterable[ImportFile]) -> None:
    """Write down what the loaded files brought of each school; a school's first word of an assessment has number 1."""
    brought: dict[Key, list[SchoolRow]] = defaultdict(list)
    for file in files:
        for row in school_rows(file.schools) if file.assessment else ():
            if row.present or row.absent:
                brought[file.assessment, row.code].append(row)
    there = set(load.submissions.values_list("assessment", "unit__code"))
    units, numbers = _units(code for _, code in brought), _last_numbers(brought)
    Submission.objects.bulk_create(
        (
            Submission(
                unit=units[code],
                assessment=assessment,
                loaded_in=load,
                number=numbers.get((assessment, code), 0) + 1,
                works=sum(row.present for row in rows),
                absent=sum(row.absent for row in rows),
            )
            for (assessment, code), rows in sorted(brought.items())
            if (assessment, units[code].code) not in there
        ),
        batch_size=500,
    )


@dataclass(frozen=True)
class Count:
    """What counts now of some schools in one assessment: fingerprint of the file → its schools."""

    assessment: str
    schools: frozenset[int]
    rows: Mapping[str, tuple[SchoolRows, ...]]


def count(lake: Lake, files: Iterable[ImportFile]) -> list[Count]:
    """Count what ``files`` touched in the lake as it is; may take a while, so it stands before the transaction."""
    schools: dict[str, set[int]] = defaultdict(set)
    for assessment, code in _touched(files):
        schools[assessment].add(code)
    return [
        Count(assessment, frozenset(codes), counted_rows(lake, AssessmentId.parse(assessment), codes))
        for assessment, codes in sorted(schools.items())
    ]


def write_counts(counts: Iterable[Count]) -> None:
    """Bring the submissions up to date: after a load and after its undoing."""
    for one in counts:
        _write(one, _by_import(one))


def _touched(files: Iterable[ImportFile]) -> set[Key]:
    """Schools and assessments of files, and of those whose place they took."""
    found: set[Key] = set()
    for file in files:
        codes = {row.code for row in school_rows(file.schools)}
        taken = ImportFile.objects.filter(sha256__in=[one["sha256"] for one in file.replaces])
        for assessment in {file.assessment, *taken.values_list("assessment", flat=True)} - {""}:
            found |= {(assessment, code) for code in codes}
    return found


def _by_import(one: Count) -> dict[Share, tuple[int, set[str]]]:
    """(import, school) → works that count and their classes."""
    loaded = ImportFile.objects.filter(
        sha256__in=list(one.rows),
        assessment=one.assessment,
        state=FileState.LOADED,
        loaded_in__state=ImportState.LOADED,
    )
    owners = dict(loaded.order_by("loaded_in").values_list("sha256", "loaded_in"))
    found: dict[Share, tuple[int, set[str]]] = {}
    for sha256, rows in one.rows.items():
        for row in rows if sha256 in owners else ():
            works, groups = found.get((owners[sha256], row.school), (0, set()))
            found[owners[sha256], row.school] = works + row.present, groups | set(row.class_groups)
    return found


def _write(one: Count, found: Mapping[Share, tuple[int, set[str]]]) -> None:
    codes = [f"{code:06d}" for code in one.schools]
    there = Submission.objects.filter(assessment=one.assessment, unit__code__in=codes).select_related("unit")
    changed = []
    for each in there:
        works, groups = found.get((each.loaded_in_id, each.unit.school_code), (0, set()))
        if (each.counted, each.class_groups) != (works, sorted(groups)):
            each.counted, each.class_groups = works, sorted(groups)
            changed.append(each)
    Submission.objects.bulk_update(changed, ["counted", "class_groups"], batch_size=500)


def _units(codes: Iterable[int]) -> dict[int, Unit]:
    listed = [f"{code:06d}" for code in set(codes)]
    return {unit.school_code: unit for unit in Unit.objects.filter(level=Level.SCHOOL, code__in=listed)}


def _last_numbers(keys: Iterable[Key]) -> dict[Key, int]:
    assessments = {assessment for assessment, _ in keys}
    rows = Submission.objects.filter(assessment__in=assessments).values_list("assessment", "unit__code")
    return {
        (assessment, int(code)): last
        for assessment, code, last in rows.annotate(last=Max("number")).order_by()
    }
