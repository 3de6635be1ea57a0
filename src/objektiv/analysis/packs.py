"""Reference packs: what a region gives to its districts and schools so that each can compare itself (METHODS §1.4).

A pack holds aggregates of one region only, as ``pack_privacy`` lets them out, and the code of that region.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from objektiv.analysis.comparison import Compared
from objektiv.analysis.pack_privacy import shareable
from objektiv.analysis.pack_shapes import parse_reference, parse_region
from objektiv.lake.lake import Lake
from objektiv.lake.storage import write_text, writing
from objektiv.model.assessment import AssessmentId
from objektiv.model.errors import UsageError
from objektiv.model.indicator import Reference

FORMAT = "objektiv-reference-1"
LAKE_PACK = "reference.json"


def write_pack(target: Path, compared: Mapping[AssessmentId, Compared]) -> tuple[AssessmentId, ...]:
    """Write what may leave the region; the assessments left out because too few schools or works stand behind them.

    UsageError when none is left.
    """
    found = {assessment: shareable(one) for assessment, one in compared.items()}
    kept = {str(assessment): one for assessment, one in found.items() if one is not None}
    if not kept:
        raise UsageError(
            "для пакета сравнения мало данных: в каждой процедуре меньше трёх школ или десяти работ.",
            "Загрузите результаты школ региона.",
        )
    regions = {one.region for one in kept.values()}
    data = {
        "format": FORMAT,
        "region": regions.pop() if len(regions) == 1 else 0,
        "references": {name: _to_data(one) for name, one in kept.items()},
    }
    write_text(target, json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))
    return tuple(assessment for assessment, one in found.items() if one is None)


def read_pack(source: Path) -> dict[str, Reference]:
    """Assessment id → reference, each with its region; UsageError when the file is not a pack."""
    return _parse(_read(source), source.name)


def adopt_pack(source: Path, lake: Lake) -> dict[str, Reference]:
    """Put a pack into the lake, whole or not at all; the same file again changes nothing. UsageError: no pack."""
    content = _read(source)
    references = _parse(content, source.name)
    with writing(lake.folder / LAKE_PACK) as temporary:
        temporary.write_bytes(content)
    return references


def lake_pack(lake: Lake) -> Path | None:
    """The pack that ``objektiv reference use`` put into the lake, if there is one."""
    pack = lake.folder / LAKE_PACK
    return pack if pack.is_file() else None


def check_region(packs: Mapping[str, Reference], regions: Iterable[int]) -> None:
    """UsageError when the pack was made by a region of which the lake has no school; unknown codes (0) pass."""
    made_by = {one.region for one in packs.values() if one.region}
    there = {region for region in regions if region}
    if made_by and there and not made_by & there:
        makers, here = (", ".join(f"{code:02d}" for code in sorted(codes)) for codes in (made_by, there))
        raise UsageError(
            f"пакет сравнения сделан в регионе {makers}, а в данных школы региона {here}.",
            "Возьмите пакет своего региона: objektiv reference use --lake ДАННЫЕ --file ПАКЕТ.",
        )


def _read(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as error:
        raise UsageError(f"пакет сравнения {source} не читается.", "Проверьте путь к файлу.") from error


def _parse(content: bytes, name: str) -> dict[str, Reference]:
    try:
        data = json.loads(content.decode("utf-8-sig"))
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
        region = parse_region(data["region"])
        return {key: parse_reference(key, one, region) for key, one in data["references"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(
            f"{name} — не пакет сравнения.",
            "Его делает регион: objektiv reference export --lake ДАННЫЕ.",
        ) from error


def _to_data(reference: Reference) -> dict[str, Any]:
    """Plain data; figures that are not known (nan) become null."""
    data = {key: value for key, value in asdict(reference).items() if key not in {"kind", "region"}}
    return {
        **{key: _listed(value) if isinstance(value, np.ndarray) else value for key, value in data.items()},
        "parameters": {key: _listed(value) for key, value in reference.parameters.items()},
    }


def _listed(values: Any) -> list[float | None]:
    return [float(value) if np.isfinite(value) else None for value in np.asarray(values).tolist()]
