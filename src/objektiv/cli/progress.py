"""A progress bar on the error stream for everything longer than two seconds; silent where nobody looks."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

PATIENCE = 2.0  # seconds before a bar appears


@contextlib.contextmanager
def bar(title: str) -> Iterator[Callable[[int, int, str], None]]:
    """Give ``advance(done, total, what)``; the bar appears when the work takes longer than two seconds."""
    console = Console(stderr=True)
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f} из {task.total:.0f}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    task = progress.add_task(title, total=None)
    started = time.monotonic()
    shown = False

    def advance(done: int, total: int, what: str) -> None:
        nonlocal shown
        progress.update(task, completed=done, total=total, description=f"{title}: {what}"[:70])
        if not shown and time.monotonic() - started > PATIENCE:
            progress.start()  # draws at once: what it draws is known by now
            shown = True

    try:
        yield advance
    finally:
        if shown:
            progress.stop()
