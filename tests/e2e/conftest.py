"""Journeys in a real browser through a real server, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from office import running_office
from playwright.sync_api import Browser, expect, sync_playwright
from postgresql import running_server

from objektiv.simulation.simulate import simulate_district

SEED = 3
PATIENCE = 20_000  # milliseconds that a page may take when all processors are busy with other tests
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of workbooks of the training district."""
    folder = tmp_path_factory.mktemp("district")
    simulate_district(folder, seed=SEED, municipalities=1)
    return folder / "workbooks"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an office of this module's own."""
    home = tmp_path_factory.mktemp("office") / "home"
    if request.param == "sqlite":
        with running_office(home) as address:
            yield address
    else:
        with running_server() as database, running_office(home, database) as address:
            yield address


@pytest.fixture(scope="module")
def chromium(browser: str) -> Iterator[Browser]:
    """The browser of the system."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        yield opened
        opened.close()
