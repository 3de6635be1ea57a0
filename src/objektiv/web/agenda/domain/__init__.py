"""What is done in this app."""

from __future__ import annotations

from objektiv.web.agenda.domain.feeds import end_feeds, find_feed, make_feed, note_use, revoke_feed
from objektiv.web.agenda.domain.forgetting import forget_notices
from objektiv.web.agenda.domain.reminding import Reminded, remind
from objektiv.web.agenda.domain.wishes import choose_letters, wish_of

__all__ = [
    "Reminded",
    "choose_letters",
    "end_feeds",
    "find_feed",
    "forget_notices",
    "make_feed",
    "note_use",
    "remind",
    "revoke_feed",
    "wish_of",
]
