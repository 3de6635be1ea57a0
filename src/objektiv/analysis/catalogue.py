"""The one discovery function: readers and indicators are found by what their modules hold."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType
from typing import TypeVar

import objektiv.indicators
import objektiv.readers
from objektiv.model.indicator import Indicator
from objektiv.model.reader import Reader

Thing = TypeVar("Thing")


def discover(package: ModuleType, kind: type[Thing]) -> dict[str, Thing]:
    """Module name → its one constant of type ``kind``, sorted; TypeError when a module has none or several."""
    found = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        constants = [value for value in vars(module).values() if isinstance(value, kind)]
        if len(constants) != 1:
            raise TypeError(
                f"{module.__name__} must hold exactly one {kind.__name__}, it holds {len(constants)}"
            )
        found[info.name] = constants[0]
    return found


@cache
def readers() -> dict[str, Reader]:
    """All file layouts by code."""
    return discover(objektiv.readers, Reader)


@cache
def indicators() -> dict[str, Indicator]:
    """All calibrated indicators by code."""
    return discover(objektiv.indicators, Indicator)
