"""One long action on the office of OBJEKTIV_HOME, in a process of its own: ``python act.py ACTION [STEP]``.

With STEP the process kills itself (SIGKILL) just before its STEP-th touch of the disk or of the database, counted from
the beginning of the action, or with «os.rename:2» before its second renaming; without, it prints how many there were.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parents[1] / "cli")]
os.environ["DJANGO_SETTINGS_MODULE"] = "objektiv.web.settings"
TOUCHES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "shutil.rmtree"})
touches: Counter[str] = Counter()


def step(kind: str) -> None:
    touches[kind] += 1
    if sys.argv[2:] in ([str(touches.total())], [f"{kind}:{touches[kind]}"]):
        os.kill(os.getpid(), signal.SIGKILL)


def heard(event: str, arguments: tuple[object, ...]) -> None:
    """What Python itself does with files."""
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    home = str(Path(os.environ["OBJEKTIV_HOME"]).parent)
    if (writes or event in TOUCHES) and any(str(one).startswith(home) for one in arguments[:2]):
        step(event)


def asked(execute, sql, params, many, context):
    """Every question to the database."""
    step("question")
    return execute(sql, params, many, context)


def main() -> None:
    import django

    action = sys.argv[1]
    if action == "restore":
        sys.addaudithook(heard)
        from objektiv.web.keeping.restoring import restore_backup

        restore_backup(Path(os.environ["OBJEKTIV_HOME"]).parent / "copy.zip", quiet, replace=True)
    else:
        django.setup()
        from django.db import connection

        work = prepared(action)
        connection.ensure_connection()
        sys.addaudithook(heard)
        proved()
        with connection.execute_wrapper(asked):
            work()
        proved()
    sys.stdout.write(f"{touches.total()}\n")


def proved() -> None:
    """The chain of the journal has no gap."""
    from objektiv.web.audit.domain import prove_journal

    proof = prove_journal()
    assert proof.is_whole, proof.sentence


def prepared(action: str):
    """The action, with what it needs already read."""
    from objektiv.web.access.models import User
    from objektiv.web.assessments.domain import imports, loading, runs
    from objektiv.web.assessments.models import Import, Run
    from objektiv.web.keeping.making import make_backup
    from objektiv.web.territory.models import Unit

    home = Path(os.environ["OBJEKTIV_HOME"])
    coordinator = User.objects.get(login="municipal_coordinator")
    unit = coordinator.assignments.get().unit
    load = Import.objects.order_by("-pk").first()
    books = [imports.Incoming(f"{k}.xlsx", [bytes(100_000)]) for k in range(3)]
    return {
        "receive": lambda: imports.receive(unit=unit, files=books, by=None),
        "load": lambda: loading.load_confirmed(load, quiet),
        "undo": lambda: loading.undo_loaded(load, by=coordinator),
        "run": lambda: runs.compute(Run.objects.order_by("-pk").first(), quiet),
        "start_run": lambda: runs.start_run(
            unit=Unit.objects.get(level="region"), school_year="2020/21", kind="final", by=None
        ),
        "hand_in": lambda: hand_in(home, coordinator),
        "confirm": lambda: imports.confirm(load, by=coordinator),
        "confirm_here": lambda: imports.confirm(load, by=None),
        "receive_large": lambda: imports.receive(
            unit=unit, files=[imports.Incoming("a.xlsx", [bytes(1_000_000)] * 10)], by=None
        ),
        "nothing": lambda: None,
        "receive_many": lambda: receive_many(unit, books),
        "backup": lambda: make_backup(home.parent / "new.zip", quiet),
    }[action]


def receive_many(unit, books) -> None:
    """One import after another until killed; the first line of the output says that it has begun."""
    from objektiv.web.assessments.domain import imports

    for number in range(1000):
        imports.receive(unit=unit, files=books, by=None)
        if number == 0:
            sys.stdout.write("begun\n")
            sys.stdout.flush()
        time.sleep(0.05)


def hand_in(home: Path, by) -> None:
    """A third workbook, read and waiting to be loaded; ``by`` None for whoever does it here."""
    from result_books import book

    from objektiv.web.assessments.domain import imports, reading

    path = book(
        home.parent / "in" / "Математика, 4 класс. ВПР 2021.xlsx",
        (990001, "Б", range(20, 29)),
        municipality=970001,
    )
    incoming = imports.Incoming(path.name, [path.read_bytes()])
    load = imports.receive(unit=by.assignments.get().unit, files=[incoming], by=None)
    reading.recognise(load, quiet)


def quiet(*_: object) -> None:
    """Progress is not told."""


if __name__ == "__main__":
    main()
