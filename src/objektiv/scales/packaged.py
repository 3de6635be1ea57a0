"""Data files of the package: one TOML file a kind and year, parsed when first asked for and kept."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_SCALE_FILE = re.compile(r"^([a-z]+)-(\d{4})\.toml$")


@cache
def packaged_document(name: str) -> dict[str, Any]:
    """Parsed data file of the package, empty when there is no such file. Do not change the answer."""
    resource = files("objektiv.scales").joinpath("data", name)
    if not resource.is_file():
        return {}
    return tomllib.loads(resource.read_text(encoding="utf-8"))


@cache
def packaged_scale_years() -> tuple[tuple[str, int], ...]:
    """Kinds and years that have a file of scales, in order."""
    names = (entry.name for entry in files("objektiv.scales").joinpath("data").iterdir())
    return tuple(sorted((found[1], int(found[2])) for name in names if (found := _SCALE_FILE.match(name))))
