"""Plug-ins found by what their modules hold: drop a file into the package and it is there."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

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
