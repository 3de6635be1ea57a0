"""Reference packs: what a region gives to its districts and schools so that each can compare itself (METHODS §1.4).

A pack holds aggregates of a region only: no school, no pupil; score counts below ten are merged with a neighbour.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np

from objektiv.analysis.comparison import Compared
from objektiv.lake.lake import Lake
from objektiv.lake.storage import write_text
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import UsageError
from objektiv.model.indicator import Reference
from objektiv.model.tables import FloatArray

FORMAT = "objektiv-reference-1"
SMALLEST_CELL = 10
_ARRAYS = ("score_counts", "part_facility", "mark_shares", "journal_shares")


def write_pack(target: Path, compared: Mapping[AssessmentId, Compared]) -> None:
    """Write the references of a region's assessments, with the parameters its indicators estimated."""
    references = {str(assessment): _to_data(one) for assessment, one in compared.items()}
    write_text(target, json.dumps({"format": FORMAT, "references": references}, ensure_ascii=False, indent=1))


def read_pack(source: Path) -> dict[str, Reference]:
    """Assessment id → reference; UsageError when the file is not a pack."""
    try:
        data = json.loads(source.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
        return {key: _from_data(one) for key, one in data["references"].items()}
    except OSError as error:
        raise UsageError(
            f"пакет сравнения {source} не читается.", "Проверьте путь после --reference."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{source.name} — не пакет сравнения.",
            "Его делает регион: objektiv reference export --lake ОЗЕРО.",
        ) from error


def merge_small(counts: FloatArray) -> FloatArray:
    """Counts in which no cell between 1 and 9 is left: works of small cells move towards the fullest one."""
    whole = np.asarray(counts, dtype=np.float64)
    peak = int(whole.argmax())
    left, left_rest = _carry(whole[:peak])
    right, right_rest = _carry(whole[:peak:-1])
    return np.concatenate([left, [whole[peak] + left_rest + right_rest], right[::-1]])


def _carry(counts: FloatArray) -> tuple[FloatArray, float]:
    """Carry small cells on to the next one; the rest that stayed small is given back."""
    merged, carried = np.zeros(len(counts)), 0.0
    for position, count in enumerate(counts):
        carried += count
        if carried >= SMALLEST_CELL:
            merged[position], carried = carried, 0.0
    return merged, carried


def _to_data(one: Compared) -> dict[str, Any]:
    reference = one.reference
    data = {key: value for key, value in asdict(reference).items() if key != "parameters"}
    for name in _ARRAYS:
        array = data[name]
        data[name] = None if array is None else array.tolist()
    if reference.score_counts is not None:
        data["score_counts"] = merge_small(reference.score_counts).tolist()
    return {**data, "parameters": _parameters(one)}


def _parameters(one: Compared) -> dict[str, list[float]]:
    """What indicators say of the region: details whose key begins with «region_», named «code:key»."""
    return {
        f"{code}:{key}": np.asarray(value, dtype=np.float64).ravel().tolist()
        for code, directions in one.estimates.items()
        for estimates in directions[:1]
        for key, value in estimates.details.items()
        if key.startswith("region_")
    }


def _from_data(data: Mapping[str, Any]) -> Reference:
    known = {field.name for field in fields(Reference)}
    values = {key: value for key, value in data.items() if key in known}
    for name in _ARRAYS:
        values[name] = None if values[name] is None else np.array(values[name], dtype=np.float64)
    values["parameters"] = {
        key: np.array(value, dtype=np.float64) for key, value in data["parameters"].items()
    }
    return Reference(**{**values, "kind": "pack", "title": f"пакет региона: {values['title']}"})


def lake_pack(lake: Lake) -> Path | None:
    """The pack that ``objektiv reference use`` put into the lake, if there is one."""
    pack = lake.folder / "reference.json"
    return pack if pack.is_file() else None
