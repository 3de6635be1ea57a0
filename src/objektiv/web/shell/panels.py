"""Panels of the first page. Apps add theirs when they start; the page knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Panel:
    """A template and what it shows a person; None: nothing for this one. ``is_above``: before the sections."""

    order: int
    template: str
    shown_to: Callable[[Any], Mapping[str, Any] | None]
    is_above: bool = False


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A panel as the page includes it."""

    template: str
    content: Mapping[str, Any]
    is_above: bool


_panels: dict[str, Panel] = {}


def add_panel(panel: Panel) -> None:
    """Called by an app when it is ready; the same panel twice is one."""
    _panels[panel.template] = panel


def panels_for(user: Any) -> tuple[ShownPanel, ...]:
    """Panels that a person sees, in order."""
    ordered = sorted(_panels.values(), key=lambda one: one.order)
    shown = ((one, one.shown_to(user)) for one in ordered)
    return tuple(
        ShownPanel(one.template, content, one.is_above) for one, content in shown if content is not None
    )
