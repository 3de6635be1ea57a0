"""What the office takes from a run besides its tables.

``office.json``: passports, references, explanations, how often signals are confirmed. ``office-pictures.zip``: one
entry per school and year with what its card shows, and the data that all schools of an assessment share.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from objektiv.analysis.official import ROSOBRNADZOR_2019
from objektiv.analysis.result import AnalysisResult, AssessmentResult, YearResult
from objektiv.documents.blocks import Badge, Dataset, DataTable, Figure, Link, Value
from objektiv.lake.storage import write_text, writing
from objektiv.model.organisation import format_school
from objektiv.reports.advice import school_steps
from objektiv.reports.boundaries import boundary_table
from objektiv.reports.card import run_notes, school_facts
from objektiv.reports.card_pictures import place_line
from objektiv.reports.estimate_tables import sensitivity_table
from objektiv.reports.figures import school_figures
from objektiv.reports.lookup import Place, YearView, views

FORMAT = 1
WORDS_FILE = "office.json"
PICTURES_FILE = "office-pictures.zip"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the same run gives the same bytes

Json = Any


def write_office_pack(result: AnalysisResult, out: Path) -> None:
    """Write both files into the folder of the run, whole or not at all."""
    write_text(out / WORDS_FILE, _dump(office_words(result)))
    with writing(out / PICTURES_FILE) as draft, ZipFile(draft, "w") as archive:
        for name, content in _entries(result):
            archive.writestr(ZipInfo(name, FIRST_DAY), _dump(content), ZIP_DEFLATED)


def year_key(school_year: str) -> str:
    """A school year as part of a name: «2020-21»."""
    return school_year.replace("/", "-")


def office_words(result: AnalysisResult) -> dict[str, Json]:
    """What is said once for all schools, and the explanations looked at."""
    return {
        "format": FORMAT,
        "title": result.title,
        "is_training": result.is_training,
        "official_method": ROSOBRNADZOR_2019.name,
        "passports": {code: asdict(passport) for code, passport in sorted(result.passports.items())},
        "years": {year.school_year: _year_words(year) for year in result.years},
    }


def _year_words(year: YearResult) -> dict[str, Json]:
    known = year.expected_confirmed.items()
    return {
        "expected_confirmed": {zone: value for zone, value in known if math.isfinite(value)},
        "notes": list(year.notes),
        "official_notes": list(year.official_notes),
        "assessments": [_describe(one) for one in year.assessments],
        "explanations": [
            {**asdict(one), "school": format_school(one.school)}
            for one in sorted(year.explanations, key=lambda one: (one.school, one.assessment, one.code))
        ],
    }


def _describe(one: AssessmentResult) -> dict[str, Json]:
    cells, reference = one.cells, one.reference
    sizes = [int((cells.strata == position).sum()) for position in range(len(cells.stratum_titles))]
    return {
        "assessment": str(cells.assessment),
        "reference": {
            "kind": reference.kind,
            "title": reference.title,
            "schools": reference.schools,
            "works": reference.works,
            "is_whole_region": reference.is_whole_region,
        },
        "strata": dict(zip(cells.stratum_titles, sizes, strict=True)),
        "notes": list(run_notes(one)),
    }


def _entries(result: AnalysisResult) -> Iterator[tuple[str, Json]]:
    for view in views(result):
        for school in view.schools:
            yield f"{view.key}/{format_school(school)}.json", _school(view, school)
        for name, shared in _shared(view).items():
            yield f"{view.key}/shared/{name}.json", shared


def _shared(view: YearView) -> dict[str, dict[str, Json]]:
    """Name of an entry → the data sets that the schools of an assessment have in common, filled while drawn."""
    found: dict[str, dict[str, Json]] = {}
    for school in view.schools:
        for place in view.places(school):
            name = _shared_name(place)
            if name not in found:
                found[name] = {key: _columns(one) for key, one in place.memory.items()}
    return found


def _shared_name(place: Place) -> str:
    """An assessment of one region: each region was computed alone."""
    return f"{place.id}-{place.assessment.reference.region}"


def _school(view: YearView, school: int) -> dict[str, Json]:
    sensitivity = sensitivity_table(view, school)
    return {
        "facts": school_facts(view, school),
        "steps": list(school_steps(view, school)),
        "places": [_place(place) for place in view.places(school)],
        "sensitivity": _table(sensitivity) if sensitivity else None,
    }


def _place(place: Place) -> dict[str, Json]:
    cells, table = place.assessment.cells, boundary_table(place)
    stratum = int(cells.strata[place.row])
    return {
        "assessment": str(place.id),
        "shared": _shared_name(place),
        "line": place_line(place),
        "is_from_report": bool(place.is_from_report),
        "stratum": cells.stratum_titles[stratum] if stratum >= 0 else "",
        "is_mixed": bool(cells.is_mixed is not None and cells.is_mixed[place.row]),
        "figures": {family: _figure(place, one) for family, one in school_figures(place).items()},
        "boundaries": _table(table) if table else None,
    }


def _figure(place: Place, figure: Figure) -> dict[str, Json]:
    shared = {id(one): name for name, one in place.memory.items()}
    return {
        "chart": figure.chart.code,
        "data": {name: shared.get(id(one)) or _columns(one) for name, one in figure.data.items()},
        "caption": figure.caption,
        "alt": figure.alt,
        "note": figure.note,
    }


def _columns(dataset: Dataset) -> dict[str, Json]:
    return {name: [_plain(value) for value in values] for name, values in dataset.columns.items()}


def _table(table: DataTable) -> dict[str, Json]:
    return {
        "caption": table.caption,
        "columns": [asdict(column) for column in table.columns],
        "rows": [[_cell(value) for value in row] for row in table.rows],
        "note": table.note,
    }


def _cell(value: Value) -> Json:
    return value.text if isinstance(value, Badge | Link) else _plain(value)


def _plain(value: Any) -> Json:
    value = value.item() if isinstance(value, np.generic) else value
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _dump(value: Mapping[str, Json]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
