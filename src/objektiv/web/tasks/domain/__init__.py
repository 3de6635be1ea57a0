"""What people do with tasks. Each verb: policy, write, journal, in one transaction; said twice, it is said once."""

from __future__ import annotations

from objektiv.web.tasks.domain.giving import Wanted, give
from objektiv.web.tasks.domain.reminding import remind, remind_many
from objektiv.web.tasks.domain.reporting import report, take_in_paper
from objektiv.web.tasks.domain.returned import confirm_heap, receive_forms
from objektiv.web.tasks.domain.settling import (
    accept,
    accept_many,
    give_again,
    mark_not_done,
    move_term,
    move_terms,
    recall,
    report_action,
    send_back,
)

__all__ = [
    "Wanted",
    "accept",
    "accept_many",
    "confirm_heap",
    "give",
    "give_again",
    "mark_not_done",
    "move_term",
    "move_terms",
    "recall",
    "receive_forms",
    "remind",
    "remind_many",
    "report",
    "report_action",
    "send_back",
    "take_in_paper",
]
