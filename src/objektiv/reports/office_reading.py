"""Reading back what ``office_pack`` wrote: words for the database, pictures and tables for a school's page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from objektiv.documents.blocks import Chart, Column, Dataset, DataTable, Figure
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import LakeError
from objektiv.model.indicator import Passport
from objektiv.model.organisation import format_school
from objektiv.reports.figures import JOURNAL, PARTS, SCORES
from objektiv.reports.funnel import FUNNEL
from objektiv.reports.office_pack import PICTURES_FILE, WORDS_FILE, year_key

CHARTS: Mapping[str, Chart] = {chart.code: chart for chart in (FUNNEL, SCORES, PARTS, JOURNAL)}
LISTS = ("assumptions", "directions", "needs", "innocent_explanations", "enters_zone")
DAMAGED = "файлы расчёта для страниц школ повреждены."
REMEDY = "Запустите расчёт ещё раз."


@dataclass(frozen=True)
class StoredPlace:
    """A school in one assessment: its line, its group, pictures by family of indicators, works at boundaries."""

    assessment: AssessmentId
    line: str
    is_from_report: bool
    stratum: str
    is_mixed: bool
    figures: Mapping[str, Figure]
    boundaries: DataTable | None


@dataclass(frozen=True)
class StoredCard:
    """What the card of a school shows besides its rows in the tables."""

    facts: str
    steps: tuple[str, ...]
    places: tuple[StoredPlace, ...]
    sensitivity: DataTable | None

    def place(self, assessment: str) -> StoredPlace | None:
        """The school in an assessment, by its id."""
        return next((one for one in self.places if str(one.assessment) == assessment), None)


def read_words(folder: Path) -> Mapping[str, Any] | None:
    """``office.json`` with passports as ``Passport``; None where the run has none."""
    file = folder / WORDS_FILE
    if not file.is_file():
        return None
    try:
        words: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        words["passports"] = {code: _passport(known) for code, known in words["passports"].items()}
    except (KeyError, TypeError, ValueError) as error:
        raise LakeError(DAMAGED, REMEDY, place=file.name) from error
    return words


def read_card(folder: Path, school_year: str, school: int) -> StoredCard | None:
    """The card of a school; None where the run has none of it."""
    file, key = folder / PICTURES_FILE, year_key(school_year)
    if not file.is_file():
        return None
    try:
        with ZipFile(file) as archive:
            return _card(archive, key, f"{key}/{format_school(school)}.json")
    except (BadZipFile, TypeError, ValueError) as error:
        raise LakeError(DAMAGED, REMEDY, place=file.name) from error


def _card(archive: ZipFile, key: str, name: str) -> StoredCard | None:
    try:
        stored = json.loads(archive.read(name))
    except KeyError:
        return None
    places = []
    for one in stored["places"]:
        shared = json.loads(archive.read(f"{key}/shared/{one['shared']}.json"))
        figures = {family: _figure(told, shared) for family, told in one["figures"].items()}
        places.append(
            StoredPlace(
                AssessmentId.parse(one["assessment"]),
                one["line"],
                one["is_from_report"],
                one["stratum"],
                one["is_mixed"],
                {family: figure for family, figure in figures.items() if figure is not None},
                _table(one["boundaries"]),
            )
        )
    return StoredCard(stored["facts"], tuple(stored["steps"]), tuple(places), _table(stored["sensitivity"]))


def _figure(told: Mapping[str, Any], shared: Mapping[str, Any]) -> Figure | None:
    """None for a kind of picture that this version no longer draws."""
    chart = CHARTS.get(told["chart"])
    if chart is None:
        return None
    data = {
        name: Dataset(shared[columns] if isinstance(columns, str) else columns)
        for name, columns in told["data"].items()
    }
    return Figure(chart, data, told["caption"], told["alt"], told["note"])


def _table(told: Mapping[str, Any] | None) -> DataTable | None:
    if told is None:
        return None
    columns = tuple(Column(**column) for column in told["columns"])
    return DataTable(told["caption"], columns, tuple(map(tuple, told["rows"])), told["note"])


def _passport(told: Mapping[str, Any]) -> Passport:
    fields: dict[str, Any] = {name: tuple(one) if name in LISTS else one for name, one in told.items()}
    return Passport(**fields)
