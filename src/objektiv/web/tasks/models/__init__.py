"""Nouns of tasks."""

from __future__ import annotations

from objektiv.web.tasks.models.papers import FormHeap, Letter, Reminder, ReturnedForm
from objektiv.web.tasks.models.task import Evidence, EvidenceFile, Report, Task

__all__ = ["Evidence", "EvidenceFile", "FormHeap", "Letter", "Reminder", "Report", "ReturnedForm", "Task"]
