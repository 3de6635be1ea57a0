"""Telling on the screen how far a long command is: a line for each stage, now and then one more."""

from __future__ import annotations

import sys
import time

from objektiv.web.keeping.archive import Say

PATIENCE = 2.0  # seconds between lines of one stage


def teller(title: str) -> Say:
    """A ``say`` that writes to the error stream."""
    told = ""
    told_at = 0.0

    def say(done: int, total: int, stage: str) -> None:
        nonlocal told, told_at
        name = stage.partition(":")[0]
        now = time.monotonic()
        if name == told and now - told_at < PATIENCE:
            return
        told, told_at = name, now
        sys.stderr.write(f"{title}: {stage} ({done} из {total})\n")

    return say
