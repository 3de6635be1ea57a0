"""Rows of all tables as lines of JSON, and back: the same for every database, hence a way from one to another.

Tables are read and written as the migrations describe them that the copy had applied, not as the program knows them
now: an older copy is laid down as it was and then brought up to date.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from objektiv.web.keeping.manifest import ANOTHER, BackupError, newer

# Who was signed in: a copy in wrong hands, or an old one restored, must not open anybody's session.
LEFT_OUT = ("django_session", "usersessions_usersession")
BATCH = 1000
Table = type[models.Model]


def applied() -> tuple[str, ...]:
    """Migrations that the database has, «app.name», sorted; empty for one that was never set up."""
    return tuple(sorted(".".join(key) for key in MigrationLoader(connection).applied_migrations))


def tables(migrations: Iterable[str], program: str = "") -> dict[str, Table]:
    """Name of the table → its model at the state of ``migrations``; BackupError when one of them is unknown here."""
    loader = MigrationLoader(connection)
    found = _models_at(loader, _nodes(loader, migrations, program))
    return dict(sorted((one._meta.db_table, one) for one in found))


def lines(table: Table) -> Iterator[bytes]:
    """The rows of a table in the order of their keys: first the names of the fields, then a list for each row."""
    fields = _fields(table)
    yield _line([one.attname for one in fields])
    if table._meta.db_table in LEFT_OUT:
        return
    for row in table._base_manager.order_by("pk").iterator(chunk_size=BATCH):
        yield _line([_packed(one, row) for one in fields])


def put(table: Table, rows: Iterable[bytes]) -> int:
    """Insert what ``lines`` gave; returns the number of rows. Constraints are checked when the transaction ends."""
    source = iter(rows)
    known = {one.attname: one for one in _fields(table)}
    names: list[str] = json.loads(next(source, b"[]"))
    if set(names) != set(known):
        raise BackupError(f"столбцы таблицы {table._meta.db_table} не те.", ANOTHER)
    fields = [known[name] for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(one.column or "") for one in fields)
    places = ", ".join("%s" for _ in fields)
    statement = f"INSERT INTO {quote(table._meta.db_table)} ({columns}) VALUES ({places})"
    count = 0
    with connection.cursor() as cursor:
        while batch := [_unpacked(fields, line) for line in islice(source, BATCH)]:
            cursor.executemany(statement, batch)
            count += len(batch)
    return count


def count(table: Table) -> int:
    """Rows in a table."""
    return table._base_manager.count()


def lay_tables(migrations: Sequence[str], program: str) -> dict[str, Table]:
    """Make the tables as they were after ``migrations``, all empty."""
    executor = MigrationExecutor(connection)
    executor.migrate(_leaves(executor.loader, _nodes(executor.loader, migrations, program)))
    made = tables(migrations, program)
    with connection.cursor() as cursor:
        for name in made:  # rows that migrations themselves put in come with the copy too
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")
    return made


def bring_up_to_date(filled: Mapping[str, Table]) -> None:
    """Numbers of new rows go on from the last one; migrations that came since are applied."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(filled.values())):
            cursor.execute(statement)
    connection.check_constraints()
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    call_command("createcachetable", verbosity=0)


def drop_tables() -> None:
    """Drop the tables of the office from a database server; what others keep in the same database stays.

    Known are the tables of the migrations that the database has applied and of those that the program would apply.
    """
    loader = MigrationLoader(connection)
    known = {MigrationRecorder.Migration._meta.db_table, settings.CACHES["default"]["LOCATION"]}
    for nodes in (
        loader.graph.leaf_nodes(),
        [one for one in loader.applied_migrations if one in loader.graph.nodes],
    ):
        known |= {one._meta.db_table for one in _models_at(loader, nodes)}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name in known:
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")


def _models_at(loader: MigrationLoader, nodes: Sequence[tuple[str, str]]) -> list[Table]:
    """Models with a table of their own after these migrations."""
    state = loader.project_state(nodes=list(nodes))
    return [
        one
        for one in state.apps.get_models(include_auto_created=True)
        if one._meta.managed and not one._meta.proxy and not one._meta.swapped
    ]


def _nodes(loader: MigrationLoader, migrations: Iterable[str], program: str = "") -> list[tuple[str, str]]:
    nodes = [(label, name) for label, _, name in (one.partition(".") for one in migrations)]
    if any(one not in loader.graph.nodes for one in nodes):
        raise newer(program)
    return nodes


def _leaves(loader: MigrationLoader, nodes: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that no other of the same app follows."""
    has = set(nodes)
    followed = {
        parent.key
        for node in nodes
        for parent in loader.graph.node_map[node].parents
        if parent.key[0] == node[0] and parent.key in has
    }
    return [node for node in nodes if node not in followed]


def _fields(table: Table) -> list[models.Field[Any, Any]]:
    return [one for one in table._meta.concrete_fields if not one.generated]


def _line(values: Sequence[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _packed(field: models.Field[Any, Any], row: models.Model) -> Any:
    value = field.value_from_object(row)
    return (
        value if value is None or isinstance(value, bool | int | float | str) else field.value_to_string(row)
    )


def _unpacked(fields: Sequence[models.Field[Any, Any]], line: bytes) -> list[Any]:
    pairs = zip(fields, json.loads(line), strict=True)
    return [one.get_db_prep_save(_python(one, value), connection) for one, value in pairs]


def _python(field: models.Field[Any, Any], value: Any) -> Any:
    return value if value is None or isinstance(field, models.JSONField) else field.to_python(value)
