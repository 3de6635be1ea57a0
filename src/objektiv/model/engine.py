"""The contract of an engine: it opens the rows of an assessment lazily and collects small tables, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from objektiv.model.assessment import AssessmentId
from objektiv.model.tables import Table


class Engine(Protocol):
    """Where rows are reduced. Frames are Narwhals LazyFrames; Narwhals is not named here to keep the model light."""

    def attempts(self, assessment: AssessmentId) -> Any:
        """Rows of one assessment that count now: ``ATTEMPT_COLUMNS`` and ``part:<code>``, lazily."""
        ...

    def collect(self, frames: Mapping[str, Any]) -> Mapping[str, Table]:
        """Compute several lazy frames over the same rows in one pass where the engine can."""
        ...
