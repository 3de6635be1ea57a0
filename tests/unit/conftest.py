"""What tests of several rooms need: the browser of the system."""

from __future__ import annotations

import os
import shutil

import pytest


@pytest.fixture(scope="session")
def browser() -> str:
    """A Chromium of the system; without one the tests are skipped with a message, never when skipping is forbidden."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found:
        return found
    if os.environ.get("OBJEKTIV_NO_SKIP") == "1":
        pytest.fail("нет браузера Chromium")
    pytest.skip("нет браузера Chromium: страница в нём не проверена")
