"""This office is no training office: nobody finds the pages that take the training away."""

from __future__ import annotations

from pathlib import Path

from cast import Cast
from matrix import Example, Pair


def examples(cast: Cast, folder: Path) -> dict[str, Pair]:
    """By the name of the address."""
    return {
        "training_remove": (
            Example(answer=lambda user: 404 if user == cast.roles["administrator"] else None),
            None,
        ),
        "training_removed": (Example(answer=lambda user: 404), None),
    }
