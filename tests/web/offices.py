"""Offices of their own folders: made, called by the command line, and read past the program."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
OF_THE_MOMENT = ("objektiv.sqlite3", "queue.sqlite3", "office.lock", "worker.pulse", "logs/")
SESSIONS = frozenset({"django_session", "usersessions_usersession"})
NOT_ROWS = frozenset({"sqlite_sequence", "django_migrations", "shell_cache"})


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Said]


def clean(**known: object) -> dict[str, str]:
    """The environment without what this run of the tests set."""
    kept = {one: text for one, text in os.environ.items() if not one.startswith(("OBJEKTIV_", "DJANGO_"))}
    return {**kept, "COLUMNS": "200", **{name: str(value) for name, value in known.items()}}


def run_in(home: Path, *arguments: object, database: str = "", **known: object) -> Said:
    """The command line with an office of its own."""
    command = [sys.executable, "-m", "objektiv.cli", *map(str, arguments)]
    address = {"OBJEKTIV_DATABASE": database} if database else {}
    env = clean(OBJEKTIV_HOME=home, **address)
    done = subprocess.run(
        command, env=env, cwd=home.parent, capture_output=True, text=True, timeout=120, check=False, **known
    )  # type: ignore[call-overload]
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    return Said(done.returncode, done.stdout, done.stderr)


def make_office(home: Path, database: str = "") -> Path:
    """An office with people, a loaded import, a run and a file."""
    address = {"OBJEKTIV_DATABASE": database} if database else {}
    command = [sys.executable, str(HERE / "keeping" / "make_office.py")]
    env = clean(OBJEKTIV_HOME=home, **address)
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return home


def files_of(home: Path) -> dict[str, str]:
    """Path → SHA-256 of everything but the database and what is of the moment."""
    found = {path.relative_to(home).as_posix(): path for path in home.rglob("*") if path.is_file()}
    return {
        name: sha256(path.read_bytes()).hexdigest()
        for name, path in sorted(found.items())
        if not name.startswith(OF_THE_MOMENT)
    }


def rows_in_file(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Table of SQLite → its rows."""
    with closing(sqlite3.connect(home / "objektiv.sqlite3")) as base:
        names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(base.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in names
            if name not in NOT_ROWS
        }


def counts_on_server(address: str) -> dict[str, int]:
    """Table of PostgreSQL → number of rows."""
    import psycopg

    with psycopg.connect(address) as base:
        names = [n for (n,) in base.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        return {
            name: base.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # type: ignore[arg-type, index]
            for name in names
            if name not in NOT_ROWS
        }


def without_last_record(
    rows: dict[str, list[tuple[object, ...]]], verb: str
) -> dict[str, list[tuple[object, ...]]]:
    """The journal before the record that the command itself wrote, and without its head."""
    known = {**rows, "audit_chainhead": []}
    written = [row for row in rows["audit_record"] if verb in row]
    assert len(written) == 1, verb
    return {**known, "audit_record": [row for row in rows["audit_record"] if row not in written]}


def act(home: Path, action: str, step: int | str | None = None, database: str = "", **known: object) -> Said:
    """One long action in a process of its own, killed at a step (``faults/act.py``)."""
    address = {"OBJEKTIV_DATABASE": database} if database else {}
    command = [sys.executable, str(HERE / "faults" / "act.py"), action, *([str(step)] if step else [])]
    done = subprocess.run(
        command, env=clean(OBJEKTIV_HOME=home, **address), cwd=home.parent, capture_output=True, text=True,
        timeout=120, check=False, **known,
    )  # fmt: skip
    return Said(done.returncode, done.stdout, done.stderr)
