"""Which copies of a folder are kept: the newest of each of the last days, weeks and months."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from objektiv.lake.storage import disk_error

NAME = "objektiv-{:%Y-%m-%d-%H%M%S}.zip"
_NAME = re.compile(r"objektiv-(\d{4}-\d\d-\d\d-\d{6})\.zip")
_STALE = 24 * 60 * 60  # seconds after which an unfinished copy belongs to a process that died


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days, weeks and months keep their newest copy."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 12


def kept(moments: Collection[datetime], rule: Retention) -> frozenset[datetime]:
    """Of the moments of copies those to keep; the newest always."""
    newest_first = sorted(moments, reverse=True)
    periods: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (rule.daily, datetime.date),
        (rule.weekly, lambda one: one.isocalendar()[:2]),
        (rule.monthly, lambda one: (one.year, one.month)),
    )
    chosen = set(newest_first[:1])
    for number, period in periods:
        newest: dict[Hashable, datetime] = {}
        for one in newest_first:
            newest.setdefault(period(one), one)
        chosen.update(list(newest.values())[:number])
    return frozenset(chosen)


def forget(folder: Path, rule: Retention) -> list[str]:
    """Delete the copies of a folder that the rule does not keep; their names. Other files are left alone."""
    dated = {moment: file for file in folder.iterdir() if (moment := _moment(file.name))}
    old = [dated[one] for one in sorted(dated.keys() - kept(dated.keys(), rule))]
    try:
        for file in (*old, *_unfinished(folder)):
            file.unlink(missing_ok=True)
    except OSError as error:
        raise disk_error(folder, error) from error
    return [file.name for file in old]


def _moment(name: str) -> datetime | None:
    found = _NAME.fullmatch(name)
    try:
        return datetime.strptime(found[1], "%Y-%m-%d-%H%M%S") if found else None
    except ValueError:
        return None


def _unfinished(folder: Path) -> Iterable[Path]:
    return (
        file for file in folder.glob(".objektiv-*.zip.*.part") if time.time() - file.stat().st_mtime > _STALE
    )
