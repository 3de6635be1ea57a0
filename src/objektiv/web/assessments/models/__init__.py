"""Procedures of the calendar, imports with their files, who submitted what, reminders, runs of the analysis."""

from __future__ import annotations

from objektiv.web.assessments.models.calendar import Procedure, Reminder
from objektiv.web.assessments.models.imports import Import, ImportFile, Submission
from objektiv.web.assessments.models.runs import Run

__all__ = ["Import", "ImportFile", "Procedure", "Reminder", "Run", "Submission"]
