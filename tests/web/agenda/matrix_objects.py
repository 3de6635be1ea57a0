"""The secret address of a calendar: it is the right itself, hence there is no foreign one."""

from __future__ import annotations

from pathlib import Path

from cast import Cast
from matrix import Example, Pair

from objektiv.web.agenda.domain import make_feed


def examples(cast: Cast, folder: Path) -> dict[str, Pair]:
    """By the name of the address."""
    _, secret = make_feed(by=cast.coordinator)
    return {"agenda_feed": (Example({"secret": secret}), None)}
