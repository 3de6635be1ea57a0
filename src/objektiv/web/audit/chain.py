"""The chain of hashes over the journal: how one record's hash is made and how the whole is proved."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from objektiv.web.audit.models import Record

FIELDS = (
    "number", "at", "actor_id", "actor_title", "verb", "object_type", "object_id", "object_title", "unit_path",
    "old", "new", "reason",
)  # fmt: skip
START = "0" * 64


@dataclass(frozen=True, slots=True)
class Proof:
    """What a check of the chain found. ``broken_at``: number of the first record that does not fit, None when whole."""

    records: int
    head: str
    broken_at: int | None = None
    sentence: str = ""

    @property
    def is_whole(self) -> bool:
        """Nothing was changed, taken out or put in."""
        return self.broken_at is None


def hash_record(record: Record) -> str:
    """SHA-256 over the previous hash and the fields in a fixed order and spelling."""
    fields: dict[str, Any] = {name: getattr(record, name) for name in FIELDS}
    fields["at"] = record.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(
        fields, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return sha256(f"{record.previous_hash}\n{text}".encode()).hexdigest()


def prove(records: Iterable[Record], head_number: int, head_hash: str) -> Proof:
    """Walk the records in the order of numbers; O(n), one record in memory at a time."""
    previous, count = START, 0
    for record in records:
        count += 1
        if record.number != count:
            return Proof(count - 1, previous, count, f"записи № {count} нет.")
        if record.previous_hash != previous:
            return Proof(count - 1, previous, count, f"запись № {count} не продолжает предыдущую.")
        if hash_record(record) != record.hash:
            return Proof(count - 1, previous, count, f"запись № {count} изменена после внесения.")
        previous = record.hash
    if (count, previous) != (head_number, head_hash):
        return Proof(
            count, previous, count + 1, f"после записи № {count} что-то удалено: всего было {head_number}."
        )
    return Proof(count, previous)
