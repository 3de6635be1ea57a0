"""Rows of effects."""

from __future__ import annotations

from objektiv.web.effects.models.question import Question
from objektiv.web.effects.models.reading import Reading, Verdict

__all__ = ["Question", "Reading", "Verdict"]
