"""What the access matrix is made of: every address of the URL table, and the objects that each app supplies.

An app with addresses that name objects has ``tests/web/<app>/matrix_objects.py`` with one function:

    def examples(cast: Cast, folder: Path) -> dict[str, Pair]

name of the address → (an object of our part of the territory, one of the other part). ``folder`` is empty and its own.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cast import Cast
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from objektiv.web.access.models import User

HERE = Path(__file__).parent
OBJECTS = "matrix_objects.py"


@dataclass(frozen=True)
class Example:
    """One object: what stands in the address, and where the object lies in the territory.

    Whoever has one of the page's rights at ``path`` may open it; the others do not find it. Where that is not the
    whole rule, ``answer(user)`` gives the status that this user gets (None: as usual; user None: nobody signed in).
    ``query`` follows the address, ``data`` is sent where the page takes forms only.
    """

    kwargs: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    answer: Callable[[User | None], int | None] | None = None
    query: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


Pair = tuple[Example, Example | None]  # the second None: the secret in the address is the right


@dataclass(frozen=True)
class Address:
    """One line of the URL table."""

    name: str
    pattern: URLPattern

    @property
    def app(self) -> str:
        """The app whose view it is; the library's pages belong to ``access``."""
        parts = self.pattern.callback.__module__.split(".")
        return parts[2] if parts[:2] == ["objektiv", "web"] else "access"

    @property
    def names_an_object(self) -> bool:
        """Something stands in the address that tells one object from another."""
        return bool(self.pattern.pattern.converters or self.pattern.pattern.regex.groupindex)

    def address(self, example: Example) -> str:
        """The path that names this object, without what follows it."""
        return reverse(self.name, kwargs=dict(example.kwargs))

    @property
    def rule(self) -> Any:
        """Who may open it; None when nobody said."""
        return getattr(self.pattern.callback, "rule", None)


def addresses() -> list[Address]:
    """The whole URL table."""
    return [Address(one.name or "", one) for one in _leaves(get_resolver())]


def apps_with_objects() -> dict[str, Path]:
    """Apps that supply objects."""
    return {file.parent.name: file for file in sorted(HERE.glob(f"*/{OBJECTS}"))}


def all_examples(cast: Cast, folder: Path) -> dict[str, Pair]:
    """The objects of all apps by the name of the address."""
    found: dict[str, Pair] = {}
    for app in apps_with_objects():
        found |= examples_of(app, cast, folder)
    return found


def examples_of(app: str, cast: Cast, folder: Path) -> dict[str, Pair]:
    """The objects of one app; ``folder`` gets one of its own in it."""
    spec = importlib.util.spec_from_file_location(f"matrix_objects_{app}", apps_with_objects()[app])
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    own = folder / app
    own.mkdir()
    found: dict[str, Pair] = module.examples(cast, own)
    return found


def _leaves(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _leaves(one)
        else:
            yield one
