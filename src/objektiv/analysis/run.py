"""The main job, read as a table of contents: reduce, compare, find signs, weigh, explain, conclude."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from importlib.metadata import version

import numpy as np

from objektiv.aggregates.strata import form_strata
from objektiv.analysis import catalogue
from objektiv.analysis.comparison import Compared, compare
from objektiv.analysis.directory import Directory, read_directory
from objektiv.analysis.file_places import file_places, placed_problems
from objektiv.analysis.graduates import graduate_waves
from objektiv.analysis.official import Wave
from objektiv.analysis.packs import check_region, read_pack
from objektiv.analysis.reduction import Reduced, reduce_lake, reported, take, with_strata
from objektiv.analysis.request import AnalysisRequest
from objektiv.analysis.result import AnalysisResult, LoadedFile
from objektiv.analysis.school_rows import rows_of_school
from objektiv.analysis.year import join_regions, one_year, years_until
from objektiv.lake.lake import Lake
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import NothingToAnalyseError, UsageError
from objektiv.scales.loader import Registry, load_lake_registry

TRAINING_REGION = 97  # no subject of the Federation has it; the simulation writes such logins


def analyse(
    lake: Lake, request: AnalysisRequest, progress: Callable[[str], None] | None = None
) -> AnalysisResult:
    """Analyse the lake; NothingToAnalyseError when it holds nothing of the asked year, municipality or school."""
    say = progress or (lambda _: None)
    registry = lake_registry(lake)
    graduates = graduate_waves(lake, registry)
    wanted = _wanted_years(lake, graduates, request)
    reduced = reduce_lake(lake, registry, lambda one: one.school_year in with_earlier(wanted), say)
    directory = read_directory(lake, _schools(reduced, graduates))
    _check_choice(request, directory)
    compared = _compare_regions(lake, request, by_region(reduced, directory), say)
    compared |= {region: {} for region in _regions(graduates, directory) - compared.keys()}
    years = tuple(
        join_regions(
            [one_year(year, one, graduates, directory, region, request) for region, one in compared.items()]
        )
        for year in wanted
    )
    places = file_places(lake.generation.active())
    return AnalysisResult(
        title=f"Признаки необъективности результатов, {', '.join(wanted)} учебный год",
        years=years,
        names=directory.names,
        passports={code: one.passport for code, one in catalogue.indicators().items()},
        files=_files(lake, places),
        problems=(
            *placed_problems(lake, places),
            *directory.problems,
            *(p for one in reduced.values() for p in one.problems),
        ),
        parameters=request.parameters(lake.folder),
        version=version("objektiv"),
        is_training={directory.region(school) for school in directory.names} == {TRAINING_REGION},
        school_rows=rows_of_school(lake, reduced, request.school) if request.school else {},
    )


def _compare_regions(
    lake: Lake,
    request: AnalysisRequest,
    regions: Mapping[int, Mapping[AssessmentId, Reduced]],
    say: Callable[[str], None],
) -> dict[int, dict[AssessmentId, Compared]]:
    """Each region against its own reference, with the pack and the control sample that the user gave."""
    packs = read_pack(request.pack) if request.pack else {}
    check_region(packs, regions)
    control = lake.extra("control_sample")
    whole = request.is_whole_region
    return {
        region: compare(part, packs, is_whole_region=whole, say=say, control=control, region=region)
        for region, part in regions.items()
    }


def compare_lake(lake: Lake, request: AnalysisRequest) -> dict[AssessmentId, Compared]:
    """Every assessment of a lake with one region compared, for the region's reference pack."""
    reduced = reduce_lake(lake, lake_registry(lake), lambda _: True)
    directory = read_directory(lake, _schools(reduced, {}))
    regions = by_region(reduced, directory)
    if len(regions) != 1:
        raise UsageError(
            "пакет делают из данных одного субъекта РФ.", "Загрузите его школы в отдельную папку данных."
        )
    ((region, only),) = regions.items()
    return compare(only, {}, is_whole_region=request.is_whole_region, say=lambda _: None, region=region)


def _schools(reduced: Mapping[AssessmentId, Reduced], graduates: Mapping[AssessmentId, Wave]) -> set[int]:
    """Codes of all schools that any work or report speaks of."""
    cells = (one.cells.schools for one in reduced.values())
    return {
        int(school)
        for schools in (*cells, *(one.schools for one in graduates.values()))
        for school in schools
    }


def _regions(graduates: Mapping[AssessmentId, Wave], directory: Directory) -> set[int]:
    return {directory.region(int(school)) for wave in graduates.values() for school in wave.schools}


def lake_registry(lake: Lake) -> Registry:
    """The scales of the product and those that the user confirmed for this lake."""
    return load_lake_registry(lake.folder)


def with_earlier(years: Iterable[str]) -> set[str]:
    """The school years and those before each from which small cells are pooled."""
    return set().union(*map(years_until, years))


def by_region(
    reduced: Mapping[AssessmentId, Reduced], directory: Directory
) -> dict[int, dict[AssessmentId, Reduced]]:
    """Each subject of the Federation alone, with strata of its own schools."""
    parts: dict[int, dict[AssessmentId, Reduced]] = {}
    for assessment, one in reduced.items():
        regions = np.array([directory.region(int(school)) for school in one.cells.schools], dtype=np.int64)
        for region in np.unique(regions).tolist():
            cells = take(one.cells, regions == region)
            compared = [int(school) for school, n in zip(cells.schools, cells.n, strict=True) if n > 0]
            cells = with_strata(cells, form_strata(compared, directory.context))
            codes = [directory.names[int(school)].municipality for school in cells.schools]
            cells = replace(cells, municipalities=np.array(codes, dtype=np.int64))
            parts.setdefault(region, {})[assessment] = replace(one, cells=cells)
    return parts


def _wanted_years(lake: Lake, graduates: Iterable[AssessmentId], request: AnalysisRequest) -> tuple[str, ...]:
    known = {*lake.generation.assessments(), *reported(lake.extra("report")), *graduates}
    there = sorted({one.school_year for one in known})
    if not there:
        raise NothingToAnalyseError(
            "в данных нет ни одной работы.",
            "Загрузите книги с результатами: objektiv load ПАПКА --lake ДАННЫЕ.",
        )
    if not request.school_year:
        return tuple(there)
    if request.school_year not in there:
        raise NothingToAnalyseError(
            f"за {request.school_year} учебный год данных нет.", f"Есть данные за {', '.join(there)}."
        )
    return (request.school_year,)


def _check_choice(request: AnalysisRequest, directory: Directory) -> None:
    if request.school and request.school not in directory.names:
        raise NothingToAnalyseError(
            f"школы {request.school:06d} в данных нет.", "Проверьте шесть цифр логина (sch…, edu…)."
        )
    there = {name.municipality for name in directory.names.values()}
    if request.municipality and request.municipality not in there:
        listed = ", ".join(map(str, sorted(there)[:12]))
        raise NothingToAnalyseError(
            f"муниципалитета {request.municipality} в данных нет.", f"Есть: {listed} …"
        )


def _files(lake: Lake, places: Mapping[str, str]) -> tuple[LoadedFile, ...]:
    listed = (
        LoadedFile(
            file.name,
            file.layout,
            file.assessment,
            file.rows,
            file.present,
            file.absent,
            file.quarantined,
            file.sha256,
            places[file.sha256],
        )
        for file in lake.generation.active()
    )
    return tuple(sorted(listed, key=lambda file: (file.assessment, file.name, file.sha256)))
