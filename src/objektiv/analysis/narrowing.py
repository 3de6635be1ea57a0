"""The result of a whole lake for the eyes of one municipality: figures are its own already, remarks and names too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from objektiv.analysis.contents import contents
from objektiv.analysis.result import AnalysisResult, AssessmentResult, YearResult
from objektiv.lake.lake import Lake
from objektiv.model.tables import Array

FOREIGN_FILE = "файл другой территории"
# Details of an indicator with one row a municipality begin so; the codes of the rows stand under this name.
_BY_MUNICIPALITY = "region_municipalit"
_CODES = "region_municipalities"


def narrow(result: AnalysisResult, lake: Lake, municipality: int) -> AnalysisResult:
    """Leave out remarks on other schools and names of files in which no school of the municipality stands.

    Hashes stay: by them the run can be repeated where the files are.
    """
    own = {code for code, name in result.names.items() if name.municipality == municipality}
    spoken = {file.sha256: _schools(lake, file.sha256) for file in result.files}
    wholly = {file.place for file in result.files if spoken[file.sha256] and spoken[file.sha256] <= own}
    return replace(
        result,
        years=tuple(_narrow_year(year, municipality) for year in result.years),
        names={code: name for code, name in result.names.items() if code in own},
        files=tuple(
            file if spoken[file.sha256] & own else replace(file, name=FOREIGN_FILE, place=FOREIGN_FILE)
            for file in result.files
        ),
        problems=tuple(
            one for one in result.problems if one.school in own or (not one.school and one.file in wholly)
        ),
    )


def _schools(lake: Lake, sha256: str) -> set[int]:
    file = lake.generation.find(sha256)
    if file is None:
        return set()
    return set(file.schools) if file.piece else {one.school for one in contents(lake, file).schools}


def _narrow_year(year: YearResult, municipality: int) -> YearResult:
    return replace(year, assessments=tuple(_narrow_details(one, municipality) for one in year.assessments))


def _narrow_details(one: AssessmentResult, municipality: int) -> AssessmentResult:
    """The estimates without what an indicator says of other municipalities."""
    estimates = {
        code: tuple(replace(each, details=_own_rows(each.details, municipality)) for each in directions)
        for code, directions in one.estimates.items()
    }
    return replace(one, estimates=estimates)


def _own_rows(details: Mapping[str, Array], municipality: int) -> Mapping[str, Array]:
    if _CODES not in details:
        return details
    keep = details[_CODES] == municipality
    return {
        name: array[keep] if name.startswith(_BY_MUNICIPALITY) else array for name, array in details.items()
    }
