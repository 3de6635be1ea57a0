"""The files that scripts rely on, written whole or not at all; the same lake gives the same bytes."""

from __future__ import annotations

import json
import platform
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from objektiv.analysis.result import (
    ESTIMATE_COLUMNS,
    OFFICIAL_COLUMNS,
    OFFICIAL_INDEX_COLUMNS,
    SCHOOL_COLUMNS,
    AnalysisResult,
)
from objektiv.lake.files import write_csv, write_parquet
from objektiv.lake.storage import write_text
from objektiv.model.organisation import format_school
from objektiv.model.tables import Table

LIBRARIES = ("narwhals", "numpy", "polars", "python-calamine", "scipy")


def write_tables(result: AnalysisResult, out: Path) -> None:
    """official.csv, official_index.csv, estimates.csv and .parquet, schools.csv, run.json; run.log with the clock."""
    tables = {
        "official": (OFFICIAL_COLUMNS, [year.official for year in result.years]),
        "official_index": (OFFICIAL_INDEX_COLUMNS, [year.official_index for year in result.years]),
        "estimates": (ESTIMATE_COLUMNS, [year.estimates for year in result.years]),
        "schools": (SCHOOL_COLUMNS, [year.schools for year in result.years]),
    }
    for name, (columns, years) in tables.items():
        table = _join(columns, years)
        write_csv(out / f"{name}.csv", table)
        if name == "estimates":
            write_parquet(out / "estimates.parquet", table)
    write_text(out / "run.json", json.dumps(describe(result), ensure_ascii=False, indent=1, sort_keys=True))
    write_text(
        out / "run.log", f"{time.strftime('%Y-%m-%d %H:%M:%S')} {platform.platform()} {out.resolve()}\n"
    )


def describe(result: AnalysisResult) -> dict[str, Any]:
    """What the figures were made of: inputs by SHA-256, versions, parameters; no clock, no path, no machine."""
    return {
        "objektiv": result.version,
        "libraries": {name: version(name) for name in LIBRARIES},
        "parameters": dict(result.parameters),
        "inputs": [
            {"name": file.name, "assessment": file.assessment, "sha256": file.sha256} for file in result.files
        ],
        "references": [
            {
                "assessment": str(one.cells.assessment),
                "kind": one.reference.kind,
                "title": one.reference.title,
                "schools": one.reference.schools,
                "works": one.reference.works,
            }
            for year in result.years
            for one in year.assessments
        ],
    }


def _join(columns: tuple[str, ...], years: list[Table]) -> Table:
    """The years one under another, in the columns of the contract, schools as six digits."""
    full = [table for table in years if len(table)]
    joined = {
        name: np.concatenate([table[name] for table in full]) if full else np.empty(0, dtype=object)
        for name in columns
    }
    if "school" in joined:
        joined["school"] = np.array([format_school(int(code)) for code in joined["school"]], dtype=object)
    if "id" in joined:
        joined["id"] = np.array(
            [_territory(level, code) for level, code in zip(joined["level"], joined["id"], strict=True)],
            dtype=object,
        )
    return Table(joined)


def _territory(level: str, code: int) -> str:
    return format_school(int(code)) if level == "school" else str(int(code))
