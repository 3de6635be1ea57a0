"""Reading back what ``outputs`` wrote: the tables of one school year of a run."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from objektiv.analysis.result import ESTIMATE_COLUMNS, OFFICIAL_COLUMNS, SCHOOL_COLUMNS
from objektiv.lake.files import read_parquet
from objektiv.model.errors import LakeError, disk_reason

WHOLE = frozenset({"works", "families_applicable", "n", "flag", "municipality"})
FRACTIONS = frozenset({"q_value", "posterior", "value", "threshold"})
LATER = frozenset({"family_p"})  # columns that the runs of earlier versions lack
REMEDY = "Запустите расчёт ещё раз."


@dataclass(frozen=True)
class StoredRun:
    """One school year of a run. ``estimates`` are columns of equal length; schools are six digits everywhere."""

    school_year: str
    schools: tuple[dict[str, Any], ...]
    official: tuple[dict[str, Any], ...]
    estimates: Mapping[str, list[Any]]
    description: Mapping[str, Any]


def read_run(folder: Path, school_year: str) -> StoredRun:
    """Tables of a school year out of the folder of a run; LakeError when a file is missing or damaged."""
    try:
        return StoredRun(
            school_year,
            _read_csv(folder / "schools.csv", SCHOOL_COLUMNS, school_year),
            _read_csv(folder / "official.csv", OFFICIAL_COLUMNS, school_year),
            _of_year(read_parquet(folder / "estimates.parquet", columns=list(ESTIMATE_COLUMNS)), school_year),
            json.loads((folder / "run.json").read_text(encoding="utf-8")),
        )
    except OSError as error:
        message = f"результаты расчёта не прочитаны: {disk_reason(error)}."
        raise LakeError(message, REMEDY, place=folder.name) from error
    except (KeyError, ValueError) as error:
        raise LakeError("файлы результатов повреждены.", REMEDY, place=folder.name) from error


def _read_csv(file: Path, columns: tuple[str, ...], school_year: str) -> tuple[dict[str, Any], ...]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        if not {*columns} - LATER <= {*(reader.fieldnames or ())}:
            raise ValueError(f"{file.name} lacks columns")
        rows = [row for row in reader if row["school_year"] == school_year]
    return tuple({name: _value(name, row.get(name, "")) for name in columns} for row in rows)


def _value(name: str, text: str) -> Any:
    if name in WHOLE:
        return int(text)
    if name in FRACTIONS:
        return float(text) if text else None
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@\t\r") else text


def _of_year(columns: Mapping[str, list[Any]], school_year: str) -> Mapping[str, list[Any]]:
    keep = [position for position, year in enumerate(columns["school_year"]) if year == school_year]
    if len(keep) == len(columns["school_year"]):
        return columns
    return {name: [values[position] for position in keep] for name, values in columns.items()}
