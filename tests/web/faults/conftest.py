"""An office to be killed in the middle of what it does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from offices import act, make_office, run_in


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an office that has an import waiting to be loaded, and a copy of the office before it."""
    folder = tmp_path_factory.mktemp("faults")
    make_office(folder / "office")
    assert run_in(folder / "office", "backup", folder / "copy.zip").code == 0
    assert act(folder / "office", "hand_in").code == 0
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return fresh(made, tmp_path / "first")


def fresh(made: Path, place: Path) -> Path:
    """The office and its copy once more, as they were."""
    return Path(shutil.copytree(made, place)) / "office"
