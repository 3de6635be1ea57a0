"""Readers and indicators, found by what their modules hold."""

from __future__ import annotations

from functools import cache

import objektiv.indicators
import objektiv.readers
from objektiv.model.discovery import discover
from objektiv.model.indicator import Indicator
from objektiv.model.reader import Reader


@cache
def readers() -> dict[str, Reader]:
    """All file layouts by code."""
    return discover(objektiv.readers, Reader)


@cache
def indicators() -> dict[str, Indicator]:
    """All calibrated indicators by code."""
    return discover(objektiv.indicators, Indicator)
