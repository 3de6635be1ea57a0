"""Reading processes that may die: a file that kills its process is refused, the others are read."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar, cast

if sys.platform != "win32":
    import resource

Task = TypeVar("Task")
Result = TypeVar("Result")

MEMORY_OF_A_PROCESS = 3 << 30  # bytes of address space above what the process starts with
PATIENCE = 1.0  # seconds between looks whether the master is still there
# Forked children share what is already imported; they run no code of libraries that keep threads of their own.
_START = "fork" if sys.platform == "linux" else "spawn"


def run_each(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    on_death: Callable[[Task], Result],
    processes: int | None = None,
) -> Iterator[tuple[int, Result]]:
    """Run ``work`` on each task in a few processes; yield (position, result) as they come.

    ``on_death`` gives the result of a task whose process died (out of memory, killed). Tasks start in their order.
    """
    count = min(processes or os.cpu_count() or 1, len(tasks))
    queue = iter(enumerate(tasks))
    crew: dict[Connection, _Worker[Task, Result]] = {}
    try:
        for position, task in _take(queue, count):
            _hire(crew, work).give(position, task)
        while crew:
            for connection in wait(list(crew)):
                worker = crew[cast(Connection, connection)]  # wait() returns what it was given
                position, task = worker.current
                try:
                    result: Result = worker.connection.recv()
                except (EOFError, OSError):
                    result = on_death(task)
                    crew.pop(worker.connection).stop()
                    worker = _hire(crew, work)
                yield position, result
                following = next(queue, None)
                if following is None:
                    crew.pop(worker.connection).stop()
                else:
                    worker.give(*following)
    finally:
        for worker in crew.values():
            worker.stop(at_once=True)


class _Worker(Generic[Task, Result]):
    """A process, the pipe to it and the task it is at."""

    def __init__(self, work: Callable[[Task], Result]) -> None:
        context = multiprocessing.get_context(_START)
        self.connection, theirs = context.Pipe()
        self.current: tuple[int, Task]
        # The types of a context know no Process: which one it is depends on the system.
        self._process = context.Process(target=_serve, args=(theirs, work), daemon=True)  # type: ignore[attr-defined]
        with _interrupts_wait():
            self._process.start()
        theirs.close()

    def give(self, position: int, task: Task) -> None:
        """Send a task."""
        self.current = (position, task)
        with contextlib.suppress(OSError):  # a dead process is noticed when its answer is awaited
            self.connection.send(task)

    def stop(self, *, at_once: bool = False) -> None:
        """End the process; at once when its work is no longer wanted."""
        with contextlib.suppress(OSError):
            self.connection.send(None)
        self.connection.close()
        if at_once:
            self._process.terminate()
        self._process.join()


@contextlib.contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Ctrl+C waits until a process has started: amid a fork it would be lost. The process itself is born deaf to it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _hire(
    crew: dict[Connection, _Worker[Task, Result]], work: Callable[[Task], Result]
) -> _Worker[Task, Result]:
    worker = _Worker(work)
    crew[worker.connection] = worker
    return worker


def _take(queue: Iterator[Any], count: int) -> Iterator[Any]:
    for _ in range(count):
        yield next(queue)


def _serve(connection: Connection, work: Callable[[Any], Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupted reading would look like a bad file
    _limit_memory()
    gc.disable()  # millions of cells without a cycle among them: looking for cycles only costs time
    master = os.getppid()
    try:
        while (task := _await(connection, master)) is not None:
            connection.send(work(task))
    except (EOFError, OSError):
        return


def _await(connection: Connection, master: int) -> Any:
    """The next task; None when the master died: its end of the pipe stays open in the other workers."""
    while not connection.poll(PATIENCE):
        if os.getppid() != master:
            return None
    return connection.recv()


def _limit_memory() -> None:
    if sys.platform != "linux":
        return
    pages = int(open("/proc/self/statm").read().split()[0])  # noqa: PTH123, SIM115  # a kernel file of one line
    used = pages * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = used + MEMORY_OF_A_PROCESS
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
