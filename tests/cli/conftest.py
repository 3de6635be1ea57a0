"""A small training district on disk and the command line as a user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from objektiv.simulation.simulate import simulate_district


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Workbooks of a training district of eight schools."""
    out = tmp_path_factory.mktemp("district")
    simulate_district(out, seed=5, schools=8)
    return out / "workbooks"


class Answer:
    """What a command printed and how it ended."""

    def __init__(self, run: subprocess.CompletedProcess[str]) -> None:
        self.code, self.out, self.err = run.returncode, run.stdout, run.stderr

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture
def objektiv(tmp_path: Path) -> Run:
    """Call the command line in an empty folder; a traceback on the screen fails the test at once."""

    def run(*arguments: object, **options: Any) -> Answer:
        command = [sys.executable, "-m", "objektiv.cli", *map(str, arguments)]
        environment = {**os.environ, "COLUMNS": "200"}
        answer = Answer(
            subprocess.run(
                command,
                capture_output=True,
                text=True,
                check=False,
                cwd=tmp_path,
                env=environment,
                timeout=300,
                **options,
            )
        )
        assert "Traceback" not in answer.err + answer.out
        return answer

    return run
