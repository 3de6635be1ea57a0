"""Tables of the calendar."""

from __future__ import annotations

from objektiv.web.agenda.models.feed import Feed
from objektiv.web.agenda.models.letters import MailWish, Notice

__all__ = ["Feed", "MailWish", "Notice"]
