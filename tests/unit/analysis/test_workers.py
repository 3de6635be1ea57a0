"""Ctrl+C reaches the reading processes too, but only their master heeds it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator

import pytest

from objektiv.analysis.workers import run_each

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals between processes")

_ARMED: list[int] = []
if sys.platform != "win32":
    os.register_at_fork(
        after_in_parent=lambda: signal.pthread_kill(_ARMED.pop(), signal.SIGINT) if _ARMED else None
    )


@pytest.fixture(autouse=True)
def _heeding() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupt(task: int) -> int:
    os.kill(os.getpid(), signal.SIGINT)
    return 2 * task


def die(task: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return task


def double(task: int) -> int:
    return 2 * task


def test_results_come_with_the_positions_of_their_tasks() -> None:
    assert sorted(run_each(double, [1, 2, 3], lambda _: -1, 2)) == [(0, 2), (1, 4), (2, 6)]


def test_a_task_whose_process_died_has_the_result_of_death() -> None:
    assert sorted(run_each(die, [1, 2, 3], lambda task: -task, 2)) == [(0, -1), (1, -2), (2, -3)]


def test_an_interrupted_process_finishes_its_task() -> None:
    assert sorted(run_each(interrupt, [1, 2, 3], lambda _: -1, 2)) == [(0, 2), (1, 4), (2, 6)]


def test_an_interrupt_amid_a_fork_is_not_lost() -> None:
    _ARMED.append(threading.get_ident())
    with pytest.raises(KeyboardInterrupt):
        list(run_each(double, [1, 2, 3], lambda _: -1, 2))
