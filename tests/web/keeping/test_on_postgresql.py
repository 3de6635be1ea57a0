"""Copies of an office on PostgreSQL, and moving from SQLite to PostgreSQL and back."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from offices import SESSIONS, act, clean, counts_on_server, files_of, make_office, rows_in_file, run_in
from postgresql import running_server

pytestmark = pytest.mark.slow

OWN = {"audit_record": 1}  # what the command itself writes


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_server() as address:
        yield address


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """An empty database of the server."""
    with psycopg.connect(server, autocommit=True) as base:
        base.execute("DROP DATABASE IF EXISTS office")
        base.execute("CREATE DATABASE office")
    yield server.replace("/postgres", "/office")
    with psycopg.connect(server, autocommit=True) as base:
        base.execute("DROP DATABASE office WITH (FORCE)")


def expected(counts: dict[str, int], *more: str) -> dict[str, int]:
    """Counts after a restore: one record more for each command, nobody signed in."""
    own = {name: len(more) for name in OWN}
    return {name: 0 if name in SESSIONS else count + own.get(name, 0) for name, count in counts.items()}


def test_a_copy_of_a_server_is_restored_to_the_row(database: str, tmp_path: Path) -> None:
    home = make_office(tmp_path / "office", database)
    before, files = counts_on_server(database), files_of(home)
    assert run_in(home, "backup", tmp_path / "a.zip", database=database).code == 0
    with psycopg.connect(database) as base:
        base.execute("UPDATE access_user SET last_name = 'Чужая'")
    refused = run_in(tmp_path / "second", "restore", tmp_path / "a.zip", database=database)
    assert (
        refused.code,
        "в базе OBJEKTIV_DATABASE уже есть таблицы"
        in refused.err.lower().replace("objektiv_database", "OBJEKTIV_DATABASE"),
    ) == (2, True)
    assert not (tmp_path / "second").exists()
    answer = run_in(home, "restore", tmp_path / "a.zip", "--replace", database=database)
    assert answer.code == 0, answer.err
    assert counts_on_server(database) == expected(before, "backup.restored")
    assert files_of(home) == files
    with psycopg.connect(database) as base:
        assert base.execute("SELECT count(*) FROM access_user WHERE last_name = 'Чужая'").fetchone() == (0,)
    assert run_in(home, "verify-log", database=database).code == 0


def test_tables_of_others_in_the_same_database_stay(database: str, tmp_path: Path) -> None:
    """Also those whose names begin as ours do."""
    home = make_office(tmp_path / "office", database)
    with psycopg.connect(database) as base:
        base.execute("CREATE TABLE access_control_of_doors (door text)")
        base.execute("CREATE TABLE django_site AS SELECT 1 AS id")
        base.execute("INSERT INTO access_control_of_doors VALUES ('чужая')")
    before = counts_on_server(database)
    assert run_in(home, "backup", tmp_path / "a.zip", database=database).code == 0
    answer = run_in(home, "restore", tmp_path / "a.zip", "--replace", database=database)
    assert answer.code == 0, answer.err
    assert counts_on_server(database) == expected(before, "backup.restored")


def test_a_restore_that_fails_leaves_the_server_as_it_was(database: str, tmp_path: Path) -> None:
    home = make_office(tmp_path / "office", database)
    assert run_in(home, "backup", tmp_path / "a.zip", database=database).code == 0
    with psycopg.connect(database) as base:
        base.execute("UPDATE audit_record SET reason = 'подделка' WHERE number = 3")
    assert run_in(home, "backup", tmp_path / "b.zip", database=database).code == 0
    assert run_in(home, "restore", tmp_path / "a.zip", "--replace", database=database).code == 0
    before, files = counts_on_server(database), files_of(home)
    refused = run_in(home, "restore", tmp_path / "b.zip", "--replace", database=database)
    assert (refused.code, "журнал действий в копии нарушен: запись № 3" in refused.err.lower()) == (3, True)
    assert (counts_on_server(database), files_of(home)) == (before, files)


@pytest.mark.parametrize(
    ("step", "counts"),
    [("os.rename:1", "old"), ("os.rename:2", "new"), ("os.rename:3", "new")],
    ids=["before the database commits", "after it", "between the folders"],
)
def test_killed_at_its_end_a_restore_leaves_folder_and_server_of_one_office(
    made: Path, database: str, tmp_path: Path, step: str, counts: str
) -> None:
    """The next command finds out which office the database is of and brings the folder to it."""
    home = tmp_path / "office"
    shutil.copy2(made / "copy.zip", tmp_path / "copy.zip")
    assert run_in(home, "restore", tmp_path / "copy.zip", database=database).code == 0
    (home / "files" / "новый.txt").write_text("после копии", encoding="utf-8")
    with psycopg.connect(database) as base:
        base.execute("UPDATE access_user SET last_name = 'После копии'")
    old = files_of(home)
    assert act(home, "restore", step, database=database).code == -signal.SIGKILL
    assert run_in(home, "verify-log", database=database).code == 0
    with psycopg.connect(database) as base:
        later = base.execute("SELECT count(*) FROM access_user WHERE last_name = 'После копии'").fetchone()
    found = files_of(home)
    if counts == "old":
        assert (later != (0,), found) == (True, old)
    else:
        assert (later, found) == ((0,), {name: one for name, one in old.items() if name != "files/новый.txt"})
        assert [files_of(one) for one in tmp_path.glob("office.before-*")] == [old]
        assert list(tmp_path.glob(".office.*")) == []


def test_a_folder_that_the_server_does_not_know_is_not_taken(
    made: Path, database: str, tmp_path: Path
) -> None:
    """Killed after the folder was named complete and before the commit."""
    home = tmp_path / "office"
    assert run_in(home, "restore", made / "copy.zip", database=database).code == 0
    left = tmp_path / f".office.restored-{'0' * 64}"
    shutil.copytree(home, left)
    (left / "files" / "чужой.txt").touch()
    old = files_of(home)
    assert run_in(home, "verify-log", database=database).code == 0
    assert (files_of(home), left.is_dir()) == (old, True)
    assert run_in(home, "restore", made / "copy.zip", "--replace", database=database).code == 0
    assert (files_of(home), left.is_dir()) == (old, False)


def test_an_office_moves_from_a_file_to_a_server_and_back(database: str, tmp_path: Path) -> None:
    home = make_office(tmp_path / "office")
    counts = {name: len(rows) for name, rows in rows_in_file(home).items()}
    assert run_in(home, "backup", tmp_path / "a.zip").code == 0
    moved = tmp_path / "moved"
    answer = run_in(moved, "restore", tmp_path / "a.zip", database=database)
    assert answer.code == 0, answer.err
    assert counts_on_server(database) == expected(counts, "backup.restored")
    assert files_of(moved) == files_of(home)
    add_person(moved, database)
    assert run_in(moved, "backup", tmp_path / "b.zip", database=database).code == 0
    back = tmp_path / "back"
    assert run_in(back, "restore", tmp_path / "b.zip").code == 0
    people = rows_in_file(home)["access_user"]
    later = rows_in_file(back)["access_user"]
    assert [row for row in later if row not in people] == [row for row in later if "novyj" in row]
    assert len(later) == len(people) + 1
    assert run_in(back, "verify-log").code == 0


def add_person(home: Path, database: str) -> None:
    """Somebody new: the numbers of rows go on where they were."""
    script = (
        "import django; django.setup()\n"
        "from objektiv.web.access.domain import add_user\n"
        "add_user(login='novyj', last_name='Новый', first_name='Иван', patronymic='', by=None)"
    )
    env = clean(
        OBJEKTIV_HOME=home, OBJEKTIV_DATABASE=database, DJANGO_SETTINGS_MODULE="objektiv.web.settings"
    )
    subprocess.run([sys.executable, "-c", script], env=env, check=True, timeout=60, capture_output=True)
