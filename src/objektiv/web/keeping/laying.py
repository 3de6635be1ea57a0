"""The database of a copy: made beside in a file, or in one transaction on a server, proved before it counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from django.db import DatabaseError, connection, transaction
from huey.contrib.djhuey import HUEY as QUEUE

from objektiv.model.errors import UsageError
from objektiv.web.audit.domain import prove_journal, record
from objektiv.web.keeping.archive import Say
from objektiv.web.keeping.manifest import ANOTHER, TABLES, BackupError, Manifest
from objektiv.web.keeping.phrases import RESTORED
from objektiv.web.keeping.tables import bring_up_to_date, count, drop_tables, lay_tables, put

Complete = Callable[[str], Path]


def lay_database(
    archive: ZipFile, manifest: Manifest, say: Say, *, replace: bool, complete: Complete
) -> Path:
    """Fill the database of the settings; ``complete`` is told the hash of its last record before that counts.

    Gives what ``complete`` gave. A failure leaves the database of a server as it was.
    """
    try:
        if connection.vendor == "postgresql":
            with transaction.atomic():
                _clear_server(replace)
                mark = _lay(archive, manifest, say)
                QUEUE.storage.close()
                return complete(mark)
        mark = _lay(archive, manifest, say)
        connection.close()
        QUEUE.storage.close()
        return complete(mark)
    except DatabaseError as error:
        raise BackupError(f"база не приняла копию: {type(error).__name__}.", ANOTHER) from error
    finally:
        connection.close()


def _clear_server(replace: bool) -> None:
    if not connection.introspection.table_names():
        return
    if not replace:
        raise UsageError(
            "в базе OBJEKTIV_DATABASE уже есть таблицы.",
            "Укажите пустую базу или добавьте --replace: прежние таблицы кабинета будут удалены.",
        )
    drop_tables()


def _lay(archive: ZipFile, manifest: Manifest, say: Say) -> str:
    """The hash of the last record of the journal."""
    say(0, len(manifest.rows), "база данных")
    made = lay_tables(manifest.migrations, manifest.program)
    if set(made) != set(manifest.rows):
        raise BackupError("таблицы копии не те, что у этой версии программы.", ANOTHER)
    with transaction.atomic():
        for done, (name, table) in enumerate(made.items()):
            say(done, len(made), f"база данных: {name}")
            with archive.open(f"{TABLES}{name}.jsonl") as rows:
                put(table, rows)
            if count(table) != manifest.rows[name]:
                raise BackupError(f"в таблице {name} не столько строк, сколько записано в описании.", ANOTHER)
    bring_up_to_date(made)
    with transaction.atomic():
        new = {"made_at": manifest.made_at, "program": manifest.program, "rows": sum(manifest.rows.values())}
        mark = record(RESTORED, by=None, new=new).hash
    say(len(made), len(made), "цепочка журнала")
    proof = prove_journal()
    if not proof.is_whole:
        raise BackupError(f"журнал действий в копии нарушен: {proof.sentence}", ANOTHER)
    return mark
