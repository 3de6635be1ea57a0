"""The journal: every change of it is found."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from objektiv.web.audit.domain import prove_journal, record
from objektiv.web.audit.models import AppendOnlyError, Record

pytestmark = pytest.mark.django_db
COLUMNS = (
    "at", "actor_title", "verb", "object_type", "object_id", "object_title", "unit_path", "old", "new", "reason",
    "previous_hash", "actor_id",
)  # fmt: skip
QUOTED = ", ".join(f'"{name}"' for name in COLUMNS)
SMUGGLED = f"""INSERT INTO audit_record (number, hash, {QUOTED})
SELECT 4, 'x', {QUOTED} FROM audit_record WHERE number = 3"""


def write(count: int) -> None:
    for k in range(count):
        with transaction.atomic():
            record("test.done", by=None, new={"k": k}, reason=f"причина {k}")


def sql(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)


def test_an_untouched_journal_is_whole() -> None:
    write(3)
    proof = prove_journal()
    assert (proof.records, proof.is_whole, proof.sentence) == (3, True, "")


def test_an_empty_journal_is_whole() -> None:
    assert prove_journal().is_whole


@pytest.mark.parametrize(
    ("tampering", "broken_at"),
    [
        ("UPDATE audit_record SET reason = 'другая' WHERE number = 2", 2),
        ("UPDATE audit_record SET actor_title = 'другой' WHERE number = 1", 1),
        ("DELETE FROM audit_record WHERE number = 2", 2),
        ("DELETE FROM audit_record WHERE number = 3", 3),
        ("DELETE FROM audit_chainhead", 1),
        (SMUGGLED, 4),
    ],
)
def test_tampering_is_found(tampering: str, broken_at: int) -> None:
    write(3)
    sql(tampering)
    assert prove_journal().broken_at == broken_at


def test_records_are_not_changed_by_the_program() -> None:
    write(1)
    only = Record.objects.get()
    for attempt in (
        only.save,
        only.delete,
        Record.objects.all().delete,
        lambda: Record.objects.update(reason=""),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()


def test_a_record_stands_in_the_transaction_of_its_action() -> None:
    def fail_after_writing() -> None:
        with transaction.atomic():
            record("test.done", by=None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_writing()
    assert Record.objects.count() == 0
    assert prove_journal().is_whole


def test_records_written_during_the_check_are_left_for_the_next() -> None:
    write(3)

    def write_more(done: int, total: int) -> None:
        assert (done, total) == (0, 3)
        write(1)

    proof = prove_journal(write_more)
    assert (proof.is_whole, proof.records) == (True, 3)
    assert prove_journal().records == 4
