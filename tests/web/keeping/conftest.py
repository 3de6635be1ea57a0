"""An office made once, and copies of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from offices import make_office, run_in


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an office and a copy of it; not to be changed."""
    folder = tmp_path_factory.mktemp("made")
    make_office(folder / "office")
    assert run_in(folder / "office", "backup", folder / "copy.zip").code == 0
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """The office, to do with as one likes."""
    return Path(shutil.copytree(made / "office", tmp_path / "office"))


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """Its copy, to do with as one likes."""
    return Path(shutil.copy2(made / "copy.zip", tmp_path / "copy.zip"))
