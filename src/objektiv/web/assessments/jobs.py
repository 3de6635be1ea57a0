"""Background jobs of imports and runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse

from objektiv.web.assessments.domain.imports import LOAD, RECOGNISE, UNDO
from objektiv.web.assessments.domain.loading import load_confirmed, undo_loaded
from objektiv.web.assessments.domain.reading import recognise
from objektiv.web.assessments.domain.runs import RUN, compute
from objektiv.web.assessments.models import Import, Run
from objektiv.web.shell.jobs import Progress, job


@job(RECOGNISE)
def recognise_files(parameters: Mapping[str, Any], progress: Progress) -> str:
    """Read the files of an import for its preview."""
    load = _load(parameters)
    recognise(load, progress)
    return reverse("import", args=[load.pk])


@job(LOAD)
def load_files(parameters: Mapping[str, Any], progress: Progress) -> str:
    """Load the confirmed files of an import."""
    load = _load(parameters)
    load_confirmed(load, progress)
    return reverse("import", args=[load.pk])


@job(UNDO)
def undo_files(parameters: Mapping[str, Any], progress: Progress) -> str:
    """Take back what an import brought."""
    load = _load(parameters)
    progress(0, 1, "возвращаем прежнее состояние данных")
    undo_loaded(load, by=get_user_model().objects.get(pk=parameters["by_id"]))
    return reverse("import", args=[load.pk])


@job(RUN)
def run_analysis(parameters: Mapping[str, Any], progress: Progress) -> str:
    """Compute a run and write its files."""
    run = Run.objects.select_related("unit").get(pk=parameters["run"])
    compute(run, progress)
    return reverse("run", args=[run.pk])


def _load(parameters: Mapping[str, Any]) -> Import:
    return Import.objects.select_related("unit", "by").get(pk=parameters["load"])
