"""Nouns of plans."""

from __future__ import annotations

from objektiv.web.plans.models.action import SOON_DAYS, Action, ActionLink, DateChange
from objektiv.web.plans.models.evidence import Comment, Evidence, EvidenceFile
from objektiv.web.plans.models.imports import Lesson, PlanImport
from objektiv.web.plans.models.plan import Agreement, Direction, Edition, Plan, Section

__all__ = [
    "SOON_DAYS",
    "Action",
    "ActionLink",
    "Agreement",
    "Comment",
    "DateChange",
    "Direction",
    "Edition",
    "Evidence",
    "EvidenceFile",
    "Lesson",
    "Plan",
    "PlanImport",
    "Section",
]
