"""What people do to a case. Each verb: policy, write, journal, in one transaction; who saves over another is told."""

from __future__ import annotations

from objektiv.web.cases.domain.letters import remind, remind_many, write_letter
from objektiv.web.cases.domain.passes import take_final
from objektiv.web.cases.domain.returned import confirm_heap, receive_forms
from objektiv.web.cases.domain.terms import set_terms
from objektiv.web.cases.domain.verbs import (
    KnownExplanation,
    ask_school,
    attach,
    attach_kept,
    close_case,
    decide,
    destroy_works,
    enter_reply,
    give_to,
    keep_works,
    move_term,
    open_case,
    reopen,
    reply,
    send_to_recheck,
    take_in_reply,
)

__all__ = [
    "KnownExplanation",
    "ask_school",
    "attach",
    "attach_kept",
    "close_case",
    "confirm_heap",
    "decide",
    "destroy_works",
    "enter_reply",
    "give_to",
    "keep_works",
    "move_term",
    "open_case",
    "receive_forms",
    "remind",
    "remind_many",
    "reopen",
    "reply",
    "send_to_recheck",
    "set_terms",
    "take_final",
    "take_in_reply",
    "write_letter",
]
