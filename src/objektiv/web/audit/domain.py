"""Writing the journal: always inside the transaction of the action itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from django.db import models, transaction
from django.utils import timezone

from objektiv.web.audit.chain import START, Proof, hash_record, prove
from objektiv.web.audit.models import ChainHead, Record

SYSTEM = "программа"
CHUNK = 2000
Step = Callable[[int, int], None]


class Person(Protocol):
    """Who acts: any user model with a full name."""

    pk: Any

    @property
    def full_name(self) -> str:
        """«Иванова Анна Андреевна»."""


def record(
    verb: str,
    *,
    by: Person | None,
    obj: models.Model | None = None,
    unit_path: str = "",
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Record:
    """Append one record. ``by`` None: the program itself. Must be called inside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a record belongs into the transaction of its action")
    head = _lock_head()
    entry = Record(
        number=head.number + 1,
        at=timezone.now(),
        actor_id=by.pk if by else None,
        actor_title=by.full_name if by else SYSTEM,
        verb=verb,
        object_type=obj._meta.label_lower if obj else "",
        object_id=str(obj.pk) if obj else "",
        object_title=str(obj)[:300] if obj else "",
        unit_path=unit_path,
        old=dict(old or {}),
        new=dict(new or {}),
        reason=reason,
        previous_hash=head.hash,
    )
    entry.hash = hash_record(entry)
    entry.save(force_insert=True)
    head.number, head.hash = entry.number, entry.hash
    head.save()
    return entry


def one_writer() -> None:
    """From here to the end of the transaction nobody else writes the journal, hence runs no other verb's end."""
    _lock_head()


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The old and the new values of those fields that differ."""
    differing = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in differing}, {name: after[name] for name in differing}


def prove_journal(step: Step | None = None) -> Proof:
    """Check the whole chain; ``step`` is told now and then how many records of how many are checked.

    Records written meanwhile are left for the next time.
    """
    last = Record.objects.order_by("-number").values("number")[:1]
    # One statement, hence one moment: a record and the head that counts it are written together.
    head = ChainHead.objects.annotate(last=models.Subquery(last)).first()
    if head is None:
        return Proof(0, START) if not Record.objects.exists() else Proof(0, START, 1, "конец цепочки стёрт.")
    records = Record.objects.filter(number__lte=head.number).order_by("number").iterator(chunk_size=CHUNK)
    proof = prove(_counted(records, head.number, step), head.number, head.hash)
    if proof.is_whole and (head.last or 0) > head.number:
        sentence = f"запись № {head.number + 1} добавлена в обход программы."
        return Proof(head.number, head.hash, head.number + 1, sentence)
    return proof


def _counted(records: Iterable[Record], total: int, step: Step | None) -> Iterator[Record]:
    for done, one in enumerate(records):
        if step is not None and done % CHUNK == 0:
            step(done, total)
        yield one


def _lock_head() -> ChainHead:
    """The only row of its table, held until the transaction ends: records are numbered one after another."""
    ChainHead.objects.get_or_create(pk=1)
    return ChainHead.objects.select_for_update().get(pk=1)
