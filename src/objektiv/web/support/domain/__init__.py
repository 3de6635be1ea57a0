"""What people do in support. Each verb: policy, write, journal, in one transaction; who saves over another is told."""

from __future__ import annotations

from objektiv.web.support.domain.entries import (
    add_support,
    complete_support,
    edit_entry,
    enter,
    lead_out,
    propose,
    propose_from_case,
    reject,
    release,
    return_to_zone,
)
from objektiv.web.support.domain.notes import read_note, write_note

__all__ = [
    "add_support",
    "complete_support",
    "edit_entry",
    "enter",
    "lead_out",
    "propose",
    "propose_from_case",
    "read_note",
    "reject",
    "release",
    "return_to_zone",
    "write_note",
]
