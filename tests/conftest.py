"""What every test may use: the folder of real data and the browser of the system, when there are such."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says something of the machine, not of the program.
settings.register_profile("objektiv", deadline=None)
settings.load_profile("objektiv")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real data beside the project; without it the test is skipped with a message (never in CI)."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        if os.environ.get("OBJEKTIV_NO_SKIP") == "1":
            pytest.fail("рядом с проектом нет папки shared с данными")
        pytest.skip("рядом с проектом нет папки shared: проверка на настоящих данных пропущена")
    return folder


@pytest.fixture(scope="session")
def browser() -> str:
    """A Chromium of the system; without one the tests are skipped with a message, never when skipping is forbidden."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found:
        return found
    if os.environ.get("OBJEKTIV_NO_SKIP") == "1":
        pytest.fail("нет браузера Chromium")
    pytest.skip("нет браузера Chromium: страница в нём не проверена")
