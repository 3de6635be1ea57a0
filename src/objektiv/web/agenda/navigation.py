"""What this app adds to the frame: words of the journal, the first page; what it hears of people."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from objektiv.web.access.models import User
from objektiv.web.agenda.domain import end_feeds
from objektiv.web.agenda.enums import FeedScope
from objektiv.web.agenda.phrases import FIELDS, VERBS
from objektiv.web.agenda.week import tasks
from objektiv.web.audit.verbs import add_fields, add_verbs
from objektiv.web.shell.week import add_tasks


def add() -> None:
    """Called when the app is ready."""
    add_verbs(VERBS)
    add_fields(FIELDS, feed_scope=dict(FeedScope.choices))
    add_tasks("agenda", tasks)
    post_save.connect(_person_saved, sender=User, dispatch_uid="agenda")


def _person_saved(sender: Any, instance: User, **_: Any) -> None:
    """In the transaction that closes the entrance the address of the calendar ends too."""
    if not instance.is_active:
        end_feeds(instance)
