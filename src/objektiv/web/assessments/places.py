"""Where things lie in the folder of the office: the lake, files of imports, folders of runs."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings


def lake_folder() -> Path:
    """The lake of loaded results."""
    return Path(settings.OBJEKTIV_HOME) / "lake"


def import_folder(number: int) -> Path:
    """Files of one import; six digits, so that no reader takes the number for a grade or a year."""
    return Path(settings.OBJEKTIV_HOME) / "files" / "imports" / f"{number:06d}"


def trial_folder(number: int) -> Path:
    """Where an import is loaded on trial for its preview; nothing there outlives the job."""
    return Path(settings.OBJEKTIV_HOME) / "files" / "trials" / f"{number:06d}"


def runs_folder() -> Path:
    """All runs of the analysis."""
    return Path(settings.OBJEKTIV_HOME) / "runs"


def run_folder(number: int) -> Path:
    """One run; written once."""
    return runs_folder() / f"{number:06d}"
