"""The whole suite of the office once more on PostgreSQL: a server of its own on loopback, stopped when it is over."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgresql import running_server

pytestmark = pytest.mark.slow

ADDRESS = "OBJEKTIV_TEST_DATABASE"
HERE = Path(__file__).parent
# What pages look like and what documents say does not depend on the database.
ALIKE = ("attacks", "training", "test_security_page.py")


@pytest.fixture
def server() -> Iterator[str]:
    with running_server() as address:
        yield address


@pytest.mark.skipif(ADDRESS in os.environ, reason="it is this run")
def test_the_office_works_on_postgresql(server: str) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        str(HERE),
        "-q",
        "-m",
        "not slow",
        "-n",
        "2",
        "--dist",
        "worksteal",
        "-p",
        "no:cacheprovider",
    ]
    left_out = [f"--ignore={HERE / name}" for name in ALIKE]
    done = subprocess.run(
        [*command, *left_out], env=os.environ | {ADDRESS: server}, cwd=HERE.parents[1], capture_output=True, text=True,
        timeout=3000, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:]
