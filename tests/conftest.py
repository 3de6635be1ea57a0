"""What every test may use: the folder of real data, when there is one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
