"""The application as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """The calendar of procedures, imports of results, runs of the analysis."""

    name = "objektiv.web.assessments"
    label = "assessments"
